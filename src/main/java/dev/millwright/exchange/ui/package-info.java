/** The pages on which files come in. */
@NullMarked
package dev.millwright.exchange.ui;

import org.jspecify.annotations.NullMarked;

/** The product's chart types, one class each; nobody names them. */
@NullMarked
package dev.millwright.dashboard.type;

import org.jspecify.annotations.NullMarked;

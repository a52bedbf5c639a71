/** How files become rows and rows become records, and the other way round. */
@NullMarked
package dev.millwright.exchange.internal;

import org.jspecify.annotations.NullMarked;

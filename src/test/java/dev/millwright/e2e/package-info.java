/** Whole journeys in a real browser. */
@NullMarked
package dev.millwright.e2e;

import org.jspecify.annotations.NullMarked;

/** Measures claims that have a number in them; run by hand, never by the build. */
@NullMarked
package dev.millwright.bench;

import org.jspecify.annotations.NullMarked;

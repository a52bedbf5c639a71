/** The functions of expressions, one class each, found by the scan. */
@NullMarked
package dev.millwright.expression.function;

import org.jspecify.annotations.NullMarked;

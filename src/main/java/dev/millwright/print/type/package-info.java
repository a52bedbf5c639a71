/** The element types, one file each. */
@NullMarked
package dev.millwright.print.type;

import org.jspecify.annotations.NullMarked;

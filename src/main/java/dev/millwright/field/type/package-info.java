/** All field types, one file each, found by the scan; the few classes beside them hold what several of them share. */
@NullMarked
package dev.millwright.field.type;

import org.jspecify.annotations.NullMarked;

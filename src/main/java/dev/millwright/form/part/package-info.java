/** The parts of forms that are no fields, one file each, found by the scan. */
@NullMarked
package dev.millwright.form.part;

import org.jspecify.annotations.NullMarked;

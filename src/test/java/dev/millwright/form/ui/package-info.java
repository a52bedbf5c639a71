/** Tests of the form designer. */
@NullMarked
package dev.millwright.form.ui;

import org.jspecify.annotations.NullMarked;

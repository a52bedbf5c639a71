/** The form designer, and a form to fill as designed, which the designer previews and the record screens use. */
@NamedInterface("ui")
@NullMarked
package dev.millwright.form.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

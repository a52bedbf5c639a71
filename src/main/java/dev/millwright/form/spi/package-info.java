/** What parts of forms that are no fields are made of, for whoever brings or shows one. */
@NamedInterface("spi")
@NullMarked
package dev.millwright.form.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

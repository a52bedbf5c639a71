/** How forms take part in publishing. */
@NullMarked
package dev.millwright.form.internal;

import org.jspecify.annotations.NullMarked;

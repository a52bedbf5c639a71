@NullMarked
package dev.millwright.form.internal;

import org.jspecify.annotations.NullMarked;

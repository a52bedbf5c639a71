/** Templates as folders of the class path, and how their sample records come to be. */
@NullMarked
package dev.millwright.template.internal;

import org.jspecify.annotations.NullMarked;

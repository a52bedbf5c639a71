@NullMarked
package dev.millwright.field.type;

import org.jspecify.annotations.NullMarked;

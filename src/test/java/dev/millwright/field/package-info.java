@NullMarked
package dev.millwright.field;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.millwright.schema;

import org.jspecify.annotations.NullMarked;

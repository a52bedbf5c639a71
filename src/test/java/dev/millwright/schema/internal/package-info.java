@NullMarked
package dev.millwright.schema.internal;

import org.jspecify.annotations.NullMarked;

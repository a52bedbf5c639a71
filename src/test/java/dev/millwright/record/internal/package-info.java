/** Tests of the one gate. */
@NullMarked
package dev.millwright.record.internal;

import org.jspecify.annotations.NullMarked;

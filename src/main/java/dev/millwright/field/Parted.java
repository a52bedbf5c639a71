package dev.millwright.field;

import org.jspecify.annotations.Nullable;

/**
 * A value of several parts. It is compared, sorted, grouped and filtered by the first of them, which has the Java type of a plain value
 * of the same kind.
 */
public interface Parted {

    Object first();

    /** The value that stands for another one wherever one of a plain type is needed; a value without parts stands for itself. */
    static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Parted parted ? parted.first() : value;
    }
}

package dev.millwright.print.internal;

import dev.millwright.form.PublishedField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of a record by its name: a field, a field of a linked record ({@code customer.name}), a system field, or something around the record
 * ({@code @today}).
 *
 * @param links the fields to follow first
 * @param field the field; null for the others
 * @param label what people call it
 */
record FieldPath(
        String path,
        List<PublishedField<?, ?>> links,
        @Nullable PublishedField<?, ?> field,
        String label) {

    FieldPath {
        links = List.copyOf(links);
    }

    /** The last part of the path. */
    String last() {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}

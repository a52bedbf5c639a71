package dev.millwright.field;

import dev.millwright.shared.NamedRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A link to a record as a value.
 *
 * @param id of the record; null when only its key is known yet and the gate has to find the record
 * @param key value of the linked form's key or title field, when written by value
 * @param title what people read; null when written, or when the reader may not see the record
 */
public record RecordRef(
        @Nullable UUID id, @Nullable String key, @Nullable String title) implements NamedRecord {

    public static RecordRef to(UUID id) {
        return new RecordRef(id, null, null);
    }

    public static RecordRef byKey(String key) {
        return new RecordRef(null, key, null);
    }
}

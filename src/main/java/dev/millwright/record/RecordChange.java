package dev.millwright.record;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One wish of a batch. Values are by field key and typed as the field's type says; null empties a field. */
public sealed interface RecordChange {

    record Create(Map<String, @Nullable Object> values) implements RecordChange {}

    /**
     * @param version what the person saw; null to change whatever is there now
     */
    record Update(UUID id, @Nullable Long version, Map<String, @Nullable Object> values) implements RecordChange {}

    record Delete(UUID id, @Nullable Long version) implements RecordChange {}

    /** Out of the recycle bin; nothing happens to a record that is not there any more. */
    record Restore(UUID id) implements RecordChange {}
}

package dev.millwright.record;

import dev.millwright.field.PersonRef;
import dev.millwright.form.LinesModel;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record as a reader may see it.
 *
 * @param version rises with each edit by people, from 1
 * @param deletedAt set when it lies in the recycle bin
 * @param title what names it in lists, pickers and history
 * @param values by field key, typed as the field's type says; an empty field is absent
 */
public record RecordData(
        UUID id,
        long version,
        Instant createdAt,
        PersonRef createdBy,
        Instant updatedAt,
        PersonRef updatedBy,
        @Nullable Instant deletedAt,
        @Nullable PersonRef deletedBy,
        String title,
        Map<String, Object> values) {

    public RecordData {
        values = Map.copyOf(values);
    }

    /** The same record with other values. */
    public RecordData with(Map<String, Object> others) {
        return new RecordData(
                id, version, createdAt, createdBy, updatedAt, updatedBy, deletedAt, deletedBy, title, others);
    }

    /** The record as a line of another, to be entered with it. */
    public LinesModel.Kept line() {
        return new LinesModel.Kept(id, version, values);
    }
}

package dev.millwright.record;

import dev.millwright.field.PersonRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event in the life of a record.
 *
 * @param version of the record after it
 */
public record HistoryEntry(Instant at, PersonRef by, Via via, Event event, long version, List<FieldChange> changes) {

    /** What happened. */
    public enum Event {
        CREATED,
        CHANGED,
        DELETED,
        RESTORED
    }

    /**
     * A field's value before and after, typed as its type says; null stands for empty.
     *
     * @param field key of the field, which may be retired by now
     */
    public record FieldChange(
            String field,
            String label,
            @Nullable Object from,
            @Nullable Object to) {}
}

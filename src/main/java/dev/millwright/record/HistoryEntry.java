package dev.millwright.record;

import dev.millwright.field.PersonRef;
import dev.millwright.record.spi.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One event in the life of a record.
 *
 * @param by the person, or the app itself under the name of what acted
 * @param version of the record after it
 * @param cause what made it happen, unless somebody just did it
 */
public record HistoryEntry(
        Instant at,
        PersonRef by,
        Via via,
        Event event,
        long version,
        List<FieldChange> changes,
        Optional<Cause> cause) {

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

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
 * @param lines what became of the lines of the record, in their order
 * @param cause what made it happen, unless somebody just did it
 */
public record HistoryEntry(
        Instant at,
        PersonRef by,
        Via via,
        Event event,
        long version,
        List<FieldChange> changes,
        List<LineChange> lines,
        Optional<Cause> cause) {

    /** With what was done to lines of the record. */
    public HistoryEntry with(List<LineChange> changed) {
        return new HistoryEntry(at, by, via, event, version, changes, List.copyOf(changed), cause);
    }

    /**
     * A line of the record that was written with it.
     *
     * @param part key of the part that it stands in
     * @param label of that part
     * @param title what the line is called; its number when nothing names it
     * @param changes what became of its fields, when it was changed
     */
    public record LineChange(String part, String label, String title, Event event, List<FieldChange> changes) {}

    /** What happened. */
    public enum Event {
        CREATED,
        CHANGED,
        DELETED,
        RESTORED,
        /** Somebody saw an encrypted text as it is. */
        UNMASKED
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

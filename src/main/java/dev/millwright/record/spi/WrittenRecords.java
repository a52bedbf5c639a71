package dev.millwright.record.spi;

import dev.millwright.form.PublishedForm;
import dev.millwright.identity.Person;
import dev.millwright.record.HistoryEntry.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Records of a form that were written together.
 *
 * @param by the person, or the app itself
 */
public record WrittenRecords(
        PublishedForm form, WriteContext context, Person by, Instant at, List<WrittenRecord> records) {

    public WrittenRecords {
        records = List.copyOf(records);
    }

    /**
     * One of them. Values are by key of the field, typed as its type says; empty fields are absent.
     *
     * @param version after it
     * @param before none for a new record
     * @param after none for a record that went into the recycle bin
     * @param changed keys of the fields whose values differ; none when the record only went into the bin or came out of it
     */
    public record WrittenRecord(
            UUID id,
            long version,
            Event event,
            Map<String, Object> before,
            Map<String, Object> after,
            Set<String> changed) {

        public WrittenRecord {
            before = Map.copyOf(before);
            after = Map.copyOf(after);
            changed = Set.copyOf(changed);
        }
    }
}

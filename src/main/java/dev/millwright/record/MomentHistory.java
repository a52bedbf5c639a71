package dev.millwright.record;

import dev.millwright.record.HistoryEntry.Event;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was written together at one moment, as an import is: for those who may write records of the form and take it back. */
public interface MomentHistory {

    /**
     * The records that somebody wrote at that moment, in no order.
     *
     * @param by id of the person
     */
    List<Written> written(FormRef form, Instant at, Via via, String by);

    /**
     * What the fields that changed at that moment held before: those that the form still has and people fill in. A value that is none of
     * the field's type any more is left out, and so is a record that did not change.
     */
    Map<UUID, Map<String, @Nullable Object>> before(FormRef form, Instant at, Collection<UUID> records);

    /** Records as they are now, which nobody else changes until the transaction ends; without those that are not there. */
    Map<UUID, Standing> hold(FormRef form, Collection<UUID> records);

    /**
     * What became of a record at that moment.
     *
     * @param version after it
     */
    record Written(UUID record, long version, Event event) {}

    /**
     * Where a record stands.
     *
     * @param deleted whether it lies in the recycle bin
     */
    record Standing(long version, boolean deleted) {}
}

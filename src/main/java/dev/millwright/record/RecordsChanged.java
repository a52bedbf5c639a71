package dev.millwright.record;

import java.util.Set;
import java.util.UUID;

/**
 * Records of a form were written, or what is shown beside them has changed, here or on another node.
 *
 * @param ids which ones; empty when there are too many to name
 * @param written whether the records themselves were written; they may have changed in all that is shown then
 */
public record RecordsChanged(FormRef form, Set<UUID> ids, boolean written) {

    public RecordsChanged {
        ids = Set.copyOf(ids);
    }

    /** Whether it is about the record, or may be. */
    public boolean concerns(UUID record) {
        return ids.isEmpty() || ids.contains(record);
    }
}

package dev.millwright.record;

import java.util.Set;
import java.util.UUID;

/**
 * Records of a form were written, here or on another node.
 *
 * @param ids which ones; empty when there are too many to name
 */
public record RecordsChanged(FormRef form, Set<UUID> ids) {

    public RecordsChanged {
        ids = Set.copyOf(ids);
    }
}

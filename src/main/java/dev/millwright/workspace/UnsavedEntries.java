package dev.millwright.workspace;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the person who acts typed into a form and has not saved yet, so that neither a closed tab nor an ended session loses it.
 * One entry a form for a new record, and one a record that is being changed.
 */
public interface UnsavedEntries {

    /**
     * @param record null for a new record
     */
    Optional<UnsavedEntry> find(UUID form, @Nullable UUID record);

    /** Keeps the entry in place of the former one. */
    void keep(UUID form, @Nullable UUID record, UnsavedEntry entry);

    void forget(UUID form, @Nullable UUID record);

    /**
     * @param version of the record that the person saw; null for a new record
     * @param values by field key, as in the HTTP API; JSON null for a field that was emptied
     */
    record UnsavedEntry(@Nullable Long version, Map<String, JsonNode> values, Instant at) {}
}

package dev.millwright.workspace;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * New records that the person who acts saved before they had all that their form demands. None of them is a record: no list, figure, flow
 * or program sees it until it is {@linkplain #complete complete}, and nobody else ever does.
 */
public interface EntryDrafts {

    /** So many of one form somebody may have at a time. */
    int MOST = 100;

    Optional<EntryDraft> find(UUID id);

    /** Those of the forms, the one that was saved last first. */
    List<Saved> of(Collection<UUID> forms);

    /**
     * Keeps it as it is now.
     *
     * @param app that the form belongs to
     * @return the draft with the version that it has since
     * @throws dev.millwright.shared.ConflictException when it was saved, handed in or discarded elsewhere since it was opened, and when
     *     there are too many
     */
    EntryDraft keep(UUID app, EntryDraft draft);

    void forget(UUID id);

    /**
     * Makes a record of it, after which it is no draft any more; all of it or nothing.
     *
     * @throws dev.millwright.shared.ConflictException when it was saved, handed in or discarded elsewhere since it was opened
     */
    <T> T complete(EntryDraft draft, Supplier<T> record);

    /**
     * One that was saved.
     *
     * @param title of the record to be, as far as it is known; empty otherwise
     */
    record Saved(UUID id, UUID form, String title, Instant at) {}

    /**
     * What was entered.
     *
     * @param title of the record to be, as far as it is known; empty otherwise
     * @param values by field key, as in the HTTP API
     * @param version rises each time it is saved; 0 for one that never was
     */
    record EntryDraft(UUID id, UUID form, String title, Map<String, JsonNode> values, long version, Instant at) {

        public EntryDraft {
            values = Map.copyOf(values);
        }
    }
}

package dev.millwright.app;

import dev.millwright.app.PublishedApp.PublishedDefinition;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Definitions as they are being designed; owners and designers of the app only. A definition that was published has a draft
 * too, equal to the published one until somebody changes it.
 */
public interface Drafts {

    /** All drafts of the app, by kind and in the order of making. */
    List<Draft> list(String app);

    /** All drafts of that kind. */
    default List<Draft> list(String app, String kind) {
        return list(app).stream().filter(draft -> draft.kind().equals(kind)).toList();
    }

    Optional<Draft> find(String app, String kind, UUID id);

    /** By key, or by id written out. */
    Optional<Draft> find(String app, String kind, String keyOrId);

    /**
     * Saves a definition and tells all nodes.
     *
     * @param json read as a definition of that kind and stored in canonical form
     * @param version what the person saw; 0 for a new draft
     * @throws DraftChangedException when somebody else saved meanwhile; nothing is overwritten
     */
    Draft save(String app, String kind, String json, long version);

    /**
     * Deletes the draft. What is published runs on until a release without it is published; {@link #revert} takes it back.
     *
     * @param version what the person saw
     */
    void delete(String app, DraftRef ref, long version);

    /** Published definitions whose draft was deleted: the next release would take them away. */
    List<PublishedDefinition> removed(String app);

    /** Makes the draft equal to what is published, also after {@link #delete}. */
    Draft revert(String app, DraftRef ref);
}

package dev.millwright.app;

import dev.millwright.app.PublishedApp.PublishedDefinition;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The apps as they run, cached, in the language of whoever reads; each answer is an immutable snapshot. Knows no rights: the gate
 * and the screens ask for those. An app without a release is there too, empty.
 */
public interface PublishedApps {

    Optional<PublishedApp> find(String key);

    /** The app whose latest release has the definition of that kind and id. */
    Optional<PublishedApp> appOf(String kind, UUID id);

    /** The app in the words of its designers, whoever reads. */
    Optional<PublishedApp> designed(String key);

    /** All apps in the words of their designers. */
    List<PublishedApp> designed();

    /** As {@link #appOf}, in the words of its designers. */
    Optional<PublishedApp> designedWith(String kind, UUID id);

    /** A definition of any app, in the words of its designers. */
    default Optional<PublishedDefinition> designedById(String kind, UUID id) {
        return designedWith(kind, id)
                .flatMap(app -> app.all(kind).stream()
                        .filter(definition -> definition.id().equals(id))
                        .findFirst());
    }

    /**
     * Makes sure that the snapshot is of the latest release and stays so until the caller's transaction ends; publishing waits
     * for it. To be called before the transaction locks anything else.
     *
     * @throws StaleReleaseException when it is not; the snapshot is then no longer cached, and the whole is worth another try
     */
    void holdRelease(PublishedApp snapshot);

    /**
     * Whether the design or the rights of the app changed since the snapshot was taken, as the database knows it and this node may not
     * have heard yet; who asks next gets what is true now. Costs a round trip: for when something was refused.
     *
     * @param snapshot in the words of its designers
     */
    boolean isOvertaken(PublishedApp snapshot);
}

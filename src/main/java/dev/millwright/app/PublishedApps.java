package dev.millwright.app;

import java.util.Optional;
import java.util.UUID;

/** The apps as they run, cached; each answer is an immutable snapshot. Knows no rights: the gate and the screens ask for those. */
public interface PublishedApps {

    Optional<PublishedApp> find(String key);

    /** The app whose latest release has the definition of that kind and id. */
    Optional<PublishedApp> appOf(String kind, UUID id);
}

package dev.millwright.app;

/**
 * Something about an app changed, on this node or another; the snapshots are up to date when it is told. Told to Spring
 * application listeners on every node, after commit, in order, on a thread where nobody is signed in.
 */
public sealed interface AppEvent {

    /** Key of the app. */
    String app();

    /** A release went live. */
    record AppPublished(String app) implements AppEvent {}

    /** Somebody may do more or less than before. */
    record RightsChanged(String app) implements AppEvent {}

    /** An app was created, deleted, or presents itself in another way. */
    record CatalogueChanged(String app) implements AppEvent {}

    /**
     * Somebody saved a draft; what runs is as before.
     *
     * @param version the one that the draft has now
     */
    record DraftSaved(String app, DraftRef draft, long version, Author by) implements AppEvent {}

    /** Somebody deleted a draft; what runs is as before. */
    record DraftDeleted(String app, DraftRef draft, Author by) implements AppEvent {}
}

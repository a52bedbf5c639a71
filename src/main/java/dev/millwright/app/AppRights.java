package dev.millwright.app;

/** Who may do what in an app. Every method answers {@code NotFoundException} for an app that the person may not open. */
public interface AppRights {

    /** What the person who acts may do, from memory. */
    Access access(String app);

    /** The rights with their version; owners, designers and administrators may look. */
    VersionedRights of(String app);

    /**
     * Sets the rights; owners and administrators may. Rows of the matrix for principals that are no members are dropped.
     *
     * @param version of what the person saw
     * @throws dev.millwright.shared.ConflictException when somebody else changed them meanwhile
     * @throws dev.millwright.shared.InvalidException when no owner would be left
     */
    VersionedRights save(String app, Rights rights, long version);

    /**
     * @throws dev.millwright.shared.NotAllowedException when the person may open the app but not design it
     */
    void requireDesigner(String app);

    /**
     * @throws dev.millwright.shared.NotAllowedException when the person may open the app but not set its rights
     */
    void requireManager(String app);

    /** Rights and how often they were changed. */
    record VersionedRights(Rights rights, long version) {}
}

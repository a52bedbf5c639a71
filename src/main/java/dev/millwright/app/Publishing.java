package dev.millwright.app;

import java.util.List;

/** Brings drafts to life; owners and designers of the app only. */
public interface Publishing {

    /** What the request would change; changes nothing. */
    PublishPlan plan(String app, ReleaseRequest request);

    /**
     * Publishes what a plan showed, in one transaction: tables, release, whatever each kind applies. Afterwards the drafts equal
     * what was published, with a new version where something was carried over into them.
     *
     * @param fingerprint of the plan that the person saw
     * @throws dev.millwright.shared.ConflictException when the plan has changed meanwhile
     * @throws dev.millwright.shared.InvalidException when something stands in the way
     */
    Release publish(String app, ReleaseRequest request, String fingerprint);

    /** The history of the design, latest first. */
    List<Release> releases(String app);
}

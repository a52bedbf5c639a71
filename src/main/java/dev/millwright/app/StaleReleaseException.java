package dev.millwright.app;

import dev.millwright.shared.ConflictException;

/** A new release went live since the snapshot of the app was taken; worth another try with a new snapshot. */
public final class StaleReleaseException extends ConflictException {

    public StaleReleaseException(String app) {
        super("app.error.staleRelease", app);
    }
}

package dev.millwright.app;

import dev.millwright.shared.ConflictException;

/** Somebody else saved the draft after the person read it; carries what is there now. Nothing was overwritten. */
public final class DraftChangedException extends ConflictException {

    private final transient Draft current;

    public DraftChangedException(Draft current) {
        super(
                "app.error.draftChanged",
                current.label(),
                current.updatedBy().name(),
                java.util.Date.from(current.updatedAt()));
        this.current = current;
    }

    public Draft current() {
        return current;
    }
}

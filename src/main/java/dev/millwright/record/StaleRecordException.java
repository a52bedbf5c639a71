package dev.millwright.record;

import dev.millwright.shared.ConflictException;

/** Somebody else changed the record after the person read it; carries what is there now. */
public final class StaleRecordException extends ConflictException {

    private final transient RecordData current;

    public StaleRecordException(RecordData current) {
        super("record.error.stale", current.title(), current.updatedBy().name());
        this.current = current;
    }

    public RecordData current() {
        return current;
    }
}

package dev.millwright.record;

import dev.millwright.shared.ConflictException;

/** Somebody else changed the record after the person read it; carries what is there now. */
public final class StaleRecordException extends ConflictException {

    private final transient RecordData current;
    private final int change;

    /**
     * @param change the place among the changes of a batch, from 0
     */
    public StaleRecordException(RecordData current, int change) {
        super("record.error.stale", current.title(), current.updatedBy().name());
        this.current = current;
        this.change = change;
    }

    /** The place among the changes of a batch of the one that came too late, from 0. */
    public int change() {
        return change;
    }

    public RecordData current() {
        return current;
    }
}

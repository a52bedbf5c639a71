package dev.millwright.record.spi;

import dev.millwright.form.PublishedForm;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/**
 * Keeps records from being changed by people for a while, for example as long as they are in approval; found by the scan. Neither the
 * app itself nor somebody who acts in a step of a flow is kept from anything.
 */
public interface RecordLock {

    /** Whether records of the form may be locked at all. Asked with every write, so answered from memory. */
    boolean concerns(PublishedForm form);

    /**
     * Which of the records are locked now, by what. Called once for all changes, in the writing transaction and while nobody else can
     * change these records: who begins a lock in a transaction that wrote the record knows that no write is under way beside it.
     */
    Map<UUID, Holder> holders(PublishedForm form, Collection<UUID> records);

    /** The flow that a record is in, and the step that it waits for, as people know them. */
    record Holder(String flow, String step) {}
}

package dev.millwright.record.spi;

import dev.millwright.record.FormRef;
import java.util.Collection;
import java.util.UUID;

/** Tells open screens that what a feature shows beside records has changed, though none of the records was written. */
public interface RecordNews {

    /** Tells it a moment after the running transaction is through, together with other news; never if it is rolled back. */
    void changedBeside(FormRef form, Collection<UUID> records);
}

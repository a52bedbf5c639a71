package dev.millwright.record.spi;

import dev.millwright.form.PublishedForm;

/** Learns of what was written within the transaction that writes it; found by the scan. */
public interface RecordListener {

    /** Whether it wants to know of the form. Asked with every write, so answered from memory. */
    boolean listensTo(PublishedForm form);

    /** Called once for all changes after they were written. Whatever it throws refuses them all. */
    void written(WrittenRecords written);
}

package dev.millwright.field;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes a record from where one is chosen. */
public interface RecordMaker {

    /** What choosing to make one is called, with what was typed so far. */
    String words(String typed);

    /**
     * Lets somebody make a record.
     *
     * @param typed what was typed so far, which is likely what the record is called
     * @param done hears of the record, or of null when none was made
     */
    void make(String typed, Consumer<@Nullable RecordRef> done);
}

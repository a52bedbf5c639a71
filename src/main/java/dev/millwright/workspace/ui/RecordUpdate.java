package dev.millwright.workspace.ui;

import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.StaleRecordException;
import dev.millwright.record.Via;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a change of a record; should somebody have been faster, once the person has chosen between both.
 *
 * @param stale hears how the record is now, when somebody was faster
 */
record RecordUpdate(RecordScreens screens, OpenForm form, Consumer<RecordData> stale, Consumer<RecordData> done) {

    void write(RecordData present, long version, Map<String, @Nullable Object> changes) {
        write(present, version, changes, Map.of());
    }

    /** The same with what is to become of lines. */
    void write(
            RecordData present,
            long version,
            Map<String, @Nullable Object> changes,
            Map<String, List<RecordChange>> lines) {
        RecordData saved;
        try {
            saved = screens.records()
                    .write(form.ref(), new RecordChange.Update(present.id(), version, changes, lines), Via.SCREEN);
        } catch (StaleRecordException e) {
            choose(e.current(), changes, lines);
            return;
        }
        done.accept(saved);
    }

    private void choose(RecordData now, Map<String, @Nullable Object> changes, Map<String, List<RecordChange>> lines) {
        new ConflictDialog(
                        form.form(),
                        now,
                        changes,
                        screens.format(),
                        screens.time().now(),
                        chosen -> {
                            stale.accept(now);
                            write(now, now.version(), chosen, lines);
                        })
                .open();
    }
}

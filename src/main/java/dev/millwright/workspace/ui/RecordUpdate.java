package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.StaleRecordException;
import dev.millwright.record.Via;
import dev.millwright.ui.Notices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
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
                        lines,
                        screens.format(),
                        screens.time().now(),
                        (chosen, chosenLines) -> {
                            stale.accept(now);
                            write(now, now.version(), chosen, onto(now, chosenLines));
                        })
                .open();
    }

    /** What was done to lines, done to them as they are now; to those that are gone nothing can be done. */
    private Map<String, List<RecordChange>> onto(RecordData now, Map<String, List<RecordChange>> lines) {
        Map<String, List<RecordChange>> again = new LinkedHashMap<>();
        int[] gone = {0};
        lines.forEach((part, changes) -> {
            Map<UUID, RecordData> present =
                    screens.query().lines(form.ref(), part, List.of(now)).getOrDefault(now.id(), List.of()).stream()
                            .collect(Collectors.toMap(RecordData::id, Function.identity()));
            List<RecordChange> possible = new ArrayList<>();
            for (RecordChange change : changes) {
                switch (change) {
                    case RecordChange.Create create -> possible.add(create);
                    case RecordChange.Restore restore -> possible.add(restore);
                    case RecordChange.Update update -> {
                        RecordData line = present.get(update.id());
                        if (line == null) {
                            gone[0]++;
                        } else {
                            possible.add(new RecordChange.Update(
                                    line.id(), line.version(), update.values(), update.lines()));
                        }
                    }
                    case RecordChange.Delete delete -> {
                        RecordData line = present.get(delete.id());
                        if (line != null) {
                            possible.add(new RecordChange.Delete(line.id(), line.version()));
                        }
                    }
                }
            }
            again.put(part, possible);
        });
        if (gone[0] > 0) {
            Notices.error(t("record.conflict.linesGone", gone[0]));
        }
        return again;
    }
}

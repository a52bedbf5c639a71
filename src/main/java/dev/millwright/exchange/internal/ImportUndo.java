package dev.millwright.exchange.internal;

import dev.millwright.exchange.Imports.PastImport;
import dev.millwright.exchange.Imports.Undone;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.Attempt;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry.Event;
import dev.millwright.record.ListRequest;
import dev.millwright.record.MomentHistory;
import dev.millwright.record.MomentHistory.Standing;
import dev.millwright.record.MomentHistory.Written;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.Records;
import dev.millwright.record.Via;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes an import back by its history: what it added goes to the recycle bin, what it changed gets its former values. */
@Component
class ImportUndo {

    private static final int BATCH = 2_000;
    private static final int EXAMPLES = 10;

    private static final int PAGE = 500;

    private final Records records;
    private final RecordQuery query;
    private final AccessibleForms access;
    private final MomentHistory history;

    ImportUndo(Records records, RecordQuery query, AccessibleForms access, MomentHistory history) {
        this.records = records;
        this.query = query;
        this.access = access;
        this.history = history;
    }

    /** What the import did to lines of one part, by the id of the line. */
    private record WrittenLines(String part, FormRef form, Map<UUID, Written> written) {}

    private List<WrittenLines> lines(FormRef form, PastImport made) {
        List<WrittenLines> lines = new ArrayList<>();
        access.lines(form).forEach((part, of) -> {
            FormRef ref = new FormRef(form.app(), of.key());
            Map<UUID, Written> written = new HashMap<>();
            history.written(ref, made.at(), Via.IMPORT, made.by()).forEach(one -> written.put(one.record(), one));
            if (!written.isEmpty()) {
                lines.add(new WrittenLines(part, ref, written));
            }
        });
        return lines;
    }

    /** By record, what takes back what became of its lines: of a record that nobody has changed since. */
    private Map<UUID, Map<String, List<RecordChange>>> undoing(
            FormRef form, PastImport made, List<WrittenLines> lines, List<UUID> ids) {
        Map<UUID, Map<String, List<RecordChange>>> changes = new HashMap<>();
        for (int from = 0; !lines.isEmpty() && from < ids.size(); from += PAGE) {
            List<RecordData> some = query.list(ListRequest.of(form, PAGE)
                            .and(Condition.anyOf(ids.subList(from, Math.min(ids.size(), from + PAGE)))))
                    .items();
            for (WrittenLines of : lines) {
                Map<UUID, List<RecordData>> present = new HashMap<>();
                OwnLines.each(
                        query,
                        form,
                        of.part(),
                        some,
                        (record, found) -> present.put(
                                record.id(),
                                found.stream()
                                        .filter(line -> of.written().containsKey(line.id()))
                                        .toList()));
                Map<UUID, Map<String, @Nullable Object>> before = history.before(
                        of.form(),
                        made.at(),
                        present.values().stream()
                                .flatMap(List::stream)
                                .map(RecordData::id)
                                .filter(line -> !isAdded(
                                        Objects.requireNonNull(of.written().get(line))))
                                .toList());
                present.forEach((record, found) -> {
                    List<RecordChange> back = found.stream()
                            .<RecordChange>map(line ->
                                    isAdded(Objects.requireNonNull(of.written().get(line.id())))
                                            ? new RecordChange.Delete(line.id(), null)
                                            : new RecordChange.Update(
                                                    line.id(), null, before.getOrDefault(line.id(), Map.of())))
                            .toList();
                    changes.computeIfAbsent(record, _ -> new HashMap<>()).put(of.part(), back);
                });
            }
        }
        return changes;
    }

    Undone run(FormRef form, PastImport made, Instant at, DoubleConsumer progress) {
        List<Written> all = history.written(form, made.at(), Via.IMPORT, made.by());
        List<WrittenLines> lines = lines(form, made);
        Tally tally = new Tally();
        for (int from = 0; from < all.size(); from += BATCH) {
            batch(form, made, at, all.subList(from, Math.min(all.size(), from + BATCH)), lines, tally);
            progress.accept((double) from / all.size());
        }
        return tally.result();
    }

    private void batch(
            FormRef form, PastImport made, Instant at, List<Written> done, List<WrittenLines> lines, Tally tally) {
        Map<UUID, Standing> present =
                history.hold(form, done.stream().map(Written::record).toList());
        Map<UUID, Map<String, @Nullable Object>> before = history.before(
                form,
                made.at(),
                done.stream().filter(one -> !isAdded(one)).map(Written::record).toList());
        Map<UUID, Map<String, List<RecordChange>>> ofLines = undoing(
                form,
                made,
                lines,
                done.stream().filter(one -> !isAdded(one)).map(Written::record).toList());
        List<RecordChange> changes = new ArrayList<>();
        List<UUID> records = new ArrayList<>();
        for (Written one : done) {
            Standing now = present.get(one.record());
            if (now == null || (now.deleted() && isAdded(one))) {
                continue;
            }
            if (now.deleted() || now.version() != one.version()) {
                tally.kept++;
                tally.example(one.record());
                continue;
            }
            records.add(one.record());
            changes.add(
                    isAdded(one)
                            ? new RecordChange.Delete(one.record(), null)
                            : new RecordChange.Update(
                                    one.record(),
                                    null,
                                    before.getOrDefault(one.record(), Map.of()),
                                    ofLines.getOrDefault(one.record(), Map.of())));
        }
        write(form, at, changes, records, tally);
    }

    private static boolean isAdded(Written one) {
        return one.event() == Event.CREATED;
    }

    /** Writes what may be written; a former value that another record has by now stays where it is. */
    private void write(FormRef form, Instant at, List<RecordChange> changes, List<UUID> ids, Tally tally) {
        if (changes.isEmpty()) {
            return;
        }
        Attempt attempt = records.attempt(form, changes, Via.IMPORT, at, true);
        if (!attempt.kept() && attempt.problems().isEmpty()) {
            // Somebody took a value in this very moment.
            tally.refused += ids.size();
            ids.forEach(tally::example);
            return;
        }
        if (!attempt.kept()) {
            Set<Integer> refused = new TreeSet<>();
            attempt.problems().forEach(found -> refused.add(found.change()));
            List<RecordChange> rest = new ArrayList<>();
            List<UUID> restIds = new ArrayList<>();
            for (int i = 0; i < changes.size(); i++) {
                if (refused.contains(i)) {
                    tally.refused++;
                    tally.example(ids.get(i));
                } else {
                    rest.add(changes.get(i));
                    restIds.add(ids.get(i));
                }
            }
            write(form, at, rest, restIds, tally);
            return;
        }
        for (RecordChange change : changes) {
            if (change instanceof RecordChange.Delete) {
                tally.removed++;
            } else {
                tally.restored++;
            }
        }
    }

    /** What became of the records so far. */
    private static final class Tally {

        private long removed;
        private long restored;
        private long kept;
        private long refused;
        private final List<String> examples = new ArrayList<>();

        void example(UUID record) {
            if (examples.size() < EXAMPLES) {
                examples.add(record.toString());
            }
        }

        Undone result() {
            return new Undone(removed, restored, kept, refused, List.copyOf(examples));
        }
    }
}

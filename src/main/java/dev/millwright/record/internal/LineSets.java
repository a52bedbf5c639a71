package dev.millwright.record.internal;

import dev.millwright.form.PublishedPart;
import dev.millwright.record.ChangeProblem;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.internal.ChangeSet.Belonging;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The changes of lines that are written together with the records that they belong to: one set for each part, whatever the records. */
final class LineSets {

    private final ChangeSet of;
    private final Map<String, Wanted> wanted = new LinkedHashMap<>();
    private final List<Part> named = new ArrayList<>();
    private final List<Part> following = new ArrayList<>();

    /** Lines of one part. */
    private record Part(String key, ChangeSet lines) {}

    /** What is to become of lines of one part, and which records they belong to. */
    private record Wanted(List<RecordChange> changes, List<Belonging> belonging) {

        Wanted() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void add(RecordChange change, Belonging to) {
            changes.add(change);
            belonging.add(to);
        }
    }

    LineSets(ChangeSet of) {
        this.of = of;
    }

    /**
     * Takes the lines that were named with a record.
     *
     * @param place of the record's change
     */
    void want(UUID record, boolean isNew, int place, Map<String, List<RecordChange>> lines) {
        lines.forEach((part, changes) -> {
            Wanted some = wanted.computeIfAbsent(part, _ -> new Wanted());
            for (int i = 0; i < changes.size(); i++) {
                some.add(changes.get(i), new Belonging(record, isNew, place, part + "." + i));
            }
        });
    }

    /** By part and record what is to become of lines. */
    Map<String, Map<UUID, List<RecordChange>>> wanted() {
        Map<String, Map<UUID, List<RecordChange>>> all = new LinkedHashMap<>();
        wanted.forEach((part, some) -> {
            Map<UUID, List<RecordChange>> byRecord = all.computeIfAbsent(part, _ -> new LinkedHashMap<>());
            for (int i = 0; i < some.changes().size(); i++) {
                byRecord.computeIfAbsent(some.belonging().get(i).record(), _ -> new ArrayList<>())
                        .add(some.changes().get(i));
            }
        });
        return all;
    }

    void prepare() {
        wanted.forEach((key, some) -> part(key).ifPresent(part -> {
            ChangeSet lines = set(part, some);
            lines.prepare();
            named.add(new Part(key, lines));
        }));
    }

    private Optional<PublishedPart<?>> part(String key) {
        return of.table()
                .form()
                .lineParts()
                .filter(part -> part.key().equals(key))
                .findFirst();
    }

    private ChangeSet set(PublishedPart<?> part, Wanted some) {
        return of.lines(part.lines().orElseThrow(), some.changes(), some.belonging());
    }

    /**
     * Finds the lines that go into the bin, or come out of it, with their records.
     *
     * @param gone records that go, by id with the place of their change
     * @param back records that come back, by id with the place of their change
     * @param old the records as they are
     */
    void follow(Map<UUID, Integer> gone, Map<UUID, Integer> back, Map<UUID, RecordData> old, OwnedLines owned) {
        following.clear();
        if (gone.isEmpty() && back.isEmpty()) {
            return;
        }
        of.table().form().lineParts().forEach(part -> {
            Wanted some = new Wanted();
            part.lines().flatMap(form -> of.table(form)).ifPresent(lines -> {
                owned.living(lines, gone.keySet())
                        .forEach((line, record) -> some.add(
                                new RecordChange.Delete(line, null), belonging(record, gone.get(record), part.key())));
                owned.deletedWith(lines, back.keySet(), old)
                        .forEach((line, record) -> some.add(
                                new RecordChange.Restore(line), belonging(record, back.get(record), part.key())));
            });
            if (!some.changes().isEmpty()) {
                ChangeSet lines = set(part, some);
                lines.prepare();
                following.add(new Part(part.key(), lines));
            }
        });
    }

    private static Belonging belonging(UUID record, @Nullable Integer place, String part) {
        return new Belonging(record, false, place == null ? 0 : place, part);
    }

    boolean isEmpty() {
        return named.isEmpty() && following.isEmpty();
    }

    private Collection<Part> all() {
        List<Part> all = new ArrayList<>(named);
        all.addAll(following);
        return all;
    }

    /** Finds out what the lines will be, and what is wrong with them. */
    void examine() {
        all().forEach(part -> part.lines().examine());
    }

    /** Adds the lines of new records, which are new too, to what is not written yet. */
    void addNew(List<Draft> records, Unwritten together) {
        named.forEach(part -> part.lines().addNew(records, together));
    }

    void lookUpTaken() {
        all().forEach(part -> part.lines().lookUpTaken());
    }

    boolean hasProblems() {
        return all().stream().anyMatch(part -> part.lines().hasProblems());
    }

    /** Told with the places of the records' changes. */
    List<ChangeProblem> problems() {
        List<ChangeProblem> problems = new ArrayList<>();
        all().forEach(part -> problems.addAll(part.lines().lifted(part.lines().problems())));
        return problems;
    }

    void write() {
        all().forEach(part -> part.lines().writeRows());
    }

    void tell() {
        all().forEach(part -> part.lines().tell());
    }

    /** By record the keys of its parts of which lines become others. */
    Map<UUID, Set<String>> changed() {
        Map<UUID, Set<String>> changed = new HashMap<>();
        all().forEach(part -> part.lines()
                .changedOwners()
                .forEach(record ->
                        changed.computeIfAbsent(record, _ -> new HashSet<>()).add(part.key())));
        return changed;
    }

    /** The set that wrote into the table with the unique index. */
    Optional<ChangeSet> holding(Function<ChangeSet, Boolean> index) {
        return all().stream().map(Part::lines).filter(index::apply).findFirst();
    }
}

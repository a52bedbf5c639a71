package dev.millwright.record.internal;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import dev.millwright.app.Action;
import dev.millwright.field.Deletion;
import dev.millwright.field.RecordRef;
import dev.millwright.field.RecordRefs;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.ChangeProblem;
import dev.millwright.record.Consequences.Linked;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.ResultQuery;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What becomes of records that link to others when these go into the recycle bin, and when they come back: one set of changes for each form
 * and level, all in the transaction of the first.
 */
final class Gone {

    /** So many records are changed by one deletion at most, beside those that were named. */
    static final int MOST = 5_000;

    /** So long a chain of records that take each other along is followed. */
    private static final int DEEPEST = 50;

    private final ChangeSet first;
    private final Parts parts;
    private final Set<UUID> going = new HashSet<>();
    private final List<Taken> taken = new ArrayList<>();
    private final List<ChangeSet> sets = new ArrayList<>();
    private final List<ChangeSet> back = new ArrayList<>();
    private final List<ChangeProblem> problems = new ArrayList<>();
    private final List<Linked> linked = new ArrayList<>();
    private final List<Cleared> cleared = new ArrayList<>();
    private int number;
    private int depth;

    Gone(ChangeSet first, Parts parts) {
        this.first = first;
        this.parts = parts;
    }

    /** Who finds what leads somewhere, and remembers what was emptied. */
    @Component
    record Parts(DSLContext dsl, FormAccess access, RowRules rules, RowMatches matches) {

        /** The links of the app that are more than kept when what they lead to goes. */
        List<Leading> leading(Permit permit, RecordTable to) {
            List<Leading> leading = new ArrayList<>();
            for (PublishedForm form : access.forms(permit)) {
                UUID owner = form.partOf().map(of -> of.link()).orElse(null);
                form.fields().stream()
                        .filter(link -> link.deletion() != Deletion.KEEP
                                && !link.id().equals(owner)
                                && link.leadsTo().filter(to.form().id()::equals).isPresent())
                        .forEach(link -> access.any(form.id())
                                .flatMap(table -> Optional.ofNullable(table.field(link.key()))
                                        .map(stored -> new Leading(table, stored, link.deletion())))
                                .ifPresent(leading::add));
            }
            return leading;
        }
    }

    /** A link of a form. */
    record Leading(RecordTable table, StoredField link, Deletion what) {

        FormRef ref() {
            return new FormRef(table.form().app().key(), table.form().key());
        }
    }

    /** Records that go by one set, and where in the first set that began. */
    private record Taken(ChangeSet set, Map<UUID, Integer> places) {}

    /** A link that is emptied. */
    private record Cleared(ChangeSet set, StoredField link, UUID record, UUID deleted, int place) {}

    boolean isEmpty() {
        return sets.isEmpty();
    }

    List<Linked> linked() {
        return linked;
    }

    /** Says of a set which records it takes into the bin; what these take along is found at once. */
    void take(ChangeSet set, Map<UUID, Integer> places) {
        if (places.isEmpty()) {
            return;
        }
        going.addAll(places.keySet());
        taken.add(new Taken(set, places));
        for (Leading leading : parts.leading(set.permit(), set.table())) {
            if (leading.what() == Deletion.CASCADE) {
                along(set, leading, places);
            }
        }
    }

    private void along(ChangeSet set, Leading leading, Map<UUID, Integer> places) {
        Map<UUID, UUID> found = new LinkedHashMap<>(leadTo(leading, places.keySet()));
        if (found.isEmpty()) {
            return;
        }
        Seen seen = seen(leading, found.keySet());
        Optional<Permit> permit = parts.access().allows(leading.ref(), Action.DELETE)
                ? Optional.of(parts.access().permit(leading.ref(), Set.of(Action.DELETE)))
                : Optional.empty();
        RowRules.Reach reach = permit.map(some -> parts.rules().reach(some, Set.of(Action.DELETE), found.keySet()))
                .orElse(null);
        boolean all = reach != null
                && found.keySet().stream().allMatch(id -> reach.sees(id) && reach.mayBe(Action.DELETE, id));
        int place = places.getOrDefault(found.values().iterator().next(), 0);
        if (!all) {
            refuse(place, leading, seen, "record.error.deleteAlong");
            return;
        }
        number += found.size();
        if (number > MOST || depth >= DEEPEST) {
            problems.add(new ChangeProblem(place, Problem.error("record.error.deleteTooMany", "", MOST, DEEPEST)));
            return;
        }
        tell(leading, seen, found.values());
        List<RecordChange> changes = found.keySet().stream()
                .<RecordChange>map(id -> new RecordChange.Delete(id, null))
                .toList();
        Map<UUID, Integer> further = new HashMap<>();
        found.forEach((record, to) -> further.put(record, places.getOrDefault(to, 0)));
        depth++;
        add(set.along(leading.table(), changes, this, further), leading, seen, place);
        depth--;
    }

    private void add(ChangeSet changes, Leading leading, Seen seen, int place) {
        changes.prepare();
        changes.examine();
        sets.add(changes);
        List<ChangeProblem> wrong = changes.problems();
        if (!wrong.isEmpty()) {
            refuse(place, leading, seen, "record.error.deleteConcerns");
            if (!seen.others()) {
                wrong.stream()
                        .limit(3)
                        .map(one -> new ChangeProblem(
                                place,
                                new Problem(
                                        one.problem().severity(),
                                        one.problem().code(),
                                        "",
                                        one.problem().arguments())))
                        .forEach(problems::add);
            }
        }
    }

    /** What may be known of records. */
    private record Seen(@Nullable PublishedForm form, int number, boolean others) {}

    private Seen seen(Leading leading, Collection<UUID> records) {
        Optional<Visible> visible =
                parts.access().visible(leading.table().form().id());
        if (visible.isEmpty() || !parts.access().allows(leading.ref(), Action.SEE)) {
            return new Seen(null, 0, true);
        }
        int number = visible.get().isWhole()
                ? records.size()
                : parts.matches().titles(visible.get(), records).size();
        return new Seen(leading.table().form(), number, number < records.size());
    }

    private void refuse(int place, Leading leading, Seen seen, String code) {
        problems.add(new ChangeProblem(
                place,
                seen.form() == null || seen.number() == 0
                        ? Problem.error(code + ".others", "")
                        : Problem.error(
                                code + (seen.others() ? ".some" : ""),
                                "",
                                seen.number(),
                                seen.form().label(),
                                leading.link().field().label())));
    }

    private void tell(Leading leading, Seen seen, Collection<UUID> to) {
        Set<UUID> led = new HashSet<>(to);
        linked.add(new Linked(
                leading.what(),
                seen.form() == null || seen.number() == 0 ? null : leading.ref(),
                leading.link().key(),
                led.size() == 1 ? led.iterator().next() : null,
                seen.number(),
                seen.others()));
    }

    /** Finds out, when all is known that goes, what stands in the way of it and what is emptied by it. */
    void settle() {
        Map<RecordTable, Map<UUID, Map<StoredField, Set<UUID>>>> emptied = new LinkedHashMap<>();
        Map<RecordTable, Leading> by = new HashMap<>();
        Map<RecordTable, Taken> from = new HashMap<>();
        for (Taken one : List.copyOf(taken)) {
            for (Leading leading : parts.leading(one.set().permit(), one.set().table())) {
                if (leading.what() != Deletion.BLOCK && leading.what() != Deletion.CLEAR) {
                    continue;
                }
                Map<UUID, List<UUID>> all = allThatLeadTo(leading, one.places().keySet());
                if (all.isEmpty()) {
                    continue;
                }
                Seen seen = seen(leading, all.keySet());
                List<UUID> to = all.values().stream().flatMap(List::stream).toList();
                int place = one.places().getOrDefault(to.getFirst(), 0);
                tell(leading, seen, to);
                if (leading.what() == Deletion.BLOCK) {
                    refuse(place, leading, seen, "record.error.deleteBlocked");
                    continue;
                }
                number += all.size();
                if (number > MOST) {
                    problems.add(
                            new ChangeProblem(place, Problem.error("record.error.deleteTooMany", "", MOST, DEEPEST)));
                    continue;
                }
                by.put(leading.table(), leading);
                from.put(leading.table(), one);
                Map<UUID, Map<StoredField, Set<UUID>>> of =
                        emptied.computeIfAbsent(leading.table(), _ -> new LinkedHashMap<>());
                all.forEach((record, gone) -> of.computeIfAbsent(record, _ -> new LinkedHashMap<>())
                        .computeIfAbsent(leading.link(), _ -> new LinkedHashSet<>())
                        .addAll(gone));
            }
        }
        emptied.forEach((table, records) -> {
            Leading leading = Objects.requireNonNull(by.get(table));
            Taken one = Objects.requireNonNull(from.get(table));
            empty(table, records, leading, one);
        });
    }

    private void empty(RecordTable table, Map<UUID, Map<StoredField, Set<UUID>>> records, Leading leading, Taken one) {
        Map<UUID, RecordData> present = first.look(table, records.keySet());
        List<RecordChange> changes = new ArrayList<>();
        List<Cleared> memory = new ArrayList<>();
        records.forEach((id, links) -> {
            RecordData record = present.get(id);
            if (record == null) {
                return;
            }
            Map<String, @Nullable Object> values = new HashMap<>();
            links.forEach((link, gone) -> {
                switch (record.values().get(link.key())) {
                    case RecordRef ref
                    when gone.contains(ref.id()) -> {
                        values.put(link.key(), null);
                        memory.add(new Cleared(first, link, id, Objects.requireNonNull(ref.id()), 0));
                    }
                    case RecordRefs refs -> {
                        List<RecordRef> left = new ArrayList<>();
                        for (int i = 0; i < refs.records().size(); i++) {
                            RecordRef ref = refs.records().get(i);
                            if (gone.contains(ref.id())) {
                                memory.add(new Cleared(first, link, id, Objects.requireNonNull(ref.id()), i));
                            } else {
                                left.add(ref);
                            }
                        }
                        values.put(link.key(), RecordRefs.of(left));
                    }
                    case null, default -> {}
                }
            });
            if (!values.isEmpty()) {
                changes.add(new RecordChange.Update(id, null, values));
            }
        });
        if (changes.isEmpty()) {
            return;
        }
        ChangeSet set = first.along(table, changes, this, Map.of());
        memory.forEach(some -> cleared.add(new Cleared(set, some.link(), some.record(), some.deleted(), some.place())));
        int place = one.places().values().stream().findFirst().orElse(0);
        add(set, leading, seen(leading, records.keySet()), place);
    }

    /** One record that each leads to, as far as it goes. */
    private Map<UUID, UUID> leadTo(Leading leading, Collection<UUID> records) {
        Map<UUID, UUID> found = new LinkedHashMap<>();
        allThatLeadTo(leading, records).forEach((record, to) -> found.put(record, to.getFirst()));
        return found;
    }

    /**
     * The living records that lead to some and do not go themselves, one more than can be dealt with at most, each with those that it leads to.
     * Those that would become others are locked first: who is just changing one may let it lead elsewhere. Nothing new leads to what is
     * locked to be deleted.
     */
    private Map<UUID, List<UUID>> allThatLeadTo(Leading leading, Collection<UUID> records) {
        Field<?> id = TableSql.column(SystemColumns.ID, ColumnType.UUID);
        Field<?> link = TableSql.column(
                leading.link().first().name(), leading.link().first().type());
        UUID[] wanted = records.toArray(UUID[]::new);
        boolean several = leading.link().isLinks();
        var leadingThere = parts.dsl()
                .select(id, link)
                .from(TableSql.tableOf(leading.table().name()).as("r"))
                .where(condition(several ? "{0} && {1}" : "{0} = any({1})", link, val(wanted))
                        .and(TableSql.column(SystemColumns.DELETED_AT, ColumnType.TIMESTAMPTZ)
                                .isNull())
                        .and(condition(
                                "not exists (select from unnest({0}) as going (id) where going.id = {1})",
                                val(going.toArray(UUID[]::new)), id)))
                .orderBy(id)
                .limit(MOST + 1);
        if (leading.what() != Deletion.BLOCK) {
            List<UUID> candidates = leadingThere.fetch(row -> (UUID) row.value1());
            if (candidates.isEmpty()) {
                return new LinkedHashMap<>();
            }
            first.lockAhead(leading.table(), candidates);
        }
        ResultQuery<? extends Record2<?, ?>> locked = switch (leading.what()) {
            case CASCADE -> leadingThere.forUpdate().of(table(name("r")));
            case CLEAR -> leadingThere.forNoKeyUpdate().of(table(name("r")));
            case BLOCK, KEEP -> leadingThere;
        };
        Map<UUID, List<UUID>> found = new LinkedHashMap<>();
        locked.forEach(row -> {
            List<UUID> to = new ArrayList<>();
            if (row.value2() instanceof Object[] many) {
                for (Object one : many) {
                    if (one instanceof UUID led && records.contains(led)) {
                        to.add(led);
                    }
                }
            } else if (row.value2() instanceof UUID one) {
                to.add(one);
            }
            found.put((UUID) row.value1(), to);
        });
        return found;
    }

    List<ChangeProblem> problems() {
        return problems;
    }

    /** Writes what follows, after what it follows from. */
    void write(Instant at) {
        sets.forEach(ChangeSet::writeRows);
        Memory.keep(parts.dsl(), cleared, at);
    }

    void tell() {
        sets.forEach(ChangeSet::tell);
        back.forEach(ChangeSet::tell);
    }

    /**
     * Brings back what went with records, and fills again what was emptied by their going, as far as nobody has changed it since.
     *
     * @param restored by id the records as they were in the bin
     */
    void bringBack(ChangeSet set, Map<UUID, RecordData> restored) {
        if (restored.isEmpty()) {
            return;
        }
        for (Leading leading : parts.leading(set.permit(), set.table())) {
            switch (leading.what()) {
                case CASCADE -> {
                    List<RecordChange> changes = wentWith(leading, restored).stream()
                            .filter(going::add)
                            .<RecordChange>map(RecordChange.Restore::new)
                            .toList();
                    if (!changes.isEmpty()) {
                        write(set.along(leading.table(), changes, this, Map.of()));
                    }
                }
                case CLEAR -> refill(set, leading, restored);
                case KEEP, BLOCK -> {}
            }
        }
    }

    private void write(ChangeSet changes) {
        changes.prepare();
        changes.examine();
        problems.addAll(changes.problems());
        if (problems.isEmpty()) {
            back.add(changes);
            changes.writeRows();
        }
    }

    private List<UUID> wentWith(Leading leading, Map<UUID, RecordData> restored) {
        Field<?> id = TableSql.column(SystemColumns.ID, ColumnType.UUID);
        Field<?> link = TableSql.column(
                leading.link().first().name(), leading.link().first().type());
        Field<?> deletedAt = TableSql.column(SystemColumns.DELETED_AT, ColumnType.TIMESTAMPTZ);
        boolean several = leading.link().isLinks();
        List<UUID> found = new ArrayList<>();
        parts.dsl()
                .select(id, link, deletedAt)
                .from(TableSql.tableOf(leading.table().name()).as("r"))
                .where(condition(
                                several ? "{0} && {1}" : "{0} = any({1})",
                                link,
                                val(restored.keySet().toArray(UUID[]::new)))
                        .and(deletedAt.isNotNull()))
                .orderBy(id)
                .limit(MOST)
                .forEach(row -> {
                    Object led = row.value2();
                    boolean together = led instanceof Object[] many
                            ? java.util.Arrays.stream(many).anyMatch(one -> isOf(restored, one, row.value3()))
                            : isOf(restored, led, row.value3());
                    if (together) {
                        found.add((UUID) row.value1());
                    }
                });
        return found;
    }

    private static boolean isOf(Map<UUID, RecordData> restored, @Nullable Object record, @Nullable Object at) {
        RecordData found = record instanceof UUID id ? restored.get(id) : null;
        return found != null && Objects.equals(found.deletedAt(), at);
    }

    private void refill(ChangeSet set, Leading leading, Map<UUID, RecordData> restored) {
        List<Memory.Kept> kept = Memory.of(parts.dsl(), leading, restored);
        if (kept.isEmpty()) {
            return;
        }
        Set<UUID> touched = Memory.touched(parts.dsl(), leading, kept);
        Set<UUID> records = new LinkedHashSet<>();
        kept.forEach(one -> records.add(one.record()));
        Map<UUID, RecordData> present = first.look(leading.table(), records);
        Map<UUID, Map<String, @Nullable Object>> filled = new LinkedHashMap<>();
        String key = leading.link().key();
        for (Memory.Kept one : kept) {
            RecordData record = present.get(one.record());
            if (record == null || record.deletedAt() != null || touched.contains(one.record())) {
                continue;
            }
            RecordRef back = RecordRef.to(one.deleted());
            if (leading.link().isLinks()) {
                Object now = filled.containsKey(one.record())
                        ? filled.get(one.record()).get(key)
                        : record.values().get(key);
                List<RecordRef> links = new ArrayList<>(now instanceof RecordRefs refs ? refs.records() : List.of());
                links.add(Math.min(one.place(), links.size()), back);
                filled.put(one.record(), new HashMap<>(Map.of(key, new RecordRefs(List.copyOf(links)))));
            } else if (record.values().get(key) == null) {
                filled.put(one.record(), new HashMap<>(Map.of(key, back)));
            }
        }
        List<RecordChange> changes = new ArrayList<>();
        for (UUID record : filled.keySet()) {
            Map<String, @Nullable Object> values = Objects.requireNonNull(filled.get(record));
            changes.add(new RecordChange.Update(record, null, values));
        }
        if (!changes.isEmpty()) {
            write(set.along(leading.table(), changes, this, Map.of()));
        }
        Memory.forget(parts.dsl(), leading, restored.keySet());
    }

    /** Which links were emptied by which deletion. */
    private static final class Memory {

        private static final Table<Record> TABLE = table(name("platform", "cleared_link"));
        private static final Field<UUID> DELETED = field(name("deleted"), SQLDataType.UUID);
        private static final Field<Instant> AT = field(name("at"), SQLDataType.INSTANT);
        private static final Field<UUID> LINK = field(name("link"), SQLDataType.UUID);
        private static final Field<UUID> RECORD = field(name("record"), SQLDataType.UUID);
        private static final Field<Integer> PLACE = field(name("place"), SQLDataType.INTEGER);

        private Memory() {}

        private record Kept(UUID record, UUID deleted, Instant at, int place) {}

        static void keep(DSLContext dsl, List<Cleared> cleared, Instant at) {
            if (cleared.isEmpty()) {
                return;
            }
            dsl.execute(
                    "insert into platform.cleared_link (deleted, at, link, record, place)"
                            + " select * from unnest(?::uuid[], ?::timestamptz[], ?::uuid[], ?::uuid[], ?::int[])"
                            + " on conflict do nothing",
                    val(cleared.stream().map(Cleared::deleted).toArray(UUID[]::new)),
                    val(cleared.stream().map(_ -> at).toArray(Instant[]::new), SQLDataType.INSTANT.array()),
                    val(cleared.stream().map(one -> one.link().field().id()).toArray(UUID[]::new)),
                    val(cleared.stream().map(Cleared::record).toArray(UUID[]::new)),
                    val(cleared.stream().map(Cleared::place).toArray(Integer[]::new)));
        }

        /** In the order of their places, so that they come to stand there again. */
        static List<Kept> of(DSLContext dsl, Leading leading, Map<UUID, RecordData> restored) {
            List<Kept> kept = new ArrayList<>();
            dsl.select(RECORD, DELETED, AT, PLACE)
                    .from(TABLE)
                    .where(DELETED.in(restored.keySet()))
                    .and(LINK.eq(leading.link().field().id()))
                    .orderBy(RECORD, PLACE)
                    .limit(MOST)
                    .forEach(row -> {
                        RecordData record = restored.get(row.value2());
                        if (record != null && row.value3().equals(record.deletedAt())) {
                            kept.add(new Kept(row.value1(), row.value2(), row.value3(), row.value4()));
                        }
                    });
            return kept;
        }

        /** The records of which somebody has changed the link since it was emptied. */
        static Set<UUID> touched(DSLContext dsl, Leading leading, List<Kept> kept) {
            Instant first = kept.stream().map(Kept::at).min(Instant::compareTo).orElseThrow();
            Set<UUID> touched = new HashSet<>();
            Map<UUID, Instant> since = new HashMap<>();
            kept.forEach(one -> since.merge(one.record(), one.at(), (a, b) -> a.isAfter(b) ? a : b));
            dsl.select(History.RECORD, History.AT)
                    .from(History.tableOf(leading.table()))
                    .where(History.RECORD.in(since.keySet()))
                    .and(History.AT.gt(first))
                    .and(condition(
                            "jsonb_exists({0}, {1})",
                            History.CHANGES, val(leading.link().field().id().toString())))
                    .forEach(row -> {
                        Instant at = since.get(row.value1());
                        if (at != null && row.value2().isAfter(at)) {
                            touched.add(row.value1());
                        }
                    });
            return touched;
        }

        static void forget(DSLContext dsl, Leading leading, Collection<UUID> restored) {
            dsl.deleteFrom(TABLE)
                    .where(DELETED.in(restored))
                    .and(LINK.eq(leading.link().field().id()))
                    .execute();
        }
    }
}

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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.Condition;
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

    /** So often those that come back are asked again without the ones that cannot. */
    private static final int ATTEMPTS = 3;

    private final ChangeSet first;
    private final Parts parts;
    private final Set<UUID> going = new HashSet<>();
    private final List<Taken> taken = new ArrayList<>();
    private final List<ChangeSet> sets = new ArrayList<>();
    private final List<ChangeSet> back = new ArrayList<>();
    private final List<ChangeProblem> problems = new ArrayList<>();
    private final List<Problem> left = new ArrayList<>();
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
    private record Cleared(ChangeSet set, StoredField link, UUID record, UUID deleted, int place) {

        /** Of the record, when the link is empty. */
        long version() {
            return set.nextVersion(record);
        }
    }

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
        boolean all = deletable(leading, found.keySet()).size() == found.size();
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

    /** Those of the records that whoever acts may delete, and so bring back. */
    private Set<UUID> deletable(Leading leading, Collection<UUID> records) {
        if (!parts.access().allows(leading.ref(), Action.DELETE)) {
            return Set.of();
        }
        Permit permit = parts.access().permit(leading.ref(), Set.of(Action.DELETE));
        RowRules.Reach reach = parts.rules().reach(permit, Set.of(Action.DELETE), records);
        return records.stream()
                .filter(id -> reach.sees(id) && reach.mayBe(Action.DELETE, id))
                .collect(Collectors.toSet());
    }

    private void add(ChangeSet changes, Leading leading, Seen seen, int place) {
        changes.prepare();
        changes.examine();
        sets.add(changes);
        List<ChangeProblem> wrong = changes.problems();
        if (!wrong.isEmpty()) {
            refuse(place, leading, seen, "record.error.deleteConcerns");
            // What is wrong may be said in the words of fields that are not theirs to see.
            if (!seen.others() && seen.whole()) {
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

    /**
     * What may be known of records.
     *
     * @param whole whether everything of them
     */
    private record Seen(@Nullable PublishedForm form, int number, boolean others, boolean whole) {}

    private Seen seen(Leading leading, Collection<UUID> records) {
        Optional<Visible> visible =
                parts.access().visible(leading.table().form().id());
        // By a link that they do not know of, nothing leads anywhere for them.
        if (visible.isEmpty()
                || !parts.access().allows(leading.ref(), Action.SEE)
                || visible.get().table().field(leading.link().key()) == null) {
            return new Seen(null, 0, true, false);
        }
        int number = visible.get().isWhole()
                ? records.size()
                : parts.matches().titles(visible.get(), records).size();
        boolean whole = visible.get().isWhole()
                && visible.get().table().fields().size()
                        == leading.table().fields().size()
                && visible.get().table().fields().stream()
                        .noneMatch(field -> field.field().isMasked());
        return new Seen(leading.table().form(), number, number < records.size(), whole);
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
                        .and(isGoing(id).not()))
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

    private Condition isGoing(Field<?> id) {
        return condition(
                "exists (select from unnest({0}) as going (id) where going.id = {1})",
                val(going.toArray(UUID[]::new)), id);
    }

    List<ChangeProblem> problems() {
        return problems;
    }

    /** What could not come back with records, or not lead to them again. */
    List<Problem> left() {
        return left;
    }

    /** Writes what follows, after what it follows from. */
    void write(Instant at) {
        sets.forEach(ChangeSet::writeRows);
        Memory.keep(parts.dsl(), cleared, at);
        Map<UUID, Map<UUID, Long>> emptied = new HashMap<>();
        Map<UUID, RecordTable> tables = new HashMap<>();
        cleared.forEach(one -> {
            UUID link = one.link().field().id();
            emptied.computeIfAbsent(link, _ -> new HashMap<>()).put(one.record(), one.version());
            tables.put(link, one.set().table());
        });
        emptied.forEach((link, versions) ->
                Memory.follow(parts.dsl(), Objects.requireNonNull(tables.get(link)), link, versions));
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
                case CASCADE -> comeAlong(set, leading, restored);
                case CLEAR -> refill(set, leading, restored);
                case KEEP, BLOCK -> {}
            }
        }
    }

    private void comeAlong(ChangeSet set, Leading leading, Map<UUID, RecordData> restored) {
        List<UUID> found;
        do {
            found = wentWith(leading, restored);
            going.addAll(found);
            if (!found.isEmpty()) {
                first.hold(leading.table(), found);
                Set<UUID> allowed = deletable(leading, found);
                Map<UUID, RecordChange> changes = new LinkedHashMap<>();
                found.stream().filter(allowed::contains).forEach(id -> changes.put(id, new RecordChange.Restore(id)));
                Set<UUID> stay = new LinkedHashSet<>(found);
                stay.removeAll(write(set, leading, changes));
                leave(leading, stay, "record.left.along");
            }
        } while (found.size() == MOST);
    }

    /**
     * Writes those of the changes that nothing is in the way of: what went along has to come back no more than what it went along with
     * waits for it.
     *
     * @param changes by record
     * @return the records that were written
     */
    private Set<UUID> write(ChangeSet set, Leading leading, Map<UUID, RecordChange> changes) {
        Map<UUID, RecordChange> possible = new LinkedHashMap<>(changes);
        for (int i = 0; i < ATTEMPTS && !possible.isEmpty(); i++) {
            List<UUID> records = List.copyOf(possible.keySet());
            ChangeSet some = set.along(leading.table(), List.copyOf(possible.values()), this, Map.of());
            some.prepare();
            some.examine();
            some.lookUpTaken();
            List<ChangeProblem> wrong = some.problems();
            if (wrong.isEmpty()) {
                back.add(some);
                some.writeRows();
                return Set.copyOf(records);
            }
            wrong.forEach(problem -> possible.remove(records.get(problem.change())));
        }
        return Set.of();
    }

    private void leave(Leading leading, Collection<UUID> records, String code) {
        if (records.isEmpty()) {
            return;
        }
        Seen seen = seen(leading, records);
        left.add(
                seen.form() == null || seen.number() == 0
                        ? Problem.warning(code + ".others", "")
                        : Problem.warning(
                                code + (seen.others() ? ".some" : ""),
                                "",
                                seen.number(),
                                seen.form().label(),
                                leading.link().field().label()));
    }

    /** Those that went into the bin at the same moment as records that they lead to. */
    private List<UUID> wentWith(Leading leading, Map<UUID, RecordData> restored) {
        Field<?> id = TableSql.column(SystemColumns.ID, ColumnType.UUID);
        Field<?> link = TableSql.column(
                leading.link().first().name(), leading.link().first().type());
        Field<?> deletedAt = TableSql.column(SystemColumns.DELETED_AT, ColumnType.TIMESTAMPTZ);
        boolean several = leading.link().isLinks();
        Field<?> records = val(restored.keySet().toArray(UUID[]::new));
        return parts.dsl()
                .select(id)
                .from(TableSql.tableOf(leading.table().name()).as("r"))
                .where(condition(several ? "{0} && {1}" : "{0} = any({1})", link, records)
                        .and(deletedAt.isNotNull())
                        .and(condition(
                                "exists (select from unnest({0}::uuid[], {1}::timestamptz[]) as back (id, at)"
                                        + " where back.at = {2} and back.id = " + (several ? "any({3})" : "{3}") + ")",
                                records,
                                Memory.moments(restored),
                                deletedAt,
                                link))
                        .and(isGoing(id).not()))
                .orderBy(id)
                .limit(MOST)
                .fetch(row -> (UUID) row.value1());
    }

    private void refill(ChangeSet set, Leading leading, Map<UUID, RecordData> restored) {
        List<Memory.Kept> kept;
        do {
            kept = Memory.of(parts.dsl(), leading, restored);
            if (!kept.isEmpty()) {
                refill(set, leading, kept);
                Memory.forget(parts.dsl(), leading, kept);
            }
        } while (kept.size() == MOST);
        Memory.forgetAll(parts.dsl(), leading, restored.keySet());
    }

    private void refill(ChangeSet set, Leading leading, List<Memory.Kept> kept) {
        Set<UUID> records = new LinkedHashSet<>();
        kept.forEach(one -> records.add(one.record()));
        Map<UUID, RecordData> present = first.hold(leading.table(), records);
        Set<Memory.Kept> touched = Memory.touched(parts.dsl(), leading, kept);
        Map<UUID, List<RecordRef>> filled = new LinkedHashMap<>();
        String key = leading.link().key();
        for (Memory.Kept one : kept) {
            RecordData record = present.get(one.record());
            if (record == null || record.deletedAt() != null || touched.contains(one)) {
                continue;
            }
            RecordRef back = RecordRef.to(one.deleted());
            if (leading.link().isLinks()) {
                List<RecordRef> links = filled.computeIfAbsent(
                        one.record(),
                        _ -> new ArrayList<>(
                                record.values().get(key) instanceof RecordRefs refs ? refs.records() : List.of()));
                links.add(Math.min(one.place(), links.size()), back);
            } else if (record.values().get(key) == null) {
                filled.put(one.record(), List.of(back));
            }
        }
        Map<UUID, RecordChange> changes = new LinkedHashMap<>();
        filled.forEach((record, links) -> {
            Map<String, @Nullable Object> values = new HashMap<>();
            values.put(key, leading.link().isLinks() ? new RecordRefs(List.copyOf(links)) : links.getFirst());
            changes.put(record, new RecordChange.Update(record, null, values));
        });
        Set<UUID> written = write(set, leading, changes);
        Map<UUID, Long> versions = new HashMap<>();
        written.forEach(record ->
                versions.put(record, Objects.requireNonNull(present.get(record)).version() + 1));
        Memory.follow(parts.dsl(), leading.table(), leading.link().field().id(), versions);
        Set<UUID> stay = new LinkedHashSet<>(changes.keySet());
        stay.removeAll(written);
        leave(leading, stay, "record.left.empty");
    }

    /** Which links were emptied by which deletion. */
    private static final class Memory {

        private static final Table<Record> TABLE = table(name("platform", "cleared_link"));
        private static final Field<UUID> DELETED = field(name("deleted"), SQLDataType.UUID);
        private static final Field<Instant> AT = field(name("at"), SQLDataType.INSTANT);
        private static final Field<UUID> LINK = field(name("link"), SQLDataType.UUID);
        private static final Field<UUID> RECORD = field(name("record"), SQLDataType.UUID);
        private static final Field<Integer> PLACE = field(name("place"), SQLDataType.INTEGER);
        private static final Field<Long> VERSION = field(name("version"), SQLDataType.BIGINT);

        private Memory() {}

        private record Kept(
                UUID record,
                UUID deleted,
                Instant at,
                int place,
                @Nullable Long version) {}

        private static Field<?> moments(Map<UUID, RecordData> restored) {
            return val(
                    restored.values().stream().map(RecordData::deletedAt).toArray(Instant[]::new),
                    SQLDataType.INSTANT.array());
        }

        static void keep(DSLContext dsl, List<Cleared> cleared, Instant at) {
            if (cleared.isEmpty()) {
                return;
            }
            dsl.execute(
                    "insert into platform.cleared_link (deleted, at, link, record, place, version)"
                            + " select * from unnest(?::uuid[], ?::timestamptz[], ?::uuid[], ?::uuid[], ?::int[], ?::bigint[])"
                            + " on conflict do nothing",
                    val(cleared.stream().map(Cleared::deleted).toArray(UUID[]::new)),
                    val(cleared.stream().map(_ -> at).toArray(Instant[]::new), SQLDataType.INSTANT.array()),
                    val(cleared.stream().map(one -> one.link().field().id()).toArray(UUID[]::new)),
                    val(cleared.stream().map(Cleared::record).toArray(UUID[]::new)),
                    val(cleared.stream().map(Cleared::place).toArray(Integer[]::new)),
                    val(cleared.stream().map(Cleared::version).toArray(Long[]::new)));
        }

        /** In the order of their places, so that they come to stand there again. */
        static List<Kept> of(DSLContext dsl, Leading leading, Map<UUID, RecordData> restored) {
            return dsl.select(RECORD, DELETED, AT, PLACE, VERSION)
                    .from(TABLE)
                    .where(condition(
                            "({0}, {1}) in (select * from unnest({2}::uuid[], {3}::timestamptz[]))",
                            DELETED, AT, val(restored.keySet().toArray(UUID[]::new)), moments(restored)))
                    .and(LINK.eq(leading.link().field().id()))
                    .orderBy(RECORD, PLACE)
                    .limit(MOST)
                    .fetch(row -> new Kept(row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
        }

        /** Those of which somebody has changed the link since it was emptied; the product itself follows what it does. */
        static Set<Kept> touched(DSLContext dsl, Leading leading, List<Kept> kept) {
            Set<Kept> touched = new HashSet<>();
            dsl.resultQuery(
                            "select kept.n from unnest({0}::int[], {1}::uuid[], {2}::bigint[], {3}::timestamptz[])"
                                    + " as kept (n, record, version, at) where exists (select from {4} as h"
                                    + " where h.record = kept.record and jsonb_exists(h.changes, {5})"
                                    + " and case when kept.version is null then h.at > kept.at"
                                    + " else h.version > kept.version end)",
                            val(IntStream.range(0, kept.size()).boxed().toArray(Integer[]::new)),
                            val(kept.stream().map(Kept::record).toArray(UUID[]::new)),
                            val(kept.stream().map(Kept::version).toArray(Long[]::new)),
                            val(kept.stream().map(Kept::at).toArray(Instant[]::new), SQLDataType.INSTANT.array()),
                            History.tableOf(leading.table()),
                            val(leading.link().field().id().toString()))
                    .forEach(row -> touched.add(kept.get(row.get(0, Integer.class))));
            return touched;
        }

        /**
         * Goes on with what is remembered of links that the product itself has changed, as long as nobody else had.
         *
         * @param versions by record the one that came to be
         */
        static void follow(DSLContext dsl, RecordTable table, UUID link, Map<UUID, Long> versions) {
            if (versions.isEmpty()) {
                return;
            }
            List<Map.Entry<UUID, Long>> made = List.copyOf(versions.entrySet());
            dsl.query(
                            "update platform.cleared_link as kept set version = made.version"
                                    + " from unnest({0}::uuid[], {1}::bigint[]) as made (record, version)"
                                    + " where kept.record = made.record and kept.link = {2}"
                                    + " and kept.version < made.version and not exists (select from {3} as h"
                                    + " where h.record = kept.record and h.version > kept.version"
                                    + " and h.version < made.version and jsonb_exists(h.changes, {4}))",
                            val(made.stream().map(Map.Entry::getKey).toArray(UUID[]::new)),
                            val(made.stream().map(Map.Entry::getValue).toArray(Long[]::new)),
                            val(link),
                            History.tableOf(table),
                            val(link.toString()))
                    .execute();
        }

        static void forget(DSLContext dsl, Leading leading, List<Kept> kept) {
            dsl.query(
                            "delete from platform.cleared_link as kept using unnest({0}::uuid[], {1}::uuid[])"
                                    + " as done (deleted, record) where kept.deleted = done.deleted"
                                    + " and kept.record = done.record and kept.link = {2}",
                            val(kept.stream().map(Kept::deleted).toArray(UUID[]::new)),
                            val(kept.stream().map(Kept::record).toArray(UUID[]::new)),
                            val(leading.link().field().id()))
                    .execute();
        }

        static void forgetAll(DSLContext dsl, Leading leading, Collection<UUID> restored) {
            dsl.deleteFrom(TABLE)
                    .where(DELETED.in(restored))
                    .and(LINK.eq(leading.link().field().id()))
                    .execute();
        }
    }
}

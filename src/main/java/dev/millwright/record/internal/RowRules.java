package dev.millwright.record.internal;

import dev.millwright.app.Action;
import dev.millwright.record.RecordData;
import dev.millwright.record.internal.QueryPlan.Predicate;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.record.internal.RowWriter.Stamp;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.Problem;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps writes to the records that the matrix opens to who writes, both as they are before and as they will be. */
@Component
class RowRules {

    private final RowMatches matches;

    RowRules(RowMatches matches) {
        this.matches = matches;
    }

    /**
     * Which of some records may be seen, and which an action may be done with.
     *
     * @param seen null for all, with which everything may be done then
     */
    record Reach(@Nullable Set<UUID> seen, Map<Action, Set<UUID>> reached) {

        private static final Reach OF_ALL = new Reach(null, Map.of());

        boolean sees(UUID record) {
            return seen == null || seen.contains(record);
        }

        boolean mayBe(Action action, UUID record) {
            return seen == null || reached.getOrDefault(action, Set.of()).contains(record);
        }
    }

    /** Asked of locked records, so that it is still so when they are written. */
    Reach reach(Permit permit, Set<Action> actions, Collection<UUID> records) {
        if (permit.by().isEmpty() || records.isEmpty()) {
            return Reach.OF_ALL;
        }
        Entitlement lines = permit.by().get();
        Map<Action, Set<UUID>> reached = new HashMap<>();
        for (Action action : actions) {
            reached.put(action, among(permit, lines.rows(action), records));
        }
        return new Reach(among(permit, lines.rows(Set.of()), records), reached);
    }

    private Set<UUID> among(Permit permit, Predicate rows, Collection<UUID> records) {
        return rows.equals(Predicate.ALL) ? Set.copyOf(records) : matches.of(permit.table(), rows, records);
    }

    /**
     * Records that are about to be written.
     *
     * @param given by id of a new record the fields that were filled in
     * @param old by id the records as they are
     * @param rights what may be done with the fields of a record as it is
     */
    record Changes(
            List<Draft> creates,
            Map<UUID, Set<String>> given,
            List<Draft> updates,
            Map<UUID, RecordData> old,
            Function<UUID, FieldRights> rights) {}

    /** Says of the records as they will be which of them the matrix does not open to who writes them. */
    void examine(Permit permit, Stamp stamp, Changes changes) {
        permit.by().ifPresent(lines -> {
            examineNew(permit, lines, stamp, changes.creates(), changes.given());
            examineChanged(permit, lines, stamp, changes);
        });
    }

    private void examineNew(
            Permit permit, Entitlement lines, Stamp stamp, List<Draft> creates, Map<UUID, Set<String>> given) {
        Predicate rows = lines.rows(Action.CREATE);
        Optional<Entitlement.ByRecord> byRecord = lines.byNewRecord();
        if (creates.isEmpty() || rows.equals(Predicate.ALL) && byRecord.isEmpty()) {
            return;
        }
        List<Predicate> conditions = Stream.concat(
                        Stream.of(rows), byRecord.map(Entitlement.ByRecord::conditions).orElse(List.of()).stream())
                .toList();
        Map<UUID, BitSet> met =
                matches.each(permit.table(), conditions, rows(permit.table(), stamp, creates, Map.of()));
        for (Draft draft : creates) {
            BitSet places = met.getOrDefault(draft.id(), new BitSet());
            if (!places.get(0)) {
                draft.problem(Problem.error(
                        "record.error.outOfReach.create",
                        "",
                        permit.table().form().label()));
            } else if (byRecord.isPresent()) {
                FieldRights rights = byRecord.get().fields(places.get(1, conditions.size()));
                permit.table().fields().stream()
                        .filter(field -> draft.value(field) != null && field.isEntered())
                        .filter(field ->
                                given.getOrDefault(draft.id(), Set.of()).contains(field.key())
                                        && !rights.opens(field.key()))
                        .forEach(field -> draft.problem(Problem.error(
                                "record.error.fieldReadOnly",
                                field.key(),
                                field.field().label())));
            }
        }
    }

    private void examineChanged(Permit permit, Entitlement lines, Stamp stamp, Changes changes) {
        Predicate rows = lines.rows(Set.of(Action.CHANGE));
        Optional<Entitlement.ByRecord> byRecord = lines.byRecord();
        List<Draft> changed = changed(permit, changes.updates());
        if (changed.isEmpty() || rows.equals(Predicate.ALL) && byRecord.isEmpty()) {
            return;
        }
        Set<UUID> handedOn =
                among(permit, lines.handedOn(), changed.stream().map(Draft::id).toList());
        List<Draft> kept =
                changed.stream().filter(draft -> !handedOn.contains(draft.id())).toList();
        List<Predicate> conditions = Stream.concat(
                        Stream.of(rows), byRecord.map(Entitlement.ByRecord::conditions).orElse(List.of()).stream())
                .toList();
        Map<UUID, BitSet> met =
                matches.each(permit.table(), conditions, rows(permit.table(), stamp, kept, changes.old()));
        for (Draft draft : kept) {
            BitSet places = met.getOrDefault(draft.id(), new BitSet());
            boolean opened = byRecord.isPresent()
                    && opens(
                            permit.table(),
                            draft,
                            changes.rights().apply(draft.id()),
                            byRecord.get().fields(places.get(1, conditions.size())));
            if (!places.get(0) || opened) {
                draft.problem(Problem.error("record.error.outOfReach.after", ""));
            }
        }
    }

    /** Whether a change would open a field to who makes it, or could not have been made the other way about. */
    private static boolean opens(RecordTable table, Draft draft, FieldRights before, FieldRights after) {
        return table.fields().stream()
                .anyMatch(field ->
                        !before.shows(field.key()) && after.of(field.key()).compareTo(before.of(field.key())) > 0
                                || draft.changes(field) && before.opens(field.key()) && !after.opens(field.key()));
    }

    private static List<Draft> changed(Permit permit, List<Draft> updates) {
        return updates.stream()
                .filter(draft -> permit.table().fields().stream().anyMatch(draft::changes))
                .toList();
    }

    /** Says of several records that were written together which of them are out of reach now that all of them are there. */
    void examineWritten(Permit permit, List<Draft> creates, List<Draft> updates, boolean followed) {
        if (!followed && creates.size() + updates.size() < 2) {
            return;
        }
        permit.by().ifPresent(lines -> {
            outOfReach(permit, creates, lines.rows(Action.CREATE), "record.error.outOfReach.create");
            if (!lines.handsOn()) {
                outOfReach(
                        permit,
                        changed(permit, updates),
                        lines.rows(Set.of(Action.CHANGE)),
                        "record.error.outOfReach.after");
            }
        });
    }

    private void outOfReach(Permit permit, List<Draft> written, Predicate rows, String code) {
        if (rows.equals(Predicate.ALL) || written.isEmpty()) {
            return;
        }
        Set<UUID> reached =
                matches.of(permit.table(), rows, written.stream().map(Draft::id).toList());
        written.stream()
                .filter(draft -> !reached.contains(draft.id()))
                .forEach(draft -> draft.problem(
                        Problem.error(code, "", permit.table().form().label())));
    }

    /** The columns of records as they will be. */
    private static Map<UUID, Map<String, @Nullable Object>> rows(
            RecordTable table, Stamp stamp, List<Draft> drafts, Map<UUID, RecordData> old) {
        Map<UUID, Map<String, @Nullable Object>> rows = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            Map<String, @Nullable Object> columns = new HashMap<>();
            RecordData before = old.get(draft.id());
            columns.put(SystemColumns.VERSION, before == null ? 1L : before.version() + 1);
            columns.put(SystemColumns.CREATED_AT, before == null ? stamp.at() : before.createdAt());
            columns.put(
                    SystemColumns.CREATED_BY,
                    before == null ? stamp.person().id() : before.createdBy().id());
            columns.put(
                    SystemColumns.CREATED_BY_NAME,
                    before == null ? stamp.person().name() : before.createdBy().name());
            columns.put(SystemColumns.UPDATED_AT, stamp.at());
            columns.put(SystemColumns.UPDATED_BY, stamp.person().id());
            columns.put(SystemColumns.UPDATED_BY_NAME, stamp.person().name());
            for (StoredField field : table.fields()) {
                List<@Nullable Object> values = field.toDatabase(draft.value(field));
                for (int i = 0; i < field.columns().size(); i++) {
                    ColumnSpec column = field.columns().get(i);
                    columns.put(column.name(), values.get(i));
                }
            }
            rows.put(draft.id(), columns);
        }
        return rows;
    }
}

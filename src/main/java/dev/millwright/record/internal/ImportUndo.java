package dev.millwright.record.internal;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.val;

import dev.millwright.field.ValueFormatException;
import dev.millwright.record.Attempt;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry.Event;
import dev.millwright.record.Imports.PastImport;
import dev.millwright.record.Imports.Undone;
import dev.millwright.record.RecordChange;
import dev.millwright.record.Records;
import dev.millwright.record.Via;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.DoubleConsumer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes an import back by its history: what it added goes to the recycle bin, what it changed gets its former values. */
@Component
class ImportUndo {

    private static final int BATCH = 2_000;
    private static final int EXAMPLES = 10;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final DSLContext dsl;
    private final Records records;
    private final HistoryTables historyTables;

    ImportUndo(DSLContext dsl, Records records, HistoryTables historyTables) {
        this.dsl = dsl;
        this.records = records;
        this.historyTables = historyTables;
    }

    /** What the import did to a record. */
    private record Done(UUID record, long version, boolean added) {}

    /** A record as it is now. */
    private record Present(long version, boolean deleted) {}

    Undone run(FormRef form, RecordTable table, PastImport made, Instant at, DoubleConsumer progress) {
        historyTables.require(table.name().schema());
        List<Done> all = dsl.select(History.RECORD, History.VERSION, History.EVENT)
                .from(History.tableOf(table))
                .where(History.AT.eq(made.at()))
                .and(History.FORM.eq(table.form().id()))
                .and(History.VIA.eq(Via.IMPORT.key()))
                .and(History.BY.eq(made.by()))
                .fetch(row -> new Done(
                        row.value1(),
                        row.value2(),
                        row.value3().equals(Event.CREATED.name().toLowerCase(Locale.ROOT))));
        Tally tally = new Tally();
        for (int from = 0; from < all.size(); from += BATCH) {
            batch(form, table, made, at, all.subList(from, Math.min(all.size(), from + BATCH)), tally);
            progress.accept((double) from / all.size());
        }
        return tally.result();
    }

    private void batch(FormRef form, RecordTable table, PastImport made, Instant at, List<Done> done, Tally tally) {
        Map<UUID, Present> present =
                present(table, done.stream().map(Done::record).toList());
        Map<UUID, String> before = before(
                table,
                made,
                done.stream().filter(d -> !d.added()).map(Done::record).toList());
        List<RecordChange> changes = new ArrayList<>();
        List<UUID> records = new ArrayList<>();
        for (Done one : done) {
            Present now = present.get(one.record());
            if (now == null || (now.deleted() && one.added())) {
                continue;
            }
            if (now.deleted() || now.version() != one.version()) {
                tally.kept++;
                tally.example(one.record());
                continue;
            }
            records.add(one.record());
            changes.add(
                    one.added()
                            ? new RecordChange.Delete(one.record(), null)
                            : new RecordChange.Update(
                                    one.record(), null, values(table, before.getOrDefault(one.record(), "{}"))));
        }
        write(form, at, changes, records, tally);
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

    private Map<UUID, Present> present(RecordTable table, List<UUID> ids) {
        Map<UUID, Present> present = new HashMap<>();
        dsl.select(
                        PlanSql.column(SystemColumns.ID, ColumnType.UUID),
                        PlanSql.column(SystemColumns.VERSION, ColumnType.BIGINT),
                        PlanSql.column(SystemColumns.DELETED_AT, ColumnType.TIMESTAMPTZ))
                .from(PlanSql.tableOf(table.name()).as("r"))
                .where(anyOf(SystemColumns.ID, ids))
                .orderBy(PlanSql.column(SystemColumns.ID, ColumnType.UUID))
                .forUpdate()
                .forEach(row ->
                        present.put((UUID) row.value1(), new Present((Long) row.value2(), row.value3() != null)));
        return present;
    }

    private Map<UUID, String> before(RecordTable table, PastImport made, List<UUID> ids) {
        Map<UUID, String> before = new HashMap<>();
        if (!ids.isEmpty()) {
            dsl.select(History.RECORD, History.CHANGES)
                    .from(History.tableOf(table))
                    .where(History.RECORD.in(ids))
                    .and(History.AT.eq(made.at()))
                    .forEach(row -> before.put(row.value1(), row.value2().data()));
        }
        return before;
    }

    private static org.jooq.Condition anyOf(String column, List<UUID> ids) {
        return condition("{0} = any({1})", PlanSql.column(column, ColumnType.UUID), val(ids.toArray(UUID[]::new)));
    }

    /** The former values of the fields that the form still has. */
    private static Map<String, @Nullable Object> values(RecordTable table, String changes) {
        JsonNode kept = JSON.readTree(changes);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (StoredField field : table.fields()) {
            JsonNode pair = kept.path(field.field().id().toString());
            if (pair.isArray() && pair.size() == 2 && !field.isGenerated()) {
                try {
                    values.put(field.key(), field.field().fromJson(pair.get(0)));
                } catch (ValueFormatException e) {
                    // The field has another type by now, and the old value is none of it.
                    continue;
                }
            }
        }
        return values;
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

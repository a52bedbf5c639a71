package dev.millwright.record.internal;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.val;

import dev.millwright.field.Secret;
import dev.millwright.field.ValueFormatException;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry.Event;
import dev.millwright.record.MomentHistory;
import dev.millwright.record.Via;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds what was written together in the history of an app. */
@Component
class PostgresMomentHistory implements MomentHistory {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final DSLContext dsl;
    private final FormAccess access;
    private final HistoryTables historyTables;

    PostgresMomentHistory(DSLContext dsl, FormAccess access, HistoryTables historyTables) {
        this.dsl = dsl;
        this.access = access;
        this.historyTables = historyTables;
    }

    @Override
    public List<Written> written(FormRef form, Instant at, Via via, String by) {
        RecordTable table = access.writable(form);
        historyTables.require(table.name().schema());
        return dsl.select(History.RECORD, History.VERSION, History.EVENT)
                .from(History.tableOf(table))
                .where(History.AT.eq(at))
                .and(History.FORM.eq(table.form().id()))
                .and(History.VIA.eq(via.key()))
                .and(History.BY.eq(by))
                .fetch(row -> new Written(
                        row.value1(), row.value2(), Event.valueOf(row.value3().toUpperCase(Locale.ROOT))));
    }

    @Override
    public Map<UUID, Map<String, @Nullable Object>> before(FormRef form, Instant at, Collection<UUID> records) {
        RecordTable table = access.writable(form);
        Map<UUID, Map<String, @Nullable Object>> before = new HashMap<>();
        if (!records.isEmpty()) {
            dsl.select(History.RECORD, History.CHANGES)
                    .from(History.tableOf(table))
                    .where(History.RECORD.in(records))
                    .and(History.AT.eq(at))
                    .forEach(row ->
                            before.put(row.value1(), before(table, row.value2().data())));
        }
        return before;
    }

    private static Map<String, @Nullable Object> before(RecordTable table, String changes) {
        JsonNode kept = JSON.readTree(changes);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (StoredField field : table.fields()) {
            JsonNode pair = kept.path(field.field().id().toString());
            if (pair.isArray() && pair.size() == 2 && field.isEntered()) {
                try {
                    // Of a sealed text the history knows only the mask.
                    boolean lost =
                            field.field().type().isSealed() && !pair.get(0).isNull();
                    values.put(
                            field.key(),
                            lost ? new Secret.Lost() : field.field().fromJson(pair.get(0)));
                } catch (ValueFormatException e) {
                    // The field has another type by now, and the old value is none of it.
                }
            }
        }
        return values;
    }

    @Override
    public Map<UUID, Standing> hold(FormRef form, Collection<UUID> records) {
        RecordTable table = access.writable(form);
        Map<UUID, Standing> held = new HashMap<>();
        dsl.select(
                        TableSql.column(SystemColumns.ID, ColumnType.UUID),
                        TableSql.column(SystemColumns.VERSION, ColumnType.BIGINT),
                        TableSql.column(SystemColumns.DELETED_AT, ColumnType.TIMESTAMPTZ))
                .from(TableSql.tableOf(table.name()).as("r"))
                .where(condition(
                        "{0} = any({1})",
                        TableSql.column(SystemColumns.ID, ColumnType.UUID), val(records.toArray(UUID[]::new))))
                // The same order for everybody, so that two batches never wait for each other.
                .orderBy(TableSql.column(SystemColumns.ID, ColumnType.UUID))
                .forUpdate()
                .forEach(row -> held.put((UUID) row.value1(), new Standing((Long) row.value2(), row.value3() != null)));
        return held;
    }
}

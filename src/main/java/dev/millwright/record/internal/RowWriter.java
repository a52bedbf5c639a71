package dev.millwright.record.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import dev.millwright.identity.Person;
import dev.millwright.record.HistoryEntry.Event;
import dev.millwright.record.Via;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.CommonTableExpression;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes rows together with their history, each in one statement for any number of rows. */
@Component
class RowWriter {

    private static final String ROWS = "u";

    private final DSLContext dsl;

    RowWriter(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Who writes, when and from where. */
    record Stamp(Person person, Instant at, Via via) {}

    void insert(RecordTable table, List<Draft> drafts, Stamp stamp) {
        Batch rows = new Batch();
        Field<?> id = rows.add(ColumnType.UUID, drafts.stream().map(Draft::id).toList());
        Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
        columns.put(column(SystemColumns.ID), id);
        columns.put(column(SystemColumns.VERSION), inline(1L));
        columns.putAll(created(stamp));
        columns.putAll(updated(stamp));
        for (StoredField field : table.fields()) {
            addField(rows, columns, field, drafts);
        }
        CommonTableExpression<?> history =
                history(table, rows, id, inline(1L), Event.CREATED, inline(JSONB.valueOf("{}")), stamp);
        dsl.with(history)
                .insertInto(PlanSql.tableOf(table.name()), columns.keySet())
                .select(select(columns.values()).from(rows.table()))
                .execute();
    }

    /** Writes the fields that any of the drafts changes. */
    void update(RecordTable table, List<Draft> drafts, List<Long> versions, Stamp stamp) {
        Batch rows = new Batch();
        Field<?> id = rows.add(ColumnType.UUID, drafts.stream().map(Draft::id).toList());
        Field<?> version = rows.add(ColumnType.BIGINT, versions);
        Field<?> changes = rows.add(
                ColumnType.JSONB,
                drafts.stream()
                        .map(draft -> History.changes(table, draft.before(), draft.values()))
                        .toList());
        Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
        columns.put(column(SystemColumns.VERSION), version);
        columns.putAll(updated(stamp));
        for (StoredField field : table.fields()) {
            if (drafts.stream().anyMatch(draft -> draft.changes(field))) {
                addField(rows, columns, field, drafts);
            }
        }
        write(table, rows, id, columns, history(table, rows, id, version, Event.CHANGED, changes, stamp));
    }

    /** Moves rows into the recycle bin or out of it. */
    void mark(RecordTable table, List<UUID> ids, List<Long> versions, Event event, Stamp stamp) {
        Batch rows = new Batch();
        Field<?> id = rows.add(ColumnType.UUID, ids);
        Field<?> version = rows.add(ColumnType.BIGINT, versions);
        boolean deleted = event == Event.DELETED;
        Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
        columns.put(column(SystemColumns.VERSION), version);
        columns.put(column(SystemColumns.DELETED_AT), val(deleted ? stamp.at() : null, SQLDataType.INSTANT));
        columns.put(
                column(SystemColumns.DELETED_BY), val(deleted ? stamp.person().id() : null, SQLDataType.CLOB));
        columns.put(
                column(SystemColumns.DELETED_BY_NAME),
                val(deleted ? stamp.person().name() : null, SQLDataType.CLOB));
        write(table, rows, id, columns, history(table, rows, id, version, event, inline(JSONB.valueOf("{}")), stamp));
    }

    private void write(
            RecordTable table,
            Batch rows,
            Field<?> id,
            Map<Field<?>, Field<?>> columns,
            CommonTableExpression<?> history) {
        Field<Object> own = cast(field(name("r", SystemColumns.ID), Columns.type(ColumnType.UUID)));
        dsl.with(history)
                .update(PlanSql.tableOf(table.name()).as("r"))
                .set(columns)
                .from(rows.table())
                .where(own.eq(RowWriter.<Object>cast(id)))
                .execute();
    }

    private static CommonTableExpression<?> history(
            RecordTable table, Batch rows, Field<?> id, Field<?> version, Event event, Field<?> changes, Stamp stamp) {
        Select<Record> entries = select(List.of(
                        id,
                        inline(table.form().id()),
                        val(stamp.at(), SQLDataType.INSTANT),
                        version,
                        inline(event.name().toLowerCase(java.util.Locale.ROOT)),
                        val(stamp.via().key(), SQLDataType.CLOB),
                        val(stamp.person().id(), SQLDataType.CLOB),
                        val(stamp.person().name(), SQLDataType.CLOB),
                        changes))
                .from(rows.table());
        return name("h")
                .as(insertInto(
                                History.tableOf(table),
                                History.RECORD,
                                History.FORM,
                                History.AT,
                                History.VERSION,
                                History.EVENT,
                                History.VIA,
                                History.BY,
                                History.BY_NAME,
                                History.CHANGES)
                        .select(RowWriter.<Select>raw(entries))
                        .returning(History.RECORD));
    }

    private static void addField(Batch rows, Map<Field<?>, Field<?>> columns, StoredField field, List<Draft> drafts) {
        List<List<@Nullable Object>> values = drafts.stream()
                .map(draft -> field.toDatabase(draft.value(field)))
                .toList();
        for (int i = 0; i < field.columns().size(); i++) {
            ColumnSpec column = field.columns().get(i);
            List<@Nullable Object> one = new ArrayList<>(drafts.size());
            for (List<@Nullable Object> value : values) {
                one.add(value.get(i));
            }
            columns.put(
                    org.jooq.impl.DSL.field(name(column.name()), Columns.type(column.type())),
                    rows.add(column.type(), one));
        }
    }

    private static Map<Field<?>, Field<?>> created(Stamp stamp) {
        Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
        columns.put(column(SystemColumns.CREATED_AT), val(stamp.at(), SQLDataType.INSTANT));
        columns.put(column(SystemColumns.CREATED_BY), val(stamp.person().id(), SQLDataType.CLOB));
        columns.put(column(SystemColumns.CREATED_BY_NAME), val(stamp.person().name(), SQLDataType.CLOB));
        return columns;
    }

    private static Map<Field<?>, Field<?>> updated(Stamp stamp) {
        Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
        columns.put(column(SystemColumns.UPDATED_AT), val(stamp.at(), SQLDataType.INSTANT));
        columns.put(column(SystemColumns.UPDATED_BY), val(stamp.person().id(), SQLDataType.CLOB));
        columns.put(column(SystemColumns.UPDATED_BY_NAME), val(stamp.person().name(), SQLDataType.CLOB));
        return columns;
    }

    private static Field<?> column(String system) {
        return field(
                name(system),
                Columns.type(RecordTable.system(system).orElseThrow().type()));
    }

    @SuppressWarnings("unchecked") // the column's type is known only at run time
    private static <T> Field<T> cast(Field<?> field) {
        return (Field<T>) field;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T raw(Object value) {
        return (T) value;
    }

    /** Rows as one array a column, however many rows there are, so that the text of the statement stays the same. */
    private static final class Batch {

        private final List<QueryPart> arrays = new ArrayList<>();
        private final List<String> names = new ArrayList<>();

        Field<?> add(ColumnType type, List<? extends @Nullable Object> values) {
            String column = "c" + names.size();
            names.add(column);
            return switch (type) {
                case TEXT_ARRAY -> {
                    // An array of arrays would need them all to have the same length.
                    add(
                            SQLDataType.CLOB,
                            values.stream()
                                    .map(v -> v == null ? null : (Object) literal((Object[]) v))
                                    .toList());
                    yield field("{0}::text[]", SQLDataType.CLOB.array(), name(ROWS, column));
                }
                case JSONB -> {
                    add(
                            SQLDataType.CLOB,
                            values.stream()
                                    .map(v -> v == null ? null : (Object) v.toString())
                                    .toList());
                    yield field("{0}::jsonb", SQLDataType.JSONB, name(ROWS, column));
                }
                case TEXT, BIGINT, NUMERIC, BOOLEAN, DATE, TIMESTAMPTZ, UUID -> {
                    add(Columns.type(type), values);
                    yield field(name(ROWS, column), Columns.type(type));
                }
            };
        }

        private void add(DataType<?> type, List<? extends @Nullable Object> values) {
            arrays.add(val(UniqueValues.arrayOf(type, values.toArray()), type.array()));
        }

        Table<?> table() {
            StringBuilder call = new StringBuilder("unnest(");
            for (int i = 0; i < arrays.size(); i++) {
                call.append(i == 0 ? "{" : ", {").append(i).append('}');
            }
            return org.jooq
                    .impl
                    .DSL
                    .table(call.append(')').toString(), arrays.toArray(QueryPart[]::new))
                    .as(ROWS, names.toArray(String[]::new));
        }

        private static String literal(Object[] texts) {
            StringBuilder literal = new StringBuilder("{");
            for (int i = 0; i < texts.length; i++) {
                literal.append(i == 0 ? "\"" : ",\"")
                        .append(String.valueOf(texts[i]).replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
            }
            return literal.append('}').toString();
        }
    }
}

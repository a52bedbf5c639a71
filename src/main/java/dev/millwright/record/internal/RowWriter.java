package dev.millwright.record.internal;

import static org.jooq.impl.DSL.asterisk;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import dev.millwright.identity.Person;
import dev.millwright.record.HistoryEntry.Event;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.record.internal.StatementCache.Bound;
import dev.millwright.record.internal.StatementCache.Shape;
import dev.millwright.record.internal.StatementCache.Written;
import dev.millwright.record.spi.Cause;
import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.CommonTableExpression;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes rows together with their history in one statement. Values travel as one array a column, so the text of the statement is the same
 * for any number of rows.
 */
@Component
class RowWriter {

    private static final Table<Record> ROWS = table(name("u"));

    private static final Field<Instant> AT = StatementCache.parameter("at", SQLDataType.INSTANT);
    private static final Field<String> VIA = StatementCache.parameter("via", SQLDataType.CLOB);
    private static final Field<String> BY = StatementCache.parameter("by", SQLDataType.CLOB);
    private static final Field<String> BY_NAME = StatementCache.parameter("by_name", SQLDataType.CLOB);
    private static final Field<JSONB> CAUSE =
            field("{0}::jsonb", SQLDataType.JSONB, StatementCache.parameter("cause", SQLDataType.CLOB));

    private static final String PENDING = "64MB";

    private static final Field<?> NO_CHANGES = inline(JSONB.valueOf("{}"));

    private final DSLContext dsl;
    private final StatementCache statements;

    RowWriter(DSLContext dsl, StatementCache statements) {
        this.dsl = dsl;
        this.statements = statements;
    }

    /**
     * Lets the search indexes gather more before they sort it in, for the rest of the transaction: for many rows that is half the work.
     * To be called before them.
     */
    void expectMany() {
        dsl.fetch(
                "select set_config('gin_pending_list_limit', ?, true), set_config('work_mem', ?, true)",
                PENDING,
                PENDING);
    }

    /** Who writes, when and from where. */
    record Stamp(Person person, Instant at, Via via, Optional<Cause> cause) {}

    /** What makes two writes the same statement; a table is the same only within a release. */
    private record WriteKey(RecordTable table, Event event, List<String> fields) {}

    private record KeepKey(RecordTable table, List<String> fields) {}

    void insert(RecordTable table, List<Draft> drafts, Stamp stamp) {
        Batch rows = new Batch(stamp);
        rows.add(ColumnType.UUID, drafts.stream().map(Draft::id).toList());
        table.fields().forEach(field -> rows.add(field, drafts));
        Shape<Event> shape = statements.shape(
                new WriteKey(table, Event.CREATED, List.of()),
                () -> new Written<>(insert(table, rows), true, Event.CREATED));
        statements.update(shape, rows.values());
    }

    private org.jooq.Query insert(RecordTable table, Batch rows) {
        Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
        columns.put(column(SystemColumns.ID), rows.column(0));
        columns.put(column(SystemColumns.VERSION), inline(1L));
        columns.put(column(SystemColumns.CREATED_AT), AT);
        columns.put(column(SystemColumns.CREATED_BY), BY);
        columns.put(column(SystemColumns.CREATED_BY_NAME), BY_NAME);
        columns.putAll(updated());
        columns.putAll(rows.assignments(table.fields(), 1));
        return dsl.with(rows.table(), history(table, rows.column(0), inline(1L), Event.CREATED, NO_CHANGES))
                .insertInto(TableSql.tableOf(table.name()), columns.keySet())
                .select(select(columns.values()).from(ROWS));
    }

    /** Writes the fields that any of the drafts changes. */
    void update(RecordTable table, List<Draft> drafts, List<Long> versions, Stamp stamp) {
        List<StoredField> changed = table.fields().stream()
                .filter(field -> drafts.stream().anyMatch(draft -> draft.changes(field)))
                .toList();
        Batch rows = new Batch(stamp);
        rows.add(ColumnType.UUID, drafts.stream().map(Draft::id).toList());
        rows.add(ColumnType.BIGINT, versions);
        rows.add(
                ColumnType.JSONB,
                drafts.stream()
                        .map(draft -> History.changes(table, draft.before(), draft.values()))
                        .toList());
        changed.forEach(field -> rows.add(field, drafts));
        WriteKey key = new WriteKey(
                table, Event.CHANGED, changed.stream().map(StoredField::key).toList());
        Shape<Event> shape = statements.shape(key, () -> {
            Map<Field<?>, Field<?>> columns = new LinkedHashMap<>(updated());
            columns.putAll(rows.assignments(changed, 3));
            return new Written<>(write(key, rows, rows.column(2), columns), true, Event.CHANGED);
        });
        statements.update(shape, rows.values());
    }

    /** Writes fields that are kept beside what people write: no version, no stamp, no history. */
    void keep(RecordTable table, List<StoredField> fields, List<Draft> drafts) {
        Batch rows = new Batch();
        rows.add(ColumnType.UUID, drafts.stream().map(Draft::id).toList());
        fields.forEach(field -> rows.add(field, drafts));
        KeepKey key = new KeepKey(table, fields.stream().map(StoredField::key).toList());
        Shape<KeepKey> shape = statements.shape(
                key,
                () -> new Written<>(
                        dsl.with(rows.table())
                                .update(TableSql.tableOf(table.name()).as("r"))
                                .set(rows.assignments(fields, 1))
                                .from(ROWS)
                                .where(ownId().eq(RowWriter.<Object>cast(rows.column(0)))),
                        true,
                        key));
        statements.update(shape, rows.values());
    }

    /** Says of rows that they are others than before although none of their fields is: of the record, its lines are. */
    void touch(RecordTable table, List<UUID> ids, List<Long> versions, Stamp stamp) {
        Batch rows = new Batch(stamp);
        rows.add(ColumnType.UUID, ids);
        rows.add(ColumnType.BIGINT, versions);
        WriteKey key = new WriteKey(table, Event.CHANGED, List.of());
        Shape<Event> shape = statements.shape(
                key, () -> new Written<>(write(key, rows, NO_CHANGES, updated()), true, Event.CHANGED));
        statements.update(shape, rows.values());
    }

    /** Tells of a record that somebody saw an encrypted text of it as it is. */
    void seen(RecordTable table, StoredField field, RecordData record, Stamp stamp) {
        dsl.insertInto(History.tableOf(table))
                .set(History.RECORD, record.id())
                .set(History.FORM, table.form().id())
                .set(History.AT, stamp.at())
                .set(History.VERSION, record.version())
                .set(History.EVENT, Event.UNMASKED.name().toLowerCase(Locale.ROOT))
                .set(History.VIA, stamp.via().key())
                .set(History.BY, stamp.person().id())
                .set(History.BY_NAME, stamp.person().name())
                .set(History.CHANGES, JSONB.valueOf("{\"" + field.field().id() + "\": [null, null]}"))
                .execute();
    }

    /** Moves rows into the recycle bin or out of it. */
    void mark(RecordTable table, List<UUID> ids, List<Long> versions, Event event, Stamp stamp) {
        Batch rows = new Batch(stamp);
        rows.add(ColumnType.UUID, ids);
        rows.add(ColumnType.BIGINT, versions);
        WriteKey key = new WriteKey(table, event, List.of());
        Shape<Event> shape = statements.shape(key, () -> {
            boolean deleted = event == Event.DELETED;
            Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
            columns.put(column(SystemColumns.DELETED_AT), deleted ? AT : inline(null, SQLDataType.INSTANT));
            columns.put(column(SystemColumns.DELETED_BY), deleted ? BY : inline(null, SQLDataType.CLOB));
            columns.put(column(SystemColumns.DELETED_BY_NAME), deleted ? BY_NAME : inline(null, SQLDataType.CLOB));
            return new Written<>(write(key, rows, NO_CHANGES, columns), true, event);
        });
        statements.update(shape, rows.values());
    }

    private org.jooq.Query write(WriteKey key, Batch rows, Field<?> changes, Map<Field<?>, Field<?>> columns) {
        Map<Field<?>, Field<?>> all = new LinkedHashMap<>();
        all.put(column(SystemColumns.VERSION), rows.column(1));
        all.putAll(columns);
        return dsl.with(rows.table(), history(key.table(), rows.column(0), rows.column(1), key.event(), changes))
                .update(TableSql.tableOf(key.table().name()).as("r"))
                .set(all)
                .from(ROWS)
                .where(ownId().eq(RowWriter.<Object>cast(rows.column(0))));
    }

    private static Field<Object> ownId() {
        return cast(field(name("r", SystemColumns.ID), Columns.type(ColumnType.UUID)));
    }

    private static CommonTableExpression<?> history(
            RecordTable table, Field<?> id, Field<?> version, Event event, Field<?> changes) {
        Select<Record> entries = select(List.of(
                        id,
                        inline(table.form().id()),
                        AT,
                        version,
                        inline(event.name().toLowerCase(Locale.ROOT)),
                        VIA,
                        BY,
                        BY_NAME,
                        changes,
                        CAUSE))
                .from(ROWS);
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
                                History.CHANGES,
                                History.CAUSE)
                        .select(RowWriter.<Select>raw(entries))
                        .returning(History.RECORD));
    }

    private static Map<Field<?>, Field<?>> updated() {
        Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
        columns.put(column(SystemColumns.UPDATED_AT), AT);
        columns.put(column(SystemColumns.UPDATED_BY), BY);
        columns.put(column(SystemColumns.UPDATED_BY_NAME), BY_NAME);
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

    /** Rows as arrays, one a column, named {@code c0}, {@code c1} and so on. */
    private static final class Batch {

        private final Map<String, Bound> values = new LinkedHashMap<>();
        private final List<ColumnType> types = new ArrayList<>();

        Batch() {}

        Batch(Stamp stamp) {
            values.put("at", Bound.one(ColumnType.TIMESTAMPTZ, stamp.at()));
            values.put("via", Bound.one(ColumnType.TEXT, stamp.via().key()));
            values.put("by", Bound.one(ColumnType.TEXT, stamp.person().id()));
            values.put("by_name", Bound.one(ColumnType.TEXT, stamp.person().name()));
            values.put("cause", Bound.one(ColumnType.TEXT, History.kept(stamp.cause())));
        }

        Map<String, Bound> values() {
            return values;
        }

        void add(StoredField field, List<Draft> drafts) {
            List<List<@Nullable Object>> all = drafts.stream()
                    .map(draft -> field.toDatabase(draft.value(field)))
                    .toList();
            for (int i = 0; i < field.columns().size(); i++) {
                List<@Nullable Object> one = new ArrayList<>(drafts.size());
                for (List<@Nullable Object> value : all) {
                    one.add(value.get(i));
                }
                add(field.columns().get(i).type(), one);
            }
        }

        void add(ColumnType type, List<? extends @Nullable Object> column) {
            boolean asText = carrier(type) != type;
            Object[] array = column.stream()
                    .map(value -> value == null || !asText
                            ? value
                            : value instanceof Object[] many ? literal(many) : value.toString())
                    .toArray();
            values.put("c" + types.size(), new Bound(carrier(type), true, array));
            types.add(type);
        }

        /** An array of arrays would need them all to have the same length, so they travel as texts. */
        private static ColumnType carrier(ColumnType type) {
            return switch (type) {
                case TEXT_ARRAY, UUID_ARRAY, JSONB -> ColumnType.TEXT;
                case TEXT, BIGINT, NUMERIC, BOOLEAN, DATE, TIMESTAMPTZ, UUID -> type;
            };
        }

        Field<?> column(int number) {
            ColumnType type = types.get(number);
            Field<?> column = field(name("u", "c" + number), Columns.type(carrier(type)));
            return switch (type) {
                case TEXT_ARRAY -> field("{0}::text[]", SQLDataType.CLOB.array(), column);
                case UUID_ARRAY -> field("{0}::uuid[]", SQLDataType.UUID.array(), column);
                case JSONB -> field("{0}::jsonb", SQLDataType.JSONB, column);
                case TEXT, BIGINT, NUMERIC, BOOLEAN, DATE, TIMESTAMPTZ, UUID -> column;
            };
        }

        /**
         * What each column of the fields gets.
         *
         * @param first number of the first of their columns
         */
        Map<Field<?>, Field<?>> assignments(List<StoredField> fields, int first) {
            Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
            int number = first;
            for (StoredField field : fields) {
                for (ColumnSpec column : field.columns()) {
                    columns.put(field(name(column.name()), Columns.type(column.type())), column(number++));
                }
            }
            return columns;
        }

        CommonTableExpression<?> table() {
            List<QueryPart> arrays = new ArrayList<>();
            List<String> names = new ArrayList<>();
            StringBuilder call = new StringBuilder("unnest(");
            for (int i = 0; i < types.size(); i++) {
                call.append(i == 0 ? "{" : ", {").append(i).append('}');
                arrays.add(StatementCache.parameter(
                        "c" + i, Columns.type(carrier(types.get(i))).array()));
                names.add("c" + i);
            }
            return name("u")
                    .fields(names.toArray(String[]::new))
                    .as(select(asterisk())
                            .from(org.jooq.impl.DSL.table(
                                    call.append(')').toString(), arrays.toArray(QueryPart[]::new))));
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

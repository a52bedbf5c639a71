package dev.millwright.record.internal;

import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.record.RecordData;
import dev.millwright.record.internal.QueryPlan.TitleSource;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Which columns are read for a record, and how a row becomes one. */
final class Projection {

    private final RecordTable table;
    private final Set<String> wanted;
    private final List<Output> outputs = new ArrayList<>();
    private final List<Field<?>> columns = new ArrayList<>();
    private final List<LinkedTable> linked = new ArrayList<>();
    private final FormatContext format;

    /** A table that titles of linked records are in, under the name that it has among the columns. */
    record LinkedTable(String alias, String link, Source source) {}

    /** How titles of linked records are found. */
    enum Titles {
        /** Row by row: whatever a row turns out to be once it is locked. */
        LOOKED_UP,
        /** All at once, from tables that have to be joined: half the work for the rows of a list. */
        JOINED
    }

    Projection(
            RecordTable table, List<String> fields, Map<String, TitleSource> titles, Titles how, FormatContext format) {
        this.table = table;
        this.format = format;
        this.wanted = Set.copyOf(fields);
        for (ColumnSpec system : SystemColumns.ALL) {
            columns.add(TableSql.column(system.name(), system.type()));
        }
        Set<String> read = new HashSet<>(fields);
        table.title().ifPresent(title -> read.add(title.key()));
        for (StoredField field : table.fields()) {
            if (!read.contains(field.key())) {
                continue;
            }
            int start = columns.size();
            for (ColumnSpec column : field.read()) {
                columns.add(TableSql.column(column.name(), column.type()));
            }
            TitleSource source = titles.get(field.key());
            RecordTable target = source == null ? null : source.target();
            int titleStart = columns.size();
            boolean someOnly = source != null && !source.source().isWhole();
            if (source != null && target != null) {
                LinkedTable joined = new LinkedTable("T" + linked.size(), field.key(), source.source());
                if (someOnly) {
                    columns.add(DSL.field(DSL.name(joined.alias(), SystemColumns.ID), Columns.type(ColumnType.UUID)));
                }
                for (ColumnSpec column : source.columns()) {
                    columns.add(
                            switch (how) {
                                case LOOKED_UP ->
                                    TableSql.ofTarget(
                                            field.key(), source.source().table(), column);
                                case JOINED ->
                                    DSL.field(DSL.name(joined.alias(), column.name()), Columns.type(column.type()));
                            });
                }
                if (how == Titles.JOINED) {
                    linked.add(joined);
                }
            }
            outputs.add(new Output(field, start, target, titleStart, someOnly));
        }
    }

    List<Field<?>> columns() {
        return columns;
    }

    /** What the columns need besides the form's own table. */
    List<LinkedTable> linked() {
        return linked;
    }

    /** How many columns come before those that others append. */
    int width() {
        return columns.size();
    }

    RecordData read(StatementCache.Row row) {
        Map<String, Object> values = new HashMap<>();
        Object titleValue = null;
        for (Output output : outputs) {
            Object value = output.read(row);
            if (value == null) {
                continue;
            }
            if (table.title().filter(output.field()::equals).isPresent()) {
                titleValue = value;
            }
            if (wanted.contains(output.field().key())) {
                values.put(output.field().key(), value);
            }
        }
        UUID id = (UUID) required(row, 0);
        Instant deletedAt = (Instant) system(row, 8);
        return new RecordData(
                id,
                (Long) required(row, 1),
                (Instant) required(row, 2),
                new PersonRef((String) system(row, 3), (String) required(row, 4)),
                (Instant) required(row, 5),
                new PersonRef((String) system(row, 6), (String) required(row, 7)),
                deletedAt,
                deletedAt == null ? null : new PersonRef((String) system(row, 9), String.valueOf(system(row, 10))),
                title(table, id, titleValue, format),
                values);
    }

    /** What names a record: its title field, or the end of its id, which differs between records made at the same time. */
    static String title(RecordTable table, UUID id, @Nullable Object titleValue, FormatContext format) {
        String title = titleValue == null
                ? ""
                : table.title().map(f -> f.field().format(titleValue, format)).orElse("");
        return title.isBlank() ? RecordTable.nameless(id) : title;
    }

    static String title(RecordTable table, UUID id, Map<String, Object> values, FormatContext format) {
        return title(table, id, table.title().map(f -> values.get(f.key())).orElse(null), format);
    }

    private static Object required(StatementCache.Row row, int column) {
        Object value = system(row, column);
        if (value == null) {
            throw new IllegalStateException("An empty system column: " + SystemColumns.ALL.get(column));
        }
        return value;
    }

    private static @Nullable Object system(StatementCache.Row row, int column) {
        return row.get(column, SystemColumns.ALL.get(column).type());
    }

    /** The columns of one field, followed by those of the linked record's title when it may be seen. */
    private final class Output {

        private final StoredField field;
        private final int start;
        private final @Nullable RecordTable target;
        private final int titleStart;
        private final boolean someOnly;

        /**
         * @param someOnly whether not all records of the target may be seen; whether this one may is told before its title
         */
        Output(StoredField field, int start, @Nullable RecordTable target, int titleStart, boolean someOnly) {
            this.field = field;
            this.start = start;
            this.target = target;
            this.titleStart = titleStart;
            this.someOnly = someOnly;
        }

        StoredField field() {
            return field;
        }

        @Nullable Object read(StatementCache.Row row) {
            Object value = field.fromDatabase(raw(row, start, field.read()));
            if (value instanceof RecordRef link && link.id() != null && target != null) {
                return someOnly && row.get(titleStart, ColumnType.UUID) == null
                        ? RecordRef.to(link.id())
                        : new RecordRef(link.id(), null, linkTitle(row, link.id(), target));
            }
            return value;
        }

        private String linkTitle(StatementCache.Row row, UUID id, RecordTable form) {
            Object value = form.title()
                    .map(t -> t.fromDatabase(raw(row, someOnly ? titleStart + 1 : titleStart, t.columns())))
                    .orElse(null);
            return title(form, id, value, format);
        }

        private static List<@Nullable Object> raw(StatementCache.Row row, int from, List<ColumnSpec> columns) {
            List<@Nullable Object> raw = new ArrayList<>(columns.size());
            for (int i = 0; i < columns.size(); i++) {
                raw.add(row.get(from + i, columns.get(i).type()));
            }
            return raw;
        }
    }
}

package dev.millwright.record.internal;

import static org.jooq.impl.DSL.cast;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.values;

import dev.millwright.field.FormatContext;
import dev.millwright.record.internal.QueryPlan.Predicate;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.BusinessTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.RowN;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks of rows, living or not, which conditions they meet: the same conditions, by the same SQL, that lists are read by. */
@Component
class RowMatches {

    /** Rows in one statement, which may bind no more than some 65 000 values. */
    private static final int AT_ONCE = 500;

    private final DSLContext dsl;
    private final BusinessTime time;

    RowMatches(DSLContext dsl, BusinessTime time) {
        this.dsl = dsl;
        this.time = time;
    }

    /** Those of the rows that are there and meet the condition. */
    Set<UUID> of(RecordTable table, Predicate rows, Collection<UUID> ids) {
        if (ids.isEmpty() || rows.equals(Predicate.NONE)) {
            return Set.of();
        }
        return new HashSet<>(dsl.select(id())
                .from(TableSql.tableOf(table.name()).as("r"))
                .where(among(ids).and(PlanSql.matches(Source.whole(table.name()), rows)))
                .fetch(row -> (UUID) row.value1()));
    }

    /** What those of the records that may be seen are called. */
    Map<UUID, String> titles(Visible seen, Collection<UUID> ids) {
        RecordTable table = seen.table();
        List<ColumnSpec> columns = table.title().map(StoredField::columns).orElse(List.of());
        List<Field<?>> read = new ArrayList<>();
        read.add(id());
        columns.forEach(column -> read.add(TableSql.column(column.name(), column.type())));
        Map<UUID, String> titles = new HashMap<>();
        dsl.select(read)
                .from(PlanSql.table(seen.source(), "r"))
                .where(among(ids))
                .forEach(found -> {
                    StatementCache.Row row = StatementCache.Row.of(found);
                    UUID id = Objects.requireNonNull((UUID) row.get(0, ColumnType.UUID));
                    List<@Nullable Object> raw = new ArrayList<>();
                    for (int i = 0; i < columns.size(); i++) {
                        raw.add(row.get(i + 1, columns.get(i).type()));
                    }
                    Object value =
                            table.title().map(title -> title.fromDatabase(raw)).orElse(null);
                    titles.put(id, Projection.title(table, id, value, new FormatContext(Locale.ENGLISH, time.zone())));
                });
        return titles;
    }

    /** For each row that is there, which of the conditions it meets, by their place. */
    Map<UUID, BitSet> each(RecordTable table, List<Predicate> conditions, Collection<UUID> ids) {
        return read(
                dsl.select(asked(table, conditions))
                        .from(TableSql.tableOf(table.name()).as("r"))
                        .where(among(ids)),
                conditions.size());
    }

    /**
     * As {@link #each} for rows as they would be.
     *
     * @param rows by id the values of their columns, at least of those that the conditions look at
     */
    Map<UUID, BitSet> each(
            RecordTable table, List<Predicate> conditions, Map<UUID, Map<String, @Nullable Object>> rows) {
        Set<ColumnSpec> columns = new LinkedHashSet<>();
        columns.add(new ColumnSpec(SystemColumns.ID, ColumnType.UUID));
        conditions.forEach(condition -> columns.addAll(condition.columns()));
        Map<UUID, BitSet> met = new HashMap<>();
        List<RowN> values = new ArrayList<>();
        rows.forEach((id, row) -> {
            values.add(row(columns.stream()
                    .map(column -> value(column, column.name().equals(SystemColumns.ID) ? id : row.get(column.name())))
                    .toList()));
            if (values.size() == AT_ONCE) {
                met.putAll(each(table, conditions, columns, values));
                values.clear();
            }
        });
        if (!values.isEmpty()) {
            met.putAll(each(table, conditions, columns, values));
        }
        return met;
    }

    private Map<UUID, BitSet> each(
            RecordTable table, List<Predicate> conditions, Set<ColumnSpec> columns, List<RowN> values) {
        Table<?> rows = values(values.toArray(RowN[]::new))
                .as("r", columns.stream().map(ColumnSpec::name).toArray(String[]::new));
        return read(dsl.select(asked(table, conditions)).from(rows), conditions.size());
    }

    private static Field<?> value(ColumnSpec column, @Nullable Object value) {
        DataType<?> type = Columns.type(column.type());
        return cast(val(Columns.plain(column.type(), value), type), type);
    }

    private static List<SelectFieldOrAsterisk> asked(RecordTable table, List<Predicate> conditions) {
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        columns.add(id());
        for (Predicate one : conditions) {
            columns.add(field("({0}) is true", Boolean.class, PlanSql.matches(Source.whole(table.name()), one)));
        }
        return columns;
    }

    private static Map<UUID, BitSet> read(ResultQuery<Record> asked, int conditions) {
        Map<UUID, BitSet> met = new HashMap<>();
        asked.forEach(row -> {
            BitSet places = new BitSet();
            for (int i = 0; i < conditions; i++) {
                places.set(i, row.get(i + 1, Boolean.class));
            }
            met.put(row.get(0, UUID.class), places);
        });
        return met;
    }

    private static Field<?> id() {
        return TableSql.column(SystemColumns.ID, ColumnType.UUID);
    }

    private static Condition among(Collection<UUID> ids) {
        return condition("{0} = any({1})", id(), val(ids.toArray(UUID[]::new)));
    }
}

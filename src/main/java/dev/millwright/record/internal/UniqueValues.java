package dev.millwright.record.internal;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.val;

import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.Scope;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.Problem;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.springframework.stereotype.Component;

/** Finds unique values that are taken, so that they can be told together with everything else that is wrong. */
@Component
class UniqueValues {

    static final String TAKEN = "record.error.valueTaken";

    /** What an entry of a B-tree can hold, less what else is in it. */
    private static final int LONGEST_BYTES = 2_600;

    private final DSLContext dsl;

    UniqueValues(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Refuses values that no index can hold, and those that two of the drafts share. */
    void among(RecordTable table, List<Draft> drafts) {
        for (StoredField field : table.uniqueFields()) {
            Map<Object, Draft> first = new HashMap<>();
            for (Draft draft : drafts) {
                Object value = draft.value(field);
                if (value == null || draft.hasProblem(field)) {
                    continue;
                }
                Object column = field.toDatabase(value).getFirst();
                if (column == null) {
                    continue;
                }
                if (column instanceof String text && text.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
                    draft.problem(Problem.error("record.error.tooLongForUnique", field.key()));
                } else if (first.putIfAbsent(comparable(column), draft) != null) {
                    draft.problem(taken(field, column));
                }
            }
        }
    }

    /** Refuses values that records have which are not among the drafts or about to be deleted. */
    void inTable(RecordTable table, List<Draft> drafts, Set<UUID> deleted) {
        Set<UUID> own = new HashSet<>();
        drafts.forEach(draft -> own.add(draft.id()));
        for (StoredField field : table.uniqueFields()) {
            Map<Object, List<Draft>> wanted = new HashMap<>();
            for (Draft draft : drafts) {
                Object value = draft.value(field);
                if (value != null && !draft.hasProblem(field) && (draft.isNew() || draft.changes(field))) {
                    Object column = field.toDatabase(value).getFirst();
                    if (column != null) {
                        wanted.computeIfAbsent(comparable(column), ignored -> new ArrayList<>())
                                .add(draft);
                    }
                }
            }
            if (!wanted.isEmpty()) {
                boolean everUsed =
                        field.uniqueScope().filter(s -> s == Scope.ALL).isPresent();
                for (Taken taken : taken(table, field, wanted.keySet(), everUsed)) {
                    boolean freed = own.contains(taken.id()) || (!everUsed && deleted.contains(taken.id()));
                    if (!freed) {
                        wanted.getOrDefault(taken.value(), List.of())
                                .forEach(draft -> draft.problem(taken(field, taken.value())));
                    }
                }
            }
        }
    }

    static Problem taken(StoredField field, Object column) {
        return Problem.error(
                TAKEN, field.key(), column instanceof BigDecimal d ? d.toPlainString() : column.toString());
    }

    private List<Taken> taken(RecordTable table, StoredField field, Set<Object> values, boolean everUsed) {
        Condition where = anyOf(field, values);
        if (!everUsed) {
            where = where.and(TableSql.column(SystemColumns.DELETED_AT, ColumnType.TIMESTAMPTZ)
                    .isNull());
        }
        Field<?> column = TableSql.column(field.first().name(), field.first().type());
        List<Taken> taken = new ArrayList<>();
        dsl.select(TableSql.column(SystemColumns.ID, ColumnType.UUID), column)
                .from(TableSql.tableOf(table.name()).as("r"))
                .where(where)
                .forEach(row -> {
                    Object value = row.get(1);
                    UUID id = (UUID) row.get(0);
                    if (value != null && id != null) {
                        taken.add(new Taken(id, comparable(value)));
                    }
                });
        return taken;
    }

    /** The living records that have one of the values, by the value as it was given. */
    Map<Object, UUID> living(RecordTable table, StoredField field, Collection<Object> values) {
        Map<Object, Object> wanted = new HashMap<>();
        for (Object value : values) {
            Object column = field.toDatabase(value).getFirst();
            if (column != null && (!(column instanceof String text) || Columns.isStorable(text))) {
                wanted.put(value, comparable(column));
            }
        }
        Map<Object, UUID> present = new HashMap<>();
        if (!wanted.isEmpty()) {
            taken(table, field, new HashSet<>(wanted.values()), false)
                    .forEach(taken -> present.put(taken.value(), taken.id()));
        }
        Map<Object, UUID> living = new HashMap<>();
        wanted.forEach((value, column) -> {
            UUID id = present.get(column);
            if (id != null) {
                living.put(value, id);
            }
        });
        return living;
    }

    /** The field's first column has one of the values. */
    static Condition anyOf(StoredField field, Collection<Object> values) {
        DataType<?> type = Columns.type(field.first().type());
        return condition(
                "{0} = any({1})",
                TableSql.column(field.first().name(), field.first().type()),
                val(arrayOf(type, values.toArray()), type.array()));
    }

    static Object arrayOf(DataType<?> type, Object[] values) {
        Object[] array = (Object[]) java.lang.reflect.Array.newInstance(type.getType(), values.length);
        System.arraycopy(values, 0, array, 0, values.length);
        return array;
    }

    /** Equal for values that PostgreSQL takes for equal. */
    static Object comparable(Object column) {
        return column instanceof BigDecimal decimal ? decimal.stripTrailingZeros() : column;
    }

    private record Taken(UUID id, Object value) {}
}

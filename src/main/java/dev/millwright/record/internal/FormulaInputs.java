package dev.millwright.record.internal;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.val;

import dev.millwright.expression.Circumstances;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Reference;
import dev.millwright.expression.Values;
import dev.millwright.field.RecordRef;
import dev.millwright.form.AppFormulas;
import dev.millwright.form.AppFormulas.FieldRef;
import dev.millwright.form.AppFormulas.Input;
import dev.millwright.form.ExpressionValues;
import dev.millwright.record.internal.FormulaPlan.Part;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** What formulas of records that are about to be written need of other records: read once for all of them. */
final class FormulaInputs {

    private static final Field<UUID> ID = TableSql.cast(TableSql.column(SystemColumns.ID, ColumnType.UUID));

    private final DSLContext dsl;
    private final FormulaPlan plan;
    private final Circumstances now;
    private final SystemValues system;
    private final boolean hold;
    private final Unwritten unwritten;

    /** By field of a linked form and record. */
    private final Map<FieldRef, Map<UUID, Object>> linked = new HashMap<>();

    private final Map<Expression.Rollup, Map<UUID, Object>> rollups = new HashMap<>();

    /**
     * @param hold whether others must not change what is read until the transaction ends
     * @param unwritten what is not as the database has it
     */
    FormulaInputs(
            DSLContext dsl,
            FormulaPlan plan,
            Circumstances now,
            SystemValues system,
            boolean hold,
            Unwritten unwritten) {
        this.hold = hold;
        this.unwritten = unwritten;
        this.dsl = dsl;
        this.plan = plan;
        this.now = now;
        this.system = system;
    }

    /** What the product itself says of a record, as expressions know it. */
    @FunctionalInterface
    interface SystemValues {
        @Nullable Object get(UUID record, String key);
    }

    /** Reads what those expressions of those records need. */
    void read(Map<Draft, List<Part>> wanted) {
        Map<UUID, Set<UUID>> records = new LinkedHashMap<>();
        Map<UUID, Set<String>> keys = new HashMap<>();
        Map<Part, Set<UUID>> summed = new LinkedHashMap<>();
        wanted.forEach((draft, parts) -> parts.forEach(part -> {
            for (Input input : part.inputs()) {
                switch (input) {
                    case Input.Own _ -> {}
                    case Input.Linked(String link, FieldRef of) -> {
                        if (draft.values().get(link) instanceof RecordRef ref
                                && ref.id() != null
                                && unwritten.record(ref.id()) == null) {
                            records.computeIfAbsent(of.form(), ignored -> new LinkedHashSet<>())
                                    .add(ref.id());
                            keys.computeIfAbsent(of.form(), ignored -> new HashSet<>())
                                    .add(of.key());
                        }
                    }
                    case Input.OfRows(AppFormulas.Rows of, Set<FieldRef> _) -> {
                        // Nothing can lead to a record yet that is not there.
                        if (!draft.isNew() && unwritten.rows(of.form().id(), of.link(), draft.id()) == null) {
                            summed.computeIfAbsent(part, ignored -> new LinkedHashSet<>())
                                    .add(draft.id());
                        }
                    }
                }
            }
        }));
        records.forEach((form, ids) -> readLinked(plan.table(form), ids, keys.getOrDefault(form, Set.of())));
        summed.forEach(this::readRollups);
    }

    private void readLinked(RecordTable table, Set<UUID> ids, Set<String> keys) {
        List<StoredField> fields = table.fields().stream()
                .filter(field -> keys.contains(field.key()))
                .toList();
        List<Field<?>> columns = new ArrayList<>();
        columns.add(ID);
        fields.forEach(field ->
                field.columns().forEach(column -> columns.add(TableSql.column(column.name(), column.type()))));
        var rows = dsl.select(columns)
                .from(TableSql.tableOf(table.name()).as("r"))
                .where(condition("{0} = any({1})", ID, val(ids.toArray(UUID[]::new))))
                .orderBy(ID);
        (hold ? rows.forShare() : rows).fetch().forEach(row -> {
            int at = 1;
            for (StoredField field : fields) {
                List<@Nullable Object> raw = new ArrayList<>();
                for (ColumnSpec ignored : field.columns()) {
                    raw.add(row.get(at++));
                }
                Object value = ExpressionValues.known(field.field(), field.fromDatabase(raw));
                if (value != null) {
                    linked.computeIfAbsent(new FieldRef(table.form().id(), field.key()), ignored -> new HashMap<>())
                            .put(row.get(0, UUID.class), value);
                }
            }
        });
    }

    private void readRollups(Part of, Set<UUID> ids) {
        List<Expression.Rollup> parts = of.expressions().stream()
                .flatMap(Expression::all)
                .flatMap(part -> part instanceof Expression.Rollup rollup
                        ? java.util.stream.Stream.of(rollup)
                        : java.util.stream.Stream.empty())
                .distinct()
                .filter(rollup -> !isUnwritten(of.table(), rollup.rows()))
                .toList();
        List<Field<?>> columns = new ArrayList<>();
        columns.add(ID);
        parts.forEach(part -> columns.add(of.sql(part, now)));
        for (Record row : dsl.select(columns)
                .from(TableSql.tableOf(of.table().name()).as("r"))
                .where(condition("{0} = any({1})", ID, val(ids.toArray(UUID[]::new))))
                .fetch()) {
            for (int i = 0; i < parts.size(); i++) {
                Object value = row.get(i + 1);
                if (value != null) {
                    rollups.computeIfAbsent(parts.get(i), ignored -> new HashMap<>())
                            .put(row.get(0, UUID.class), value(parts.get(i).type(), value));
                }
            }
        }
    }

    private boolean isUnwritten(RecordTable table, String rows) {
        AppFormulas.Rows of = plan.rows(table.form().id(), rows);
        return unwritten.hasRows(of.form().id(), of.link());
    }

    private static Object value(ExpressionType type, Object raw) {
        return switch (raw) {
            case Long whole -> BigDecimal.valueOf(whole);
            case java.sql.Date day -> day.toLocalDate();
            case java.sql.Timestamp moment -> moment.toInstant();
            case OffsetDateTime moment -> moment.toInstant();
            default -> type == ExpressionType.ID ? raw.toString() : raw;
        };
    }

    /** The names of expressions in a record that is about to be written. */
    Values of(RecordTable table, Draft draft) {
        return new Values() {
            @Override
            public @Nullable Object get(String name) {
                int dot = name.indexOf('.');
                return dot < 0 ? own(name) : ofLinked(name.substring(0, dot), name.substring(dot + 1));
            }

            private @Nullable Object own(String key) {
                StoredField field = table.field(key);
                if (field == null) {
                    return system.get(draft.id(), key);
                }
                Object value = draft.values().get(key);
                if (value instanceof RecordRef ref && ref.id() != null) {
                    return new Reference(ref.id().toString(), title(field, ref.id()));
                }
                return ExpressionValues.known(field.field(), value);
            }

            private @Nullable Object ofLinked(String link, String key) {
                StoredField field = table.field(link);
                if (field == null || !(draft.values().get(link) instanceof RecordRef ref) || ref.id() == null) {
                    return null;
                }
                Draft there = unwritten.record(ref.id());
                if (there != null) {
                    return of(plan.target(table, link), there).get(key);
                }
                return field.field()
                        .target()
                        .map(form -> linked.getOrDefault(new FieldRef(form, key), Map.of())
                                .get(ref.id()))
                        .orElse(null);
            }

            private @Nullable String title(StoredField link, UUID record) {
                Draft there = unwritten.record(record);
                return link.field()
                        .target()
                        .flatMap(form -> plan.table(form).title().map(title -> new FieldRef(form, title.key())))
                        .map(ref -> there == null
                                ? linked.getOrDefault(ref, Map.of()).get(record)
                                : of(plan.table(ref.form()), there).get(ref.key()))
                        .map(title -> title instanceof BigDecimal number ? number.toPlainString() : title.toString())
                        .orElse(null);
            }

            @Override
            public @Nullable List<Values> rows(String name) {
                AppFormulas.Rows of = plan.rows(table.form().id(), name);
                List<Draft> lines = unwritten.rows(of.form().id(), of.link(), draft.id());
                return lines == null
                        ? null
                        : lines.stream()
                                .map(line -> of(plan.table(of.form().id()), line))
                                .toList();
            }

            @Override
            public @Nullable Object rollup(Expression.Rollup rollup) {
                Object known = rollups.getOrDefault(rollup, Map.of()).get(draft.id());
                return known != null || !rollup.aggregate().countsNothing() ? known : (Object) BigDecimal.ZERO;
            }
        };
    }
}

package dev.millwright.record.internal;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.val;

import dev.millwright.expression.Circumstances;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Reference;
import dev.millwright.expression.Values;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.form.AppFormulas.FieldRef;
import dev.millwright.form.AppFormulas.Input;
import dev.millwright.form.PublishedField;
import dev.millwright.record.internal.FormulaPlan.Planned;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** By field of a linked form and record. */
    private final Map<FieldRef, Map<UUID, Object>> linked = new HashMap<>();

    private final Map<Expression.Rollup, Map<UUID, Object>> rollups = new HashMap<>();

    /**
     * @param hold whether others must not change what is read until the transaction ends
     */
    FormulaInputs(DSLContext dsl, FormulaPlan plan, Circumstances now, SystemValues system, boolean hold) {
        this.hold = hold;
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

    /** Reads what those formulas of those records need. */
    void read(Map<Draft, List<Planned>> wanted) {
        Map<UUID, Set<UUID>> records = new LinkedHashMap<>();
        Map<UUID, Set<String>> keys = new HashMap<>();
        Map<Planned, Set<UUID>> summed = new LinkedHashMap<>();
        wanted.forEach((draft, formulas) -> formulas.forEach(planned -> {
            for (Input input : planned.formula().inputs()) {
                switch (input) {
                    case Input.Own _ -> {}
                    case Input.Linked(String link, FieldRef of) -> {
                        if (draft.values().get(link) instanceof RecordRef ref && ref.id() != null) {
                            records.computeIfAbsent(of.form(), ignored -> new LinkedHashSet<>())
                                    .add(ref.id());
                            keys.computeIfAbsent(of.form(), ignored -> new HashSet<>())
                                    .add(of.key());
                        }
                    }
                    case Input.OfRows _ ->
                        summed.computeIfAbsent(planned, ignored -> new LinkedHashSet<>())
                                .add(draft.id());
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
                Object value = known(field.field(), field.fromDatabase(raw));
                if (value != null) {
                    linked.computeIfAbsent(new FieldRef(table.form().id(), field.key()), ignored -> new HashMap<>())
                            .put(row.get(0, UUID.class), value);
                }
            }
        });
    }

    private void readRollups(Planned planned, Set<UUID> ids) {
        List<Expression.Rollup> parts = planned.formula()
                .expression()
                .all()
                .flatMap(part -> part instanceof Expression.Rollup rollup
                        ? java.util.stream.Stream.of(rollup)
                        : java.util.stream.Stream.empty())
                .distinct()
                .toList();
        List<Field<?>> columns = new ArrayList<>();
        columns.add(ID);
        parts.forEach(part -> columns.add(planned.sql(part, now)));
        for (Record row : dsl.select(columns)
                .from(TableSql.tableOf(planned.table().name()).as("r"))
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

    private static Object value(ExpressionType type, Object raw) {
        return switch (raw) {
            case Long whole -> BigDecimal.valueOf(whole);
            case java.sql.Date day -> day.toLocalDate();
            case java.sql.Timestamp moment -> moment.toInstant();
            case OffsetDateTime moment -> moment.toInstant();
            default -> type == ExpressionType.ID ? raw.toString() : raw;
        };
    }

    /** The names of a formula in a record that is about to be written. */
    Values of(Planned planned, Draft draft) {
        RecordTable table = planned.table();
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
                return known(field.field(), value);
            }

            private @Nullable Object ofLinked(String link, String key) {
                StoredField field = table.field(link);
                if (field == null || !(draft.values().get(link) instanceof RecordRef ref) || ref.id() == null) {
                    return null;
                }
                return field.field()
                        .target()
                        .map(form -> linked.getOrDefault(new FieldRef(form, key), Map.of())
                                .get(ref.id()))
                        .orElse(null);
            }

            private @Nullable String title(StoredField link, UUID record) {
                return link.field()
                        .target()
                        .flatMap(form -> plan.table(form).title().map(title -> new FieldRef(form, title.key())))
                        .map(ref -> linked.getOrDefault(ref, Map.of()).get(record))
                        .map(title -> title instanceof BigDecimal number ? number.toPlainString() : title.toString())
                        .orElse(null);
            }

            @Override
            public @Nullable Object rollup(Expression.Rollup rollup) {
                Object known = rollups.getOrDefault(rollup, Map.of()).get(draft.id());
                return known != null || !rollup.aggregate().countsNothing() ? known : (Object) BigDecimal.ZERO;
            }
        };
    }

    static Reference reference(PersonRef person) {
        return new Reference(person.id() == null ? "" : person.id(), person.name());
    }

    /** A value as expressions know it. */
    static @Nullable Object known(PublishedField<?, ?> field, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof PersonRef person) {
            return reference(person);
        }
        if (value instanceof RecordRef record) {
            return record.id() == null ? null : new Reference(record.id().toString(), record.title());
        }
        Object column = field.toColumns(value).getFirst();
        return switch (field.expressionType()) {
            case NUMBER -> column instanceof Long whole ? BigDecimal.valueOf(whole) : column;
            case DATE_TIME -> column instanceof OffsetDateTime moment ? moment.toInstant() : column;
            case CHOICES -> column instanceof Object[] many ? Arrays.asList(many) : column;
            case ID -> String.valueOf(column);
            case TEXT, CHOICE, BOOLEAN, DATE, LINK, PERSON, OTHER, EMPTY -> column;
        };
    }
}

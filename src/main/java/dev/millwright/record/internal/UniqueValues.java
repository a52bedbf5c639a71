package dev.millwright.record.internal;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import dev.millwright.field.RecordRef;
import dev.millwright.form.UniqueSet;
import dev.millwright.record.ChangeProblem;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.record.internal.RecordTable.UniqueKey;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Severity;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds unique values that are taken, so that they can be told together with everything else that is wrong. */
@Component
class UniqueValues {

    /** What is said of a value, or of several together, that another record has; the second ones name that record. */
    static final Set<String> TAKEN = Set.of(
            "record.error.valueTaken",
            "record.error.valueTakenBy",
            "record.error.valuesTaken",
            "record.error.valuesTakenBy",
            "record.error.valuesTakenOwn");

    /** What an entry of a B-tree can hold, less what else is in it. */
    private static final int LONGEST_BYTES = 2_600;

    private final DSLContext dsl;

    UniqueValues(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** What of other records may be known to who writes. */
    interface Known {

        /** By id what records are called that the one who writes may see with all of these fields. */
        Map<UUID, String> titles(Collection<UUID> records, Collection<String> fields);

        boolean hides(String field);
    }

    /** Refuses values that no index can hold, and those that two of the drafts share. */
    void among(RecordTable table, List<Draft> drafts, Known known) {
        for (UniqueKey key : table.uniqueKeys()) {
            Set<List<Object>> first = new HashSet<>();
            for (Draft draft : drafts) {
                List<Object> values = values(key, draft);
                if (values.isEmpty()) {
                    continue;
                }
                if (bytes(values) > LONGEST_BYTES) {
                    key.fields()
                            .forEach(field ->
                                    draft.problem(Problem.error("record.error.tooLongForUnique", field.key())));
                } else if (!first.add(values)) {
                    taken(key, values, null, known).forEach(draft::problem);
                }
            }
        }
    }

    /** Refuses values that records have which are not among the drafts or about to be deleted. */
    void inTable(RecordTable table, List<Draft> drafts, Set<UUID> deleted, Known known) {
        for (UniqueKey key : table.uniqueKeys()) {
            others(table, key, drafts, deleted, known).forEach((draft, problems) -> problems.forEach(draft::problem));
        }
    }

    /** What to warn of: values that records share, also among the drafts, which may be so but should not. */
    List<ChangeProblem> warnings(RecordTable table, List<Draft> drafts, Set<UUID> deleted, Known known) {
        List<ChangeProblem> warnings = new ArrayList<>();
        for (UniqueKey key : table.warningKeys()) {
            Map<Draft, List<Problem>> found = new LinkedHashMap<>(others(table, key, drafts, deleted, known));
            Set<List<Object>> first = new HashSet<>();
            for (Draft draft : drafts) {
                List<Object> values = values(key, draft);
                if (!values.isEmpty() && !first.add(values) && changes(key, draft)) {
                    found.computeIfAbsent(draft, _ -> taken(key, values, null, known));
                }
            }
            found.forEach((draft, problems) ->
                    problems.forEach(problem -> warnings.add(new ChangeProblem(draft.change(), warning(problem)))));
        }
        return warnings;
    }

    /** What to warn of in records as they are; by record. */
    Map<UUID, List<Problem>> warnings(RecordTable table, Collection<UUID> records, Set<String> named, Known known) {
        Map<UUID, List<Problem>> warnings = new LinkedHashMap<>();
        for (UniqueKey key : table.warningKeys()) {
            if (records.isEmpty()
                    || key.fields().stream().noneMatch(field -> named.isEmpty() || named.contains(field.key()))) {
                continue;
            }
            Condition same = key.fields().stream()
                    .map(field -> condition(
                            "{0} = {1}",
                            column("o", field.first().name()),
                            column("r", field.first().name())))
                    .reduce(Condition::and)
                    .orElseThrow()
                    .and(condition("{0} <> {1}", column("o", SystemColumns.ID), column("r", SystemColumns.ID)))
                    .and(column("o", SystemColumns.DELETED_AT).isNull());
            Map<UUID, UUID> others = new LinkedHashMap<>();
            dsl.select(uuid(column("r", SystemColumns.ID)), uuid(column("o", SystemColumns.ID)))
                    .from(TableSql.tableOf(table.name()).as("r"))
                    .join(TableSql.tableOf(table.name()).as("o"))
                    .on(same)
                    .where(condition(
                            "{0} = any({1})", column("r", SystemColumns.ID), val(records.toArray(UUID[]::new))))
                    .orderBy(column("o", SystemColumns.ID))
                    .forEach(row -> others.putIfAbsent(row.value1(), row.value2()));
            Map<UUID, String> titles =
                    others.isEmpty() ? Map.of() : known.titles(Set.copyOf(others.values()), keys(key));
            others.forEach((id, other) -> warnings.computeIfAbsent(id, _ -> new ArrayList<>())
                    .addAll(taken(key, List.of(), ref(other, titles), known).stream()
                            .map(UniqueValues::warning)
                            .toList()));
        }
        return warnings;
    }

    /** By draft what another record has already; a draft that changes none of the fields is not asked. */
    private Map<Draft, List<Problem>> others(
            RecordTable table, UniqueKey key, List<Draft> drafts, Set<UUID> deleted, Known known) {
        Set<UUID> own = new HashSet<>();
        drafts.forEach(draft -> own.add(draft.id()));
        Map<List<Object>, List<Draft>> wanted = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            List<Object> values = changes(key, draft) ? values(key, draft) : List.of();
            if (!values.isEmpty()) {
                wanted.computeIfAbsent(values, _ -> new ArrayList<>()).add(draft);
            }
        }
        if (wanted.isEmpty()) {
            return Map.of();
        }
        List<Taken> found = taken(table, key.fields(), wanted.keySet(), key.everUsed()).stream()
                .filter(taken -> !own.contains(taken.id()) && (key.everUsed() || !deleted.contains(taken.id())))
                .toList();
        if (found.isEmpty()) {
            return Map.of();
        }
        Map<UUID, String> titles = known.titles(found.stream().map(Taken::id).collect(Collectors.toSet()), keys(key));
        Map<Draft, List<Problem>> problems = new LinkedHashMap<>();
        for (Taken taken : found) {
            for (Draft draft : wanted.getOrDefault(taken.values(), List.of())) {
                problems.computeIfAbsent(draft, _ -> taken(key, taken.values(), ref(taken.id(), titles), known));
            }
        }
        return problems;
    }

    private static List<String> keys(UniqueKey key) {
        return key.fields().stream().map(StoredField::key).toList();
    }

    private static boolean changes(UniqueKey key, Draft draft) {
        return draft.isNew() || key.fields().stream().anyMatch(draft::changes);
    }

    /** The values of the first columns, comparable; nothing when one is empty or wrong. */
    private static List<Object> values(UniqueKey key, Draft draft) {
        List<Object> values = new ArrayList<>();
        for (StoredField field : key.fields()) {
            Object value = draft.value(field);
            Object column = value == null || draft.hasProblem(field)
                    ? null
                    : field.toDatabase(value).getFirst();
            if (column == null) {
                return List.of();
            }
            values.add(comparable(column));
        }
        return values;
    }

    private static int bytes(List<Object> values) {
        return values.stream()
                .mapToInt(value -> value instanceof String text ? text.getBytes(StandardCharsets.UTF_8).length : 16)
                .sum();
    }

    private static @Nullable RecordRef ref(UUID record, Map<UUID, String> titles) {
        String title = titles.get(record);
        return title == null ? null : new RecordRef(record, null, title);
    }

    private static Problem warning(Problem problem) {
        return new Problem(Severity.WARNING, problem.code(), problem.path(), problem.arguments());
    }

    /**
     * What is said, at each field.
     *
     * @param values as they are in the columns; none where they are not told
     * @param other the record that has them, as far as it may be known
     */
    static List<Problem> taken(UniqueKey key, List<?> values, @Nullable RecordRef other, Known known) {
        UniqueSet set = key.set();
        if (set == null) {
            Object value = values.isEmpty() ? "" : values.getFirst();
            String said = value instanceof BigDecimal d ? d.toPlainString() : value.toString();
            String field = key.fields().getFirst().key();
            return List.of(
                    other == null
                            ? Problem.error("record.error.valueTaken", field, said)
                            : Problem.error("record.error.valueTakenBy", field, said, title(other), other));
        }
        List<StoredField> shown =
                key.fields().stream().filter(field -> !known.hides(field.key())).toList();
        // The text joins them as its language does.
        List<String> labels = shown.stream().map(field -> field.field().label()).toList();
        Problem problem = problem(set, labels, other);
        return shown.isEmpty()
                ? List.of(problem)
                : shown.stream().map(field -> problem.at(field.key())).toList();
    }

    private static Problem problem(UniqueSet set, List<String> labels, @Nullable RecordRef other) {
        if (!set.message().isBlank()) {
            return other == null
                    ? Problem.error("record.error.valuesTakenOwn", "", set.message())
                    : Problem.error("record.error.valuesTakenOwn", "", set.message(), title(other), other);
        }
        String named = String.join(" + ", labels);
        return other == null
                ? Problem.error("record.error.valuesTaken", "", named)
                : Problem.error("record.error.valuesTakenBy", "", named, title(other), other);
    }

    private static String title(RecordRef other) {
        return other.title() == null ? "" : other.title();
    }

    private static Field<Object> column(String table, String name) {
        return field(name(table, name));
    }

    private static Field<UUID> uuid(Field<Object> column) {
        return column.coerce(UUID.class);
    }

    /** The records that have these values, and which. */
    private List<Taken> taken(
            RecordTable table, List<StoredField> fields, Collection<List<Object>> values, boolean everUsed) {
        List<List<Object>> wanted = List.copyOf(values);
        List<QueryPart> arrays = new ArrayList<>();
        StringJoiner slots = new StringJoiner(", ", "unnest(", ") with ordinality as w(");
        StringJoiner names = new StringJoiner(", ", "", ", n)");
        Condition same = noCondition();
        for (int i = 0; i < fields.size(); i++) {
            int place = i;
            DataType<?> type = Columns.type(fields.get(i).first().type());
            arrays.add(val(
                    arrayOf(type, wanted.stream().map(of -> of.get(place)).toArray()), type.array()));
            slots.add("{" + i + "}");
            names.add("c" + i);
            same = same.and(
                    condition("{0} = {1}", column("r", fields.get(i).first().name()), column("w", "c" + i)));
        }
        Condition where =
                everUsed ? noCondition() : column("r", SystemColumns.DELETED_AT).isNull();
        List<Taken> taken = new ArrayList<>();
        dsl.select(uuid(column("r", SystemColumns.ID)), column("w", "n").coerce(Long.class))
                .from(table(slots.toString() + names, arrays.toArray(QueryPart[]::new)))
                .join(TableSql.tableOf(table.name()).as("r"))
                .on(same)
                .where(where)
                .orderBy(column("r", SystemColumns.ID))
                .forEach(row -> taken.add(
                        new Taken(row.value1(), wanted.get(row.value2().intValue() - 1))));
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
            Set<List<Object>> columns = new HashSet<>();
            wanted.values().forEach(column -> columns.add(List.of(column)));
            taken(table, List.of(field), columns, false)
                    .forEach(taken -> present.put(taken.values().getFirst(), taken.id()));
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

    static Object arrayOf(DataType<?> type, Object[] values) {
        Object[] array = (Object[]) java.lang.reflect.Array.newInstance(type.getType(), values.length);
        System.arraycopy(values, 0, array, 0, values.length);
        return array;
    }

    /** Equal for values that PostgreSQL takes for equal. */
    static Object comparable(Object column) {
        return column instanceof BigDecimal decimal ? decimal.stripTrailingZeros() : column;
    }

    private record Taken(UUID id, List<Object> values) {}
}

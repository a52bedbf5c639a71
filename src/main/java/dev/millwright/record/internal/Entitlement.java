package dev.millwright.record.internal;

import dev.millwright.app.Action;
import dev.millwright.app.FieldGrant;
import dev.millwright.app.Limit;
import dev.millwright.app.Rights.Line;
import dev.millwright.form.PublishedPart;
import dev.millwright.record.internal.QueryPlan.Comparison;
import dev.millwright.record.internal.QueryPlan.Operand;
import dev.millwright.record.internal.QueryPlan.Predicate;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.record.internal.Source.Shown;
import dev.millwright.record.spi.FieldAccess;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.SystemColumns;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of the matrix come to for one person and one form. Lines add up record by record: a record may be reached if one line
 * reaches it, and of its fields there is what the lines that reach it give together.
 */
final class Entitlement {

    private final RecordTable table;
    private final Function<Action, List<Line>> lines;
    private final BiFunction<Line, Action, Predicate> condition;
    private final Map<Action, List<Line>> known = new EnumMap<>(Action.class);
    private final Map<Asked, Predicate> read = new HashMap<>();
    private final Map<Set<Action>, Predicate> reached = new HashMap<>();
    private @Nullable List<Shown> columns;
    private Set<String> maskedInSome = Set.of();

    /** A line asked for an action. */
    private record Asked(Line line, Action action) {}

    /**
     * @param lines those that give the person an action
     * @param condition what a record has to meet for the action by the line
     */
    Entitlement(RecordTable table, Function<Action, List<Line>> lines, BiFunction<Line, Action, Predicate> condition) {
        this.table = table;
        this.lines = lines;
        this.condition = condition;
    }

    private List<Line> lines(Action action) {
        return known.computeIfAbsent(action, lines);
    }

    private Predicate condition(Line line, Action action) {
        return read.computeIfAbsent(new Asked(line, action), asked -> condition.apply(line, action));
    }

    boolean isLimited(Set<Action> actions) {
        return Stream.concat(actions.stream(), Stream.of(Action.SEE, Action.CHANGE))
                .flatMap(action -> lines(action).stream())
                .anyMatch(line -> !line.limit().equals(Limit.NONE));
    }

    /** Which records the person may do this with, and may see as far as they may see any. */
    Predicate rows(Set<Action> actions) {
        return reached.computeIfAbsent(actions, this::conjunction);
    }

    private Predicate conjunction(Set<Action> actions) {
        Set<Action> all = new LinkedHashSet<>(actions);
        if (!lines(Action.SEE).isEmpty()) {
            all.add(Action.SEE);
        }
        return conjunction(all.stream().map(this::rows).toList());
    }

    Predicate rows(Action action) {
        return reached(lines(action), action);
    }

    /** Which records the person may change into others that they may no longer change. */
    Predicate handedOn() {
        return reached(
                lines(Action.CHANGE).stream()
                        .filter(line -> line.limit().handOn())
                        .toList(),
                Action.CHANGE);
    }

    /** Whether any line does so. */
    boolean handsOn() {
        return lines(Action.CHANGE).stream().anyMatch(line -> line.limit().handOn());
    }

    private Predicate reached(List<Line> by, Action action) {
        List<Predicate> conditions =
                by.stream().map(line -> condition(line, action)).distinct().toList();
        return conditions.contains(Predicate.ALL) ? Predicate.ALL : anyOf(conditions);
    }

    /** Values of one column that several lines name are looked up at once instead of being compared one by one. */
    private static Predicate anyOf(List<Predicate> conditions) {
        Map<Operand, Set<Object>> values = new LinkedHashMap<>();
        List<Predicate> parts = new ArrayList<>();
        for (Predicate one : flat(conditions)) {
            switch (one) {
                case Predicate.Compare compare
                when compare.comparison() == Comparison.EQ ->
                    values.computeIfAbsent(compare.operand(), _ -> new LinkedHashSet<>())
                            .add(compare.value());
                case Predicate.OneOf oneOf ->
                    values.computeIfAbsent(oneOf.operand(), _ -> new LinkedHashSet<>())
                            .addAll(oneOf.values());
                default -> parts.add(one);
            }
        }
        values.forEach((operand, some) -> parts.add(
                some.size() == 1
                        ? new Predicate.Compare(
                                operand, Comparison.EQ, some.iterator().next())
                        : new Predicate.OneOf(operand, List.copyOf(some))));
        return parts.size() == 1 ? parts.getFirst() : new Predicate.Any(parts);
    }

    private static List<Predicate> flat(List<Predicate> conditions) {
        return conditions.stream()
                .flatMap(one ->
                        one instanceof Predicate.Any(List<Predicate> parts) ? flat(parts).stream() : Stream.of(one))
                .toList();
    }

    private static Predicate conjunction(List<Predicate> parts) {
        List<Predicate> some = parts.stream()
                .filter(part -> !part.equals(Predicate.ALL))
                .distinct()
                .toList();
        return some.size() == 1 ? some.getFirst() : new Predicate.All(some);
    }

    /** The most that may be done with the fields of any record. */
    FieldRights fields() {
        List<Line> seeing = lines(Action.SEE);
        return seeing.isEmpty() ? fieldsOfNew() : fields(seeing, lines(Action.CHANGE));
    }

    /** What may be filled in of a record that is made. */
    FieldRights fieldsOfNew() {
        List<Line> making = lines(Action.CREATE);
        return fields(making, making);
    }

    private FieldRights fields(List<Line> seeing, List<Line> changing) {
        if (Stream.concat(seeing.stream(), changing.stream())
                .allMatch(line -> line.limit().fields().isEmpty())) {
            return FieldRights.ALL;
        }
        Map<String, FieldAccess> named = new HashMap<>();
        table.fields().stream()
                .map(StoredField::key)
                .forEach(key -> named.put(key, access(seeing, changing, key, FieldAccess.MASKED)));
        // Lines have no mask.
        table.form()
                .lineParts()
                .map(PublishedPart::key)
                .forEach(key -> named.put(key, access(seeing, changing, key, FieldAccess.HIDDEN)));
        // What the form no longer has may still stand in the history.
        boolean decided = seeing.stream().allMatch(line -> line.limit().fields().isEmpty());
        return new FieldRights(named, decided ? FieldAccess.EDITABLE : FieldAccess.HIDDEN);
    }

    private static FieldAccess access(List<Line> seeing, List<Line> changing, String key, FieldAccess masked) {
        if (giving(FieldGrant.READ_ONLY, seeing, key).isEmpty()) {
            return giving(FieldGrant.MASKED, seeing, key).isEmpty() ? FieldAccess.HIDDEN : masked;
        }
        return giving(FieldGrant.EDITABLE, changing, key).isEmpty() ? FieldAccess.READ_ONLY : FieldAccess.EDITABLE;
    }

    /** The lines that give at least that. */
    private static List<Line> giving(FieldGrant least, List<Line> lines, String field) {
        return lines.stream()
                .filter(line -> line.limit().field(field).compareTo(least) >= 0)
                .toList();
    }

    /** Keys of the fields that are masked in some records and shown as they are in others. */
    Set<String> maskedInSome() {
        columns();
        return maskedInSome;
    }

    /** The columns of the table where not all records show the same of them; none where they do. */
    List<Shown> columns() {
        List<Shown> known = columns;
        if (known == null) {
            known = shown();
            columns = known;
        }
        return known;
    }

    private List<Shown> shown() {
        List<Line> seeing = lines(Action.SEE);
        Map<String, Predicate> some = new LinkedHashMap<>();
        Map<String, Predicate> masked = new LinkedHashMap<>();
        for (StoredField field : table.fields()) {
            List<Line> known = giving(FieldGrant.MASKED, seeing, field.key());
            List<Line> showing = giving(FieldGrant.READ_ONLY, seeing, field.key());
            List<Line> telling = showing.isEmpty() ? known : showing;
            if (!telling.isEmpty() && telling.size() < seeing.size()) {
                Predicate rows = reached(telling, Action.SEE);
                if (!rows.equals(Predicate.ALL)) {
                    some.put(field.key(), rows);
                    if (telling.size() < known.size()) {
                        masked.put(field.key(), reached(known, Action.SEE));
                    }
                }
            }
        }
        if (some.isEmpty()) {
            return List.of();
        }
        maskedInSome = Set.copyOf(masked.keySet());
        List<Shown> columns = new ArrayList<>();
        for (ColumnSpec system : SystemColumns.ALL) {
            columns.add(new Shown(system, Predicate.ALL));
        }
        for (StoredField field : table.fields()) {
            for (ColumnSpec column : field.columns()) {
                columns.add(new Shown(column, some.getOrDefault(field.key(), Predicate.ALL)));
            }
            Predicate rows = masked.get(field.key());
            if (rows != null) {
                List<ColumnSpec> names = field.maskedIn(table.form()).masked();
                for (int i = 0; i < names.size(); i++) {
                    columns.add(
                            new Shown(field.columns().get(i), rows, names.get(i).name()));
                }
            }
        }
        return columns;
    }

    /** What tells which lines reach a record, if what may be done with its fields depends on that. */
    Optional<ByRecord> byRecord() {
        return byRecord(Action.SEE, Action.CHANGE);
    }

    /** As {@link #byRecord} for a record that is made. */
    Optional<ByRecord> byNewRecord() {
        return byRecord(Action.CREATE, Action.CREATE);
    }

    private Optional<ByRecord> byRecord(Action see, Action change) {
        List<Line> seeing = lines(see);
        List<Line> changing = lines(change);
        boolean alike = Stream.concat(seeing.stream(), changing.stream())
                        .map(line -> line.limit().fields())
                        .distinct()
                        .count()
                <= 1;
        return alike
                ? Optional.empty()
                : Optional.of(new ByRecord(
                        seeing,
                        changing,
                        Stream.concat(
                                        seeing.stream().map(line -> condition(line, see)),
                                        changing.stream().map(line -> condition(line, change)))
                                .toList()));
    }

    /** What may be done with the fields of a record, by the lines that reach it. */
    final class ByRecord {

        private final List<Line> seeing;
        private final List<Line> changing;
        private final List<Predicate> conditions;

        private ByRecord(List<Line> seeing, List<Line> changing, List<Predicate> conditions) {
            this.seeing = seeing;
            this.changing = changing;
            this.conditions = conditions;
        }

        /** What to ask of each record. */
        List<Predicate> conditions() {
            return conditions;
        }

        /**
         * @param met which of the conditions the record meets
         */
        FieldRights fields(BitSet met) {
            List<Line> see = new ArrayList<>();
            List<Line> change = new ArrayList<>();
            for (int i = 0; i < seeing.size(); i++) {
                if (met.get(i)) {
                    see.add(seeing.get(i));
                }
            }
            for (int i = 0; i < changing.size(); i++) {
                if (met.get(seeing.size() + i)) {
                    change.add(changing.get(i));
                }
            }
            return Entitlement.this.fields(see, change);
        }
    }
}

package dev.millwright.record.internal;

import dev.millwright.record.internal.QueryPlan.Predicate;
import dev.millwright.record.internal.StatementCache.Bound;
import dev.millwright.schema.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A predicate apart from its values: those that differ in nothing else are the same text in SQL.
 *
 * @param shape equal for all that are written alike
 * @param values in the order in which {@link PlanSql} writes them
 */
record BoundPredicate(Predicate shape, List<Bound> values) {

    /** More make a text of their own nearly every time. */
    private static final int MOST_VALUES = 50;

    BoundPredicate {
        values = List.copyOf(values);
    }

    /**
     * @return empty when the text depends on more than the values that are bound
     */
    static Optional<BoundPredicate> of(Predicate predicate) {
        List<Bound> values = new ArrayList<>();
        return shape(predicate, values)
                .filter(shape -> values.size() <= MOST_VALUES)
                .map(shape -> new BoundPredicate(shape, values));
    }

    private static Optional<Predicate> shape(Predicate predicate, List<Bound> values) {
        return isOfOneText(predicate) ? shapeOf(predicate, values) : Optional.empty();
    }

    /** Whether nothing in it reads a source whose text depends on who asks. */
    private static boolean isOfOneText(Predicate predicate) {
        return switch (predicate) {
            case Predicate.Compare compare -> compare.operand().isWhole();
            case Predicate.OneOf oneOf -> oneOf.operand().isWhole();
            case Predicate.Like like -> like.operand().isWhole();
            case Predicate.Empty empty -> empty.operand().isWhole();
            case Predicate.Elements elements -> elements.operand().isWhole();
            case Predicate.All _, Predicate.Any _, Predicate.Not _, Predicate.Found _, Predicate.Holds _ -> true;
            case Predicate.Duplicated duplicated -> duplicated.source().isWhole();
            case Predicate.Within within -> within.source().isWhole();
            case Predicate.Leads leads -> leads.source().isWhole();
            case Predicate.Astray astray -> astray.source().isWhole();
        };
    }

    private static Optional<Predicate> shapeOf(Predicate predicate, List<Bound> values) {
        return switch (predicate) {
            case Predicate.All(List<Predicate> parts) -> shapes(parts, values).map(Predicate.All::new);
            case Predicate.Any(List<Predicate> parts) -> shapes(parts, values).map(Predicate.Any::new);
            case Predicate.Not(Predicate part) -> shape(part, values).map(Predicate.Not::new);
            case Predicate.Compare compare ->
                Optional.of(new Predicate.Compare(
                        compare.operand(),
                        compare.comparison(),
                        bind(compare.operand().type(), compare.value(), values)));
            case Predicate.OneOf oneOf ->
                Optional.of(new Predicate.OneOf(
                        oneOf.operand(),
                        oneOf.boundAs()
                                .map(type -> bindAll(type, oneOf.values(), values))
                                .orElseGet(() -> oneOf.values().stream()
                                        .<Object>map(
                                                value -> bind(oneOf.operand().type(), value, values))
                                        .toList())));
            case Predicate.Like like -> {
                bind(ColumnType.TEXT, like.pattern(), values);
                yield Optional.of(new Predicate.Like(like.operand(), ""));
            }
            case Predicate.Found found -> {
                bind(ColumnType.TEXT, TextSearch.contains(found.text()), values);
                bind(ColumnType.TEXT, found.text(), values);
                yield Optional.of(new Predicate.Found(found.operand(), ""));
            }
            case Predicate.Elements elements -> {
                bind(elements.operand().type(), elements.values(), values);
                yield Optional.of(new Predicate.Elements(elements.operand(), List.of(), elements.all()));
            }
            case Predicate.Empty empty -> Optional.of(empty);
            case Predicate.Duplicated duplicated -> Optional.of(duplicated);
            case Predicate.Within within -> Optional.of(within);
            case Predicate.Astray astray -> Optional.of(astray);
            case Predicate.Leads leads ->
                shape(leads.there(), values).map(there -> new Predicate.Leads(leads.link(), leads.source(), there));
            case Predicate.Holds _ -> Optional.empty();
        };
    }

    private static Optional<List<Predicate>> shapes(List<Predicate> parts, List<Bound> values) {
        List<Predicate> shapes = new ArrayList<>();
        for (Predicate part : parts) {
            shape(part, values).ifPresent(shapes::add);
        }
        return shapes.size() == parts.size() ? Optional.of(shapes) : Optional.empty();
    }

    /** What stands in the shape for values that are bound together: as what they are bound. */
    private static List<Object> bindAll(ColumnType type, List<Object> together, List<Bound> values) {
        values.add(new Bound(
                type,
                true,
                together.stream().map(value -> Columns.plain(type, value)).toArray()));
        return List.of(type);
    }

    /** What stands in the shape for the value: as what it is bound. */
    private static ColumnType bind(ColumnType column, Object value, List<Bound> values) {
        ColumnType type = Columns.boundAs(column, value);
        values.add(Bound.one(type, Columns.plain(type, value)));
        return type;
    }
}

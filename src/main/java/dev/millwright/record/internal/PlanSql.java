package dev.millwright.record.internal;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.trueCondition;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import dev.millwright.record.internal.Projection.LinkedTable;
import dev.millwright.record.internal.QueryPlan.Comparison;
import dev.millwright.record.internal.QueryPlan.Operand;
import dev.millwright.record.internal.QueryPlan.Order;
import dev.millwright.record.internal.QueryPlan.Predicate;
import dev.millwright.record.internal.QueryPlan.Sorting;
import dev.millwright.record.internal.StatementCache.Bound;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.SelectLimitStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Writes a plan as statements. */
final class PlanSql {

    /** The name of the form's table in every statement. */
    private static final String ROW = "r";

    /**
     * The part of an order that one statement reads. An order by something that may be empty is read in two: no index of PostgreSQL has
     * empty values last in both directions, and a comparison that lets them through could not start in the middle of an index.
     */
    enum Part {
        WHOLE,
        FILLED,
        EMPTY
    }

    private PlanSql() {}

    static List<Part> parts(QueryPlan plan) {
        if (!plan.order().getFirst().nullable()) {
            return List.of(Part.WHOLE);
        }
        boolean pastFilled = !plan.after().isEmpty() && plan.after().getFirst() == null;
        return pastFilled ? List.of(Part.EMPTY) : List.of(Part.FILLED, Part.EMPTY);
    }

    /** The rows of one part, at most so many, and what each is sorted by. */
    static Select<Record> rows(QueryPlan plan, List<? extends SelectFieldOrAsterisk> output, Part part, int limit) {
        return ordered(plan, output, part).limit(inline(limit));
    }

    /**
     * The same with what is joined to them for their titles: only to the rows that are wanted, not to all that are sorted.
     *
     * @param served whether an index gives the rows in their order; else PostgreSQL sorts all there are, which takes half as long, and is done in
     *     parallel, while they carry nothing but their ids
     */
    static Select<Record> rows(QueryPlan plan, Projection output, boolean served, Part part, int limit) {
        List<SelectFieldOrAsterisk> all = new ArrayList<>(output.columns());
        List<OrderField<?>> orderBy = new ArrayList<>();
        String wanted = served ? ROW : "p";
        for (int i = 0; i < plan.order().size(); i++) {
            Order order = plan.order().get(i);
            Field<?> key = field(name(wanted, key(i)), Columns.type(order.type()));
            all.add(key.as(key(i)));
            orderBy.add(order.descending() ? key.desc().nullsLast() : key.asc());
        }
        Field<?> id = TableSql.column(SystemColumns.ID, ColumnType.UUID);
        SelectFieldOrAsterisk carried = served ? DSL.table(name(ROW)).asterisk() : id;
        Table<?> from =
                ordered(plan, List.of(carried), part).limit(inline(limit)).asTable(wanted);
        if (!served) {
            from = from.join(table(plan.source(), ROW))
                    .on(field(name(wanted, SystemColumns.ID), Columns.type(ColumnType.UUID))
                            .eq(TableSql.cast(id)));
        }
        for (LinkedTable linked : output.linked()) {
            from = joined(from, linked.link(), linked.source(), linked.alias());
        }
        return select(all).from(from).orderBy(orderBy);
    }

    /** What a row is sorted by, under a name that no field has. */
    private static String key(int position) {
        return "K" + position;
    }

    /** The place of one row of a part, after so many others. Reads nothing but what the rows are sorted by. */
    static Select<Record> place(QueryPlan plan, Part part, int others) {
        return ordered(plan, List.of(), part).limit(inline(1)).offset(val(others));
    }

    private static SelectLimitStep<Record> ordered(
            QueryPlan plan, List<? extends SelectFieldOrAsterisk> output, Part part) {
        List<Order> order =
                part == Part.EMPTY ? plan.order().subList(1, plan.order().size()) : plan.order();
        int skipped = plan.order().size() - order.size();
        List<SelectFieldOrAsterisk> all = new ArrayList<>(output);
        Table<?> from = table(plan.source(), ROW);
        for (int i = 0; i < plan.order().size(); i++) {
            Order step = plan.order().get(i);
            all.add(sorted(step, i).as(key(i)));
            if (step.how() instanceof Sorting.ByPlace places) {
                from = placed(from, step.by(), places, i);
            }
            from = switch (step.by()) {
                case Operand.Own _ -> from;
                case Operand.Title title -> joined(from, title.link(), title.source(), "s" + i);
                case Operand.Linked linked -> joined(from, linked.link(), linked.source(), "s" + i);
                case Operand.Titles titles -> throw unsorted(titles);
            };
        }
        Condition where = scope(plan).and(matches(plan.source(), plan.where()));
        Field<?> first = value(plan.order().getFirst().by(), 0);
        if (part == Part.FILLED) {
            where = where.and(first.isNotNull());
        } else if (part == Part.EMPTY) {
            where = where.and(first.isNull());
        }
        boolean continues =
                !plan.after().isEmpty() && (part != Part.EMPTY || plan.after().getFirst() == null);
        if (continues) {
            where = where.and(after(
                    order,
                    skipped,
                    part == Part.FILLED ? 1 : 0,
                    plan.after().subList(skipped, plan.after().size())));
        }
        List<OrderField<?>> orderBy = new ArrayList<>();
        // Rows that differ in the first have no need of the rest, which their index does not hold.
        boolean tied = part != Part.FILLED || !order.getFirst().unique();
        for (int i = 0; i < (tied ? order.size() : 1); i++) {
            Field<?> by = sorted(order.get(i), i + skipped);
            boolean mayBeEmpty = order.get(i).nullable() && !(i == 0 && part == Part.FILLED);
            orderBy.add(
                    !order.get(i).descending()
                            ? by.asc()
                            : mayBeEmpty ? by.desc().nullsLast() : by.desc());
        }
        return select(all).from(from).where(where).orderBy(orderBy);
    }

    /** All that match, without order and limit. */
    static SelectConditionStep<Record> matching(QueryPlan plan, SelectFieldOrAsterisk... output) {
        return select(List.of(output))
                .from(table(plan.source(), ROW))
                .where(scope(plan).and(matches(plan.source(), plan.where())));
    }

    /** Which rows of the plan's table, known as {@code r}, are wanted. */
    static Condition wanted(QueryPlan plan) {
        return scope(plan).and(matches(plan.source(), plan.where()));
    }

    /** What a row is sorted by. */
    private static Field<?> sorted(Order order, int position) {
        Field<?> value = value(order.by(), position);
        return switch (order.how()) {
            case Sorting.AsKept _ -> value;
            case Sorting.Collated(String collation) ->
                field("{0} collate {1}", Columns.type(ColumnType.TEXT), value, name("pg_catalog", collation));
            case Sorting.ByPlace(Sorting.Which which, List<String> _) -> {
                // Comes after all places, or, where the order is turned round, before them.
                Field<?> unplaced = inline(order.descending() ? " " : "~");
                Field<?> place = field(name("o" + position, "place"), String.class);
                yield which == Sorting.Which.ONLY
                        ? field(
                                "coalesce({0}, {1} || {2}) collate \"C\"",
                                Columns.type(ColumnType.TEXT), place, unplaced, value)
                        // Those of the same place are kept together by all of their values.
                        : field(
                                "(coalesce({0}, {1}) || ' ' || array_to_string({2}, ' ')) collate \"C\"",
                                Columns.type(ColumnType.TEXT), place, unplaced, value);
            }
        };
    }

    /**
     * Tells the places of values by joining them: as quick for thousands of them as for a few, which an array that is searched row by row is
     * not.
     */
    private static Table<?> placed(Table<?> from, Operand by, Sorting.ByPlace places, int position) {
        String alias = "o" + position;
        List<String> values = places.values();
        String[] numbers = new String[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = String.format(Locale.ROOT, "%06d", i);
        }
        Table<?> known = DSL.table(
                        "unnest({0}, {1})",
                        inline(values.toArray(String[]::new), SQLDataType.CLOB.array()),
                        inline(numbers, SQLDataType.CLOB.array()))
                .as(alias, "value", "place");
        Field<?> value = value(by, position);
        Field<?> one = switch (places.which()) {
            case ONLY -> value;
            case FIRST -> field("{0}[1]", String.class, value);
            case LAST -> field("{0}[cardinality({0})]", String.class, value);
        };
        return from.leftJoin(known).on(condition("{0} = {1}", one, field(name(alias, "value"))));
    }

    private static Field<?> value(Operand by, int position) {
        return switch (by) {
            case Operand.Own own -> TableSql.column(own.column(), own.type());
            case Operand.Title title -> field(name("s" + position, title.column()), Columns.type(title.type()));
            case Operand.Linked linked -> field(name("s" + position, linked.column()), Columns.type(linked.type()));
            case Operand.Titles titles -> throw unsorted(titles);
        };
    }

    private static IllegalStateException unsorted(Operand.Titles titles) {
        return new IllegalStateException("Nothing is sorted by what is several: " + titles.links());
    }

    private static Table<?> joined(Table<?> from, String link, Source target, String alias) {
        return from.leftJoin(table(target, alias)).on(isTarget(link, alias));
    }

    private static Condition isTarget(String link, String alias) {
        return field(name(alias, SystemColumns.ID), Columns.type(ColumnType.UUID))
                .eq(TableSql.cast(TableSql.column(link, ColumnType.UUID)));
    }

    /** The source under a name; PostgreSQL takes a query in its place apart, so that indexes serve as for the table itself. */
    static Table<?> table(Source source, String alias) {
        Table<?> whole = TableSql.tableOf(source.table());
        if (source.isWhole()) {
            return whole.as(alias);
        }
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        source.columns().forEach(shown -> columns.add(shown(source, shown)));
        if (columns.isEmpty()) {
            columns.add(DSL.table(name(ROW)).asterisk());
        }
        return select(columns)
                .from(whole.as(ROW))
                .where(matches(Source.whole(source.table()), source.rows()))
                .asTable(alias);
    }

    private static Field<?> shown(Source source, Source.Shown shown) {
        Field<?> column = TableSql.column(shown.column().name(), shown.column().type());
        if (!shown.rows().equals(Predicate.ALL)) {
            return when(matches(Source.whole(source.table()), shown.rows()), column)
                    .as(shown.as());
        }
        return shown.as().equals(shown.column().name()) ? column : column.as(shown.as());
    }

    private static Condition scope(QueryPlan plan) {
        Field<?> deletedAt = TableSql.column(SystemColumns.DELETED_AT, ColumnType.TIMESTAMPTZ);
        return plan.deleted() ? deletedAt.isNotNull() : deletedAt.isNull();
    }

    /**
     * Rows behind the place where the page before ended.
     *
     * @param filled how many columns of the order cannot be empty here although they may be elsewhere
     */
    private static Condition after(List<Order> order, int offset, int filled, List<@Nullable Object> values) {
        boolean plain = isPlain(order, filled, values);
        List<Field<?>> fields = new ArrayList<>();
        List<Field<?>> bound = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            fields.add(sorted(order.get(i), i + offset));
            bound.add(bind(order.get(i).type(), values.get(i)));
        }
        if (plain) {
            // PostgreSQL starts an index scan in the middle for a comparison of rows, but not for the same written with
            // OR.
            return order.getFirst().descending()
                    ? row(fields).lessThan(row(bound))
                    : row(fields).greaterThan(row(bound));
        }
        Condition rest = falseCondition();
        for (int i = order.size() - 1; i >= 0; i--) {
            Field<Object> by = TableSql.cast(fields.get(i));
            Field<Object> value = TableSql.cast(bound.get(i));
            if (values.get(i) == null) {
                rest = by.isNull().and(rest);
            } else {
                Condition beyond = order.get(i).descending() ? by.lt(value) : by.gt(value);
                if (order.get(i).nullable() && i >= filled) {
                    beyond = beyond.or(by.isNull());
                }
                rest = beyond.or(by.eq(value).and(rest));
            }
        }
        return rest;
    }

    private static boolean isPlain(List<Order> order, int filled, List<@Nullable Object> values) {
        return values.stream().allMatch(v -> v != null)
                && order.stream().skip(filled).noneMatch(Order::nullable)
                && order.stream().map(Order::descending).distinct().count() == 1;
    }

    /**
     * The values that a part of a plan binds, those of its predicate first, if plans that differ in nothing else are the same statement.
     *
     * @return empty when the text of the statement depends on the values
     */
    static Optional<List<Bound>> values(QueryPlan plan, Part part, BoundPredicate where) {
        List<Bound> values = new ArrayList<>(where.values());
        if (continues(plan, part)) {
            int skipped = part == Part.EMPTY ? 1 : 0;
            List<Order> order = plan.order().subList(skipped, plan.order().size());
            List<@Nullable Object> after =
                    plan.after().subList(skipped, plan.after().size());
            if (!isPlain(order, part == Part.FILLED ? 1 : 0, after)) {
                return Optional.empty();
            }
            for (int i = 0; i < order.size(); i++) {
                values.add(Bound.one(order.get(i).type(), after.get(i)));
            }
        }
        return Optional.of(values);
    }

    private static boolean continues(QueryPlan plan, Part part) {
        return !plan.after().isEmpty() && (part != Part.EMPTY || plan.after().getFirst() == null);
    }

    static Condition matches(Source source, Predicate predicate) {
        return switch (predicate) {
            case Predicate.All all -> {
                Condition result = noCondition();
                for (Predicate part : all.parts()) {
                    result = result.and(matches(source, part));
                }
                yield all.parts().isEmpty() ? trueCondition() : result;
            }
            case Predicate.Any any -> {
                Condition result = noCondition();
                for (Predicate part : any.parts()) {
                    result = result.or(matches(source, part));
                }
                yield any.parts().isEmpty() ? falseCondition() : result;
            }
            case Predicate.Not not -> condition("({0}) is not true", matches(source, not.part()));
            case Predicate.Compare compare ->
                on(
                        compare.operand(),
                        field -> compare(field, compare.comparison(), compare.operand(), compare.value()));
            case Predicate.OneOf oneOf -> on(oneOf.operand(), field -> among(field, oneOf));
            case Predicate.Like like ->
                on(like.operand(), field -> condition("{0} ilike {1}", field, val(like.pattern())));
            case Predicate.Found found -> {
                Field<?> column = TableSql.column(
                        found.operand().column(), found.operand().type());
                // First what is quick to check again on rows that the index found.
                yield condition(
                        "({0} ilike {1} and platform.grams({0}) @> platform.grams({2}))",
                        column, val(TextSearch.contains(found.text())), val(found.text()));
            }
            case Predicate.Empty empty -> on(empty.operand(), Field::isNull);
            case Predicate.Elements elements -> {
                Field<?> values = bind(elements.operand().type(), elements.values());
                yield on(
                        elements.operand(),
                        field -> condition(elements.all() ? "{0} @> {1}" : "{0} && {1}", field, values));
            }
            case Predicate.Holds holds -> new ExpressionSql(holds.terms(), holds.now()).condition(holds.condition());
            case Predicate.Duplicated duplicated -> {
                List<Field<?>> mine = new ArrayList<>();
                List<Field<?>> others = new ArrayList<>();
                Condition filled = field(name("d", SystemColumns.DELETED_AT)).isNull();
                for (Operand.Own operand : duplicated.operands()) {
                    mine.add(TableSql.column(operand.column(), operand.type()));
                    Field<?> other = field(name("d", operand.column()), Columns.type(operand.type()));
                    others.add(other);
                    filled = filled.and(other.isNotNull());
                }
                yield row(mine)
                        .in(select(others)
                                .from(table(duplicated.source(), "d"))
                                .where(filled)
                                .groupBy(others)
                                .having(condition("count(*) > 1")));
            }
            case Predicate.Within within ->
                TableSql.<Object>cast(TableSql.column(within.link(), ColumnType.UUID))
                        .in(select(TableSql.<Object>cast(
                                        field(name("w", SystemColumns.ID), Columns.type(ColumnType.UUID))))
                                .from(table(within.source(), "w")));
            case Predicate.Leads leads -> {
                // What is asked stands in a query of its own, where "r" is the other row.
                Field<Object> id = field(name(ROW, SystemColumns.ID), Object.class);
                yield TableSql.<Object>cast(TableSql.column(leads.link(), ColumnType.UUID))
                        .in(select(id).from(table(leads.source(), ROW)).where(matches(leads.source(), leads.there())));
            }
            case Predicate.Astray astray -> astray(astray);
        };
    }

    /** Links lead to rows that are there, so to whom all rows show only those in the bin are looked up, which are few and have an index. */
    private static Condition astray(Predicate.Astray astray) {
        Field<Object> deletedAt = field(name("w", SystemColumns.DELETED_AT), Object.class);
        Field<Object> link = TableSql.cast(TableSql.column(astray.link(), ColumnType.UUID));
        if (astray.source().isWhole()) {
            return link.in(select(
                            TableSql.<Object>cast(field(name("w", SystemColumns.ID), Columns.type(ColumnType.UUID))))
                    .from(table(astray.source(), "w"))
                    .where(deletedAt.isNotNull()));
        }
        return link.isNotNull()
                .andNotExists(selectOne()
                        .from(table(astray.source(), "w"))
                        .where(isTarget(astray.link(), "w"))
                        .and(deletedAt.isNull()));
    }

    /** All values in one array where they are of one type: the statement is the same however many there are. */
    private static Condition among(Field<Object> field, Predicate.OneOf oneOf) {
        return oneOf.boundAs()
                .map(type -> {
                    Object[] values = oneOf.values().stream()
                            .map(value -> Columns.plain(type, value))
                            .toArray();
                    return condition(
                            "{0} = any({1})",
                            field,
                            val(
                                    UniqueValues.arrayOf(Columns.type(type), values),
                                    Columns.type(type).array()));
                })
                .orElseGet(() -> field.in(oneOf.values().stream()
                        .map(value -> bind(oneOf.operand().type(), value))
                        .toList()));
    }

    private static Condition compare(Field<Object> field, Comparison comparison, Operand operand, Object value) {
        Field<Object> bound = TableSql.cast(bind(operand.type(), value));
        return switch (comparison) {
            case EQ -> field.eq(bound);
            case NE -> field.ne(bound);
            case LT -> field.lt(bound);
            case LE -> field.le(bound);
            case GT -> field.gt(bound);
            case GE -> field.ge(bound);
        };
    }

    private static Condition on(Operand operand, Function<Field<Object>, Condition> condition) {
        return switch (operand) {
            case Operand.Own own -> condition.apply(TableSql.cast(TableSql.column(own.column(), own.type())));
            case Operand.Title title ->
                onTarget(isTarget(title.link(), "t"), title.source(), title.column(), title.type(), condition);
            case Operand.Linked linked ->
                onTarget(isTarget(linked.link(), "t"), linked.source(), linked.column(), linked.type(), condition);
            case Operand.Titles titles ->
                onTarget(isAmong(titles.links(), "t"), titles.source(), titles.column(), titles.type(), condition);
        };
    }

    private static Condition isAmong(String links, String alias) {
        return condition(
                "{0} = any({1})",
                field(name(alias, SystemColumns.ID), Columns.type(ColumnType.UUID)),
                TableSql.column(links, ColumnType.UUID_ARRAY));
    }

    private static Condition onTarget(
            Condition linked,
            Source target,
            String column,
            ColumnType type,
            Function<Field<Object>, Condition> condition) {
        return exists(selectOne()
                .from(table(target, "t"))
                .where(linked)
                .and(condition.apply(TableSql.cast(field(name("t", column), Columns.type(type))))));
    }

    private static Field<?> bind(ColumnType type, @Nullable Object value) {
        ColumnType bound = Columns.boundAs(type, value);
        return val(Columns.plain(bound, value), Columns.type(bound));
    }
}

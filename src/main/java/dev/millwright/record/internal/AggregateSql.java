package dev.millwright.record.internal;

import static dev.millwright.record.internal.AggregateColumns.named;
import static dev.millwright.record.internal.AggregateColumns.own;
import static dev.millwright.record.internal.AggregateColumns.unusable;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.trueCondition;

import dev.millwright.expression.ExpressionType;
import dev.millwright.field.PersonRef;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.Aggregates;
import dev.millwright.record.Condition;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.ListRequest;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.internal.AggregateColumns.Output;
import dev.millwright.record.internal.QueryPlan.Operand;
import dev.millwright.record.internal.QueryPlan.Term;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.BusinessTime;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** Writes a question for figures as one statement, and reads its answer. */
final class AggregateSql {

    private static final Set<ExpressionType> COMPARED = Set.of(
            ExpressionType.TEXT,
            ExpressionType.NUMBER,
            ExpressionType.DATE,
            ExpressionType.DATE_TIME,
            ExpressionType.TIME,
            ExpressionType.DURATION,
            ExpressionType.CHOICE);

    /** What lies between two numbers has no end of digits. */
    private static final int SPREAD_DIGITS = 10;

    private final AggregateRequest request;
    private final AggregateColumns of;
    private final List<Output> outputs = new ArrayList<>();
    private final List<SelectFieldOrAsterisk> columns = new ArrayList<>();
    private final List<Integer> grouped = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    /** Names and other texts that groups are called by, by their place; without any values that would be bound. */
    private final Map<Integer, Field<?>> words = new HashMap<>();

    private final @Nullable String collation;
    private final List<UnaryOperator<Table<?>>> joined = new ArrayList<>();

    private AggregateSql(AggregateRequest request, AggregateColumns of, @Nullable String collation) {
        this.collation = collation;
        this.request = request;
        this.of = of;
    }

    static AggregateSql of(AggregateRequest request, RecordTable table, QueryPlanner planner, BusinessTime time) {
        if (request.limit() < 1 || request.limit() > AggregateRequest.MOST_GROUPS) {
            throw new InvalidRequestException("record.error.groups", AggregateRequest.MOST_GROUPS);
        }
        int wanted = request.groups().size() + request.measures().size();
        if (wanted < 1 || wanted > AggregateRequest.MOST_COLUMNS) {
            throw new InvalidRequestException("record.error.measures", AggregateRequest.MOST_COLUMNS);
        }
        QueryPlan plan = planner.plan(new ListRequest(
                request.form(), request.filter(), request.search(), List.of(), Set.of(), 1, null, false));
        AggregateSql sql = new AggregateSql(
                request,
                new AggregateColumns(table, planner, plan, time),
                planner.collation().orElse(null));
        request.groups().forEach(sql::add);
        request.measures().forEach(sql::add);
        return sql;
    }

    private void add(Group group) {
        ExpressionType type = of.type(group.field());
        if (group.bucket() != null) {
            int place = add(of.stretch(group.bucket(), group.field()));
            group(place, group.key(), row -> row.get(place, LocalDate.class));
            return;
        }
        Term term = of.term(group.field());
        switch (type) {
            case TEXT, NUMBER, BOOLEAN, DATE, DATE_TIME, TIME, DURATION, CHOICE -> {
                int place = add(own(term));
                if (type == ExpressionType.TEXT && term.operand().type() == ColumnType.TEXT) {
                    words.put(place, own(term));
                }
                group(place, group.key(), of.typed(group.field(), term, place));
            }
            case CHOICES -> {
                if (of.isPath(group.field())) {
                    int place = add(field("{0}[cardinality({0})]", String.class, own(term)));
                    group(place, group.key(), row -> row.get(place, String.class));
                    return;
                }
                String alias = "u" + columns.size();
                if (term.name() != null) {
                    people(group, term, alias);
                    return;
                }
                Field<Object> option = field(name(alias, "option"), Object.class);
                joined.add(from -> from.leftJoin(
                                lateral(table("unnest({0})", own(term))).as(alias, "option"))
                        .on(trueCondition()));
                int place = add(option);
                group(place, group.key(), row -> row.get(place));
            }
            case LINK -> {
                Field<?> title = title(term);
                int place = add(title);
                words.put(place, title);
                group(place, group.key(), row -> row.get(place, String.class));
            }
            case PERSON -> {
                int id = add(own(term));
                grouped.add(id);
                // Somebody's name may differ from record to record, as it was when they were set.
                Field<?> called = field("max({0})", String.class, named(term));
                int name = add(called);
                words.put(name, called);
                places.put(group.key(), name);
                outputs.add(row -> row.get(id) == null
                        ? null
                        : new PersonRef(row.get(id, String.class), row.get(name, String.class)));
            }
            case DATE_RANGE, ID, OTHER, EMPTY -> throw unusable(group.field());
        }
    }

    /** Several people: a record is of the group of each of them. */
    private void people(Group group, Term term, String alias) {
        joined.add(from -> from.leftJoin(lateral(table("unnest({0}, {1})", own(term), named(term)))
                        .as(alias, "option", "name"))
                .on(trueCondition()));
        int id = add(field(name(alias, "option"), String.class));
        grouped.add(id);
        int name = add(field("max({0})", String.class, field(name(alias, "name"))));
        places.put(group.key(), name);
        outputs.add(row ->
                row.get(id) == null ? null : new PersonRef(row.get(id, String.class), row.get(name, String.class)));
    }

    private void group(int place, String key, Output output) {
        grouped.add(place);
        places.put(key, place);
        outputs.add(output);
    }

    private void add(Measure measure) {
        String key = measure.field();
        if (key == null) {
            if (measure.function() != AggregateRequest.Function.COUNT) {
                throw new InvalidRequestException("record.error.measure", measure.key());
            }
            measured(measure, of.counted(measure.only(), field("count(*)", Long.class)));
            return;
        }
        ExpressionType type = of.type(key);
        Term term = of.term(key);
        Field<?> own = own(term);
        switch (measure.function()) {
            case COUNT -> measured(measure, of.counted(measure.only(), field("count({0})", Long.class, own)));
            case COUNT_DISTINCT -> {
                if (type == ExpressionType.CHOICES || type == ExpressionType.OTHER) {
                    throw unusable(key);
                }
                measured(measure, of.counted(measure.only(), field("count(distinct {0})", Long.class, own)));
            }
            case SUM, AVG -> {
                if (!type.isAmount()) {
                    throw unusable(key);
                }
                String function = measure.function().name().toLowerCase(Locale.ROOT);
                int place = add(of.counted(measure.only(), field(function + "({0})", BigDecimal.class, own)));
                known(measure, place);
                boolean average = measure.function() == AggregateRequest.Function.AVG;
                outputs.add(row -> {
                    BigDecimal number = row.get(place, BigDecimal.class);
                    return number != null && average ? plain(number) : number;
                });
            }
            case MEDIAN, P90 -> {
                if (!type.isAmount()) {
                    throw unusable(key);
                }
                Field<Double> part = inline(measure.function() == AggregateRequest.Function.MEDIAN ? 0.5 : 0.9);
                Field<Double> spread =
                        field("percentile_cont({0}) within group (order by {1})", Double.class, part, own);
                int place = add(field(
                        "round(cast({0} as numeric), {1})",
                        BigDecimal.class, of.counted(measure.only(), spread), inline(SPREAD_DIGITS)));
                known(measure, place);
                outputs.add(row -> {
                    BigDecimal number = row.get(place, BigDecimal.class);
                    return number == null ? null : plain(number);
                });
            }
            case MIN, MAX -> {
                if (!COMPARED.contains(type)) {
                    throw unusable(key);
                }
                String function = measure.function().name().toLowerCase(Locale.ROOT);
                int place = add(of.counted(measure.only(), field(function + "({0})", own.getDataType(), own)));
                known(measure, place);
                outputs.add(of.typed(key, term, place));
            }
        }
    }

    private void measured(Measure measure, Field<?> figure) {
        int place = add(figure);
        known(measure, place);
        outputs.add(row -> row.get(place));
    }

    /** Groups are put in order by a figure over all their records. */
    private void known(Measure measure, int place) {
        if (measure.only().equals(Condition.ALL)) {
            places.put(measure.key(), place);
        }
    }

    private int add(Field<?> column) {
        columns.add(column.as("c" + columns.size()));
        return columns.size() - 1;
    }

    /** Whether it may be answered together with others. */
    boolean combines() {
        return CombinedAggregateSql.takes(request, of);
    }

    /** Whether titles stand for links. */
    boolean links() {
        return request.groups().stream().anyMatch(group -> of.type(group.field()) == ExpressionType.LINK);
    }

    /** The column of the table that keeps a field. */
    String column(String key) {
        return of.column(key);
    }

    Aggregates read(DSLContext dsl, int seconds) {
        List<Aggregates.Row> rows = new ArrayList<>();
        int groups = request.groups().size();
        for (Record row : dsl.fetch(query().queryTimeout(seconds))) {
            List<@Nullable Object> values = new ArrayList<>();
            outputs.forEach(output -> values.add(output.read(row)));
            rows.add(new Aggregates.Row(values.subList(0, groups), values.subList(groups, values.size())));
        }
        boolean more = rows.size() > request.limit();
        return new Aggregates(more ? rows.subList(0, request.limit()) : rows, more);
    }

    QueryPlan plan() {
        return of.plan();
    }

    Select<Record> query() {
        // The same text with other values bound is another expression to PostgreSQL, so groups and order go by
        // position.
        List<OrderField<?>> order = new ArrayList<>();
        for (AggregateRequest.Order wanted : request.order()) {
            Integer place = places.get(wanted.key());
            if (place == null) {
                throw new UnknownFieldException(wanted.key());
            }
            order.add(ordered(place, wanted.descending() ? "desc" : "asc"));
        }
        for (Group group : request.groups()) {
            Integer place = places.get(group.key());
            if (place != null) {
                order.add(ordered(place, "asc"));
            }
        }
        Table<?> from = of.from();
        for (UnaryOperator<Table<?>> join : joined) {
            from = join.apply(from);
        }
        var matching = select(columns).from(from).where(of.where());
        if (grouped.isEmpty()) {
            return matching.limit(inline(1));
        }
        return matching.groupBy(grouped.stream()
                        .<Field<?>>map(place -> field(Integer.toString(place + 1)))
                        .toList())
                .orderBy(order)
                .limit(inline(request.limit() + 1));
    }

    private OrderField<?> ordered(int place, String direction) {
        Field<?> word = words.get(place);
        return word == null || collation == null
                ? field(place + 1 + " " + direction + " nulls last")
                : field("{0} collate {1} " + direction + " nulls last", word, name("pg_catalog", collation));
    }

    private Field<?> title(Term term) {
        if (!(term.name() instanceof Operand.Title title)) {
            return field("cast(null as text)", String.class);
        }
        String alias = "t" + columns.size();
        joined.add(from -> from.leftJoin(PlanSql.table(title.source(), alias))
                .on(field(name(alias, SystemColumns.ID), UUID.class).eq(field(name("r", title.link()), UUID.class))));
        return field("cast({0} as text)", String.class, field(name(alias, title.column())));
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}

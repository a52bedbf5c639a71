package dev.millwright.record.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.trueCondition;
import static org.jooq.impl.DSL.with;

import dev.millwright.expression.ExpressionType;
import dev.millwright.field.PersonRef;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.AggregateRequest.Bucket;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.Aggregates;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.ListRequest;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.internal.QueryPlan.Operand;
import dev.millwright.record.internal.QueryPlan.Term;
import dev.millwright.record.internal.RecordTable.StoredField;
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
import org.jooq.Condition;
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
            ExpressionType.CHOICE);

    private final AggregateRequest request;
    private final RecordTable table;
    private final QueryPlanner planner;
    private final QueryPlan plan;
    private final BusinessTime time;
    private final List<Output> outputs = new ArrayList<>();
    private final List<SelectFieldOrAsterisk> columns = new ArrayList<>();
    private final List<Integer> grouped = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Field<?>> stretches = new ArrayList<>();
    private final List<UnaryOperator<Table<?>>> joined = new ArrayList<>();

    private AggregateSql(AggregateRequest request, RecordTable table, QueryPlanner planner, BusinessTime time) {
        this.request = request;
        this.table = table;
        this.planner = planner;
        this.time = time;
        this.plan = planner.plan(new ListRequest(
                request.form(), request.filter(), request.search(), List.of(), Set.of(), 1, null, false));
    }

    static AggregateSql of(AggregateRequest request, RecordTable table, QueryPlanner planner, BusinessTime time) {
        if (request.limit() < 1 || request.limit() > AggregateRequest.MOST_GROUPS) {
            throw new InvalidRequestException("record.error.groups", AggregateRequest.MOST_GROUPS);
        }
        int wanted = request.groups().size() + request.measures().size();
        if (wanted < 1 || wanted > AggregateRequest.MOST_COLUMNS) {
            throw new InvalidRequestException("record.error.measures", AggregateRequest.MOST_COLUMNS);
        }
        AggregateSql sql = new AggregateSql(request, table, planner, time);
        request.groups().forEach(sql::add);
        request.measures().forEach(sql::add);
        return sql;
    }

    /** How one column of the answer, or two, become a value. */
    private interface Output {
        @Nullable Object read(Record row);
    }

    private void add(Group group) {
        ExpressionType type = type(group.field());
        Term term = planner.term(group.field());
        if (group.bucket() != null) {
            if (!type.isTime()) {
                throw unusable(group.field());
            }
            int place = add(stretch(group.bucket(), own(term), type));
            group(place, group.key(), row -> row.get(place, LocalDate.class));
            return;
        }
        switch (type) {
            case TEXT, NUMBER, BOOLEAN, DATE, DATE_TIME, CHOICE -> {
                int place = add(own(term));
                group(place, group.key(), typed(group.field(), term, place));
            }
            case CHOICES -> {
                String alias = "u" + columns.size();
                Field<Object> option = field(name(alias, "option"), Object.class);
                joined.add(from -> from.leftJoin(
                                lateral(table("unnest({0})", own(term))).as(alias, "option"))
                        .on(trueCondition()));
                int place = add(option);
                group(place, group.key(), row -> row.get(place));
            }
            case LINK -> {
                int place = add(title(term));
                group(place, group.key(), row -> row.get(place, String.class));
            }
            case PERSON -> {
                int id = add(own(term));
                grouped.add(id);
                // Somebody's name may differ from record to record, as it was when they were set.
                int name = add(field("max({0})", String.class, named(term)));
                places.put(group.key(), name);
                outputs.add(row -> row.get(id) == null
                        ? null
                        : new PersonRef(row.get(id, String.class), row.get(name, String.class)));
            }
            case ID, OTHER, EMPTY -> throw unusable(group.field());
        }
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
            measured(measure, counted(measure, field("count(*)", Long.class)));
            return;
        }
        ExpressionType type = type(key);
        Term term = planner.term(key);
        Field<?> own = own(term);
        switch (measure.function()) {
            case COUNT -> measured(measure, counted(measure, field("count({0})", Long.class, own)));
            case COUNT_DISTINCT -> {
                if (type == ExpressionType.CHOICES || type == ExpressionType.OTHER) {
                    throw unusable(key);
                }
                measured(measure, counted(measure, field("count(distinct {0})", Long.class, own)));
            }
            case SUM, AVG -> {
                if (type != ExpressionType.NUMBER) {
                    throw unusable(key);
                }
                String function = measure.function().name().toLowerCase(Locale.ROOT);
                int place = add(counted(measure, field(function + "({0})", BigDecimal.class, own)));
                known(measure, place);
                boolean average = measure.function() == AggregateRequest.Function.AVG;
                outputs.add(row -> {
                    BigDecimal number = row.get(place, BigDecimal.class);
                    return number != null && average ? plain(number) : number;
                });
            }
            case MIN, MAX -> {
                if (!COMPARED.contains(type)) {
                    throw unusable(key);
                }
                String function = measure.function().name().toLowerCase(Locale.ROOT);
                int place = add(counted(measure, field(function + "({0})", own.getDataType(), own)));
                known(measure, place);
                outputs.add(typed(key, term, place));
            }
        }
    }

    private void measured(Measure measure, Field<?> figure) {
        int place = add(figure);
        known(measure, place);
        outputs.add(row -> row.get(place));
    }

    /** The figure over those records alone that count for it. */
    private <T> Field<T> counted(Measure measure, Field<T> figure) {
        if (measure.only().equals(dev.millwright.record.Condition.ALL)) {
            return figure;
        }
        Condition only = PlanSql.matches(plan.table(), planner.predicate(measure.only()));
        return field("{0} filter (where {1})", figure.getDataType(), figure, only);
    }

    /** Groups are put in order by a figure over all their records. */
    private void known(Measure measure, int place) {
        if (measure.only().equals(dev.millwright.record.Condition.ALL)) {
            places.put(measure.key(), place);
        }
    }

    private int add(Field<?> column) {
        columns.add(column.as("c" + columns.size()));
        return columns.size() - 1;
    }

    /** The statement and what is bound to it. */
    record Text(String sql, List<Object> values) {}

    Text text(DSLContext dsl) {
        Select<Record> query = query();
        return new Text(dsl.render(query), dsl.extractBindValues(query));
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

    private Select<Record> query() {
        // The same text with other values bound is another expression to PostgreSQL, so groups and order go by
        // position.
        List<OrderField<?>> order = new ArrayList<>();
        for (AggregateRequest.Order wanted : request.order()) {
            Integer place = places.get(wanted.key());
            if (place == null) {
                throw new UnknownFieldException(wanted.key());
            }
            order.add(position(place, wanted.descending() ? "desc" : "asc"));
        }
        for (Group group : request.groups()) {
            Integer place = places.get(group.key());
            if (place != null) {
                order.add(position(place, "asc"));
            }
        }
        Table<?> from = stretches.isEmpty() ? PlanSql.tableOf(plan.table()).as("r") : withStretches();
        for (UnaryOperator<Table<?>> join : joined) {
            from = join.apply(from);
        }
        var matching = select(columns).from(from).where(stretches.isEmpty() ? PlanSql.wanted(plan) : noCondition());
        if (grouped.isEmpty()) {
            return matching.limit(inline(1));
        }
        return matching.groupBy(grouped.stream()
                        .<Field<?>>map(place -> field(Integer.toString(place + 1)))
                        .toList())
                .orderBy(order)
                .limit(inline(request.limit() + 1));
    }

    /**
     * The wanted rows and the stretches of time that they are in. PostgreSQL takes what is worked out of a moment for as manifold as the
     * moments, sorts them all and asks no worker for help; of a column of another query it expects a few hundred values, as there are. It
     * is another query only if something keeps it apart, and that no worker minds.
     */
    private Table<?> withStretches() {
        List<SelectFieldOrAsterisk> all = new ArrayList<>();
        all.add(table(name("r")).asterisk());
        all.addAll(stretches);
        return with("apart")
                .as(select(inline(1)))
                .select(all)
                .from(PlanSql.tableOf(plan.table()).as("r"))
                .where(PlanSql.wanted(plan))
                .asTable("r");
    }

    private static OrderField<?> position(int place, String direction) {
        return field(place + 1 + " " + direction + " nulls last");
    }

    private Field<?> stretch(Bucket bucket, Field<?> own, ExpressionType type) {
        Stretches known = new Stretches(bucket, time.zone(), time.today());
        String alias = "b" + stretches.size();
        stretches.add((type == ExpressionType.DATE ? known.ofDay(own) : known.ofMoment(own)).as(alias));
        return field(name("r", alias), LocalDate.class);
    }

    private Field<?> title(Term term) {
        if (!(term.name() instanceof Operand.Title title)) {
            return field("cast(null as text)", String.class);
        }
        String alias = "t" + columns.size();
        joined.add(from -> from.leftJoin(PlanSql.tableOf(title.table()).as(alias))
                .on(field(name(alias, SystemColumns.ID), UUID.class).eq(field(name("r", title.link()), UUID.class))));
        return field("cast({0} as text)", String.class, field(name(alias, title.column())));
    }

    private static Field<?> named(Term term) {
        return term.name() instanceof Operand.Own own ? PlanSql.column(own.column(), own.type()) : own(term);
    }

    private static Field<?> own(Term term) {
        if (term.operand() instanceof Operand.Own own) {
            return PlanSql.column(own.column(), own.type());
        }
        throw new IllegalStateException("No column of its own: " + term);
    }

    private ExpressionType type(String key) {
        return table.scope()
                .find(key)
                .orElseThrow(() -> new UnknownFieldException(key))
                .type();
    }

    /** A value of the field's first column as the field's type knows it. */
    private Output typed(String key, Term term, int place) {
        StoredField stored = table.field(key);
        if (stored == null) {
            return row -> row.get(place);
        }
        ColumnType type = term.operand().type();
        return row -> {
            Object raw = row.get(place, Columns.type(type).getType());
            List<@Nullable Object> columns = new ArrayList<>();
            columns.add(raw);
            for (int i = 1; i < stored.columns().size(); i++) {
                columns.add(null);
            }
            return raw == null ? null : stored.fromDatabase(columns);
        };
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static UnknownFieldException unusable(String key) {
        return new UnknownFieldException("record.error.unusableMeasure", key);
    }
}

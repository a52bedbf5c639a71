package dev.millwright.record.internal;

import static dev.millwright.record.internal.AggregateColumns.own;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.keyword;
import static org.jooq.impl.DSL.list;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import dev.millwright.expression.ExpressionType;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.AggregateRequest.Function;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.Aggregates;
import dev.millwright.record.Condition;
import dev.millwright.record.ListRequest;
import dev.millwright.record.internal.AggregateColumns.Output;
import dev.millwright.record.internal.QueryPlan.Operand;
import dev.millwright.record.internal.QueryPlan.Term;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.BusinessTime;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.GroupField;
import org.jooq.Keyword;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * Writes several questions for figures of one form as one statement. It reads the rows once and puts them together by all that any of the
 * questions asks for, with as many workers as PostgreSQL likes; of these few combinations, GROUPING SETS make the groups of each question.
 * Links are put together by themselves and have their titles looked up afterwards, once for each combination instead of each row.
 */
final class CombinedAggregateSql {

    private static final Set<ExpressionType> KEYS = Set.of(
            ExpressionType.TEXT,
            ExpressionType.NUMBER,
            ExpressionType.BOOLEAN,
            ExpressionType.DATE,
            ExpressionType.DATE_TIME,
            ExpressionType.TIME,
            ExpressionType.DURATION,
            ExpressionType.CHOICE);

    /** Figures of parts that make the figure of the whole. */
    private static final Set<Function> ADDITIVE = Set.of(Function.COUNT, Function.SUM, Function.MIN, Function.MAX);

    private final List<AggregateRequest> requests;
    private final AggregateColumns of;
    private final Map<Group, Key> keys = new LinkedHashMap<>();
    private final Map<Measure, Part> parts = new LinkedHashMap<>();
    private final Map<Share, Figure> figures = new LinkedHashMap<>();
    private final List<Wanted> wanted;

    /** Something that rows are put together by, and whose title stands for it; its column keeps its name. */
    private record Key(Field<?> column, Operand.@Nullable Title title, int place, Output output) {

        Field<?> read() {
            return title == null
                    ? column
                    : field("cast({0} as text)", String.class, field(name("t" + place, title.column())));
        }
    }

    /** A figure of each combination, under a name that no field has. */
    private record Part(Field<?> ofRows, String name) {}

    /**
     * A figure of those combinations that count for it.
     *
     * @param part of which rows it is, as far as that is not known of a combination
     */
    private record Share(Measure part, Condition of) {}

    private record Figure(Field<?> ofParts, Output output) {}

    /**
     * What one of the requests takes out of the answer.
     *
     * @param set its groups, as GROUPING tells them
     * @param rows the number of its own rows, where others are read, too
     */
    private record Wanted(int set, List<Key> groups, List<Figure> measures, Optional<Figure> rows) {}

    /**
     * @param requests of the same form and search, all of them {@linkplain #takes combinable}
     */
    CombinedAggregateSql(List<AggregateRequest> requests, RecordTable table, QueryPlanner planner, BusinessTime time) {
        this.requests = requests;
        AggregateRequest any = requests.getFirst();
        List<Set<Condition>> filters =
                requests.stream().map(request -> conjuncts(request.filter())).toList();
        Set<Condition> common = new LinkedHashSet<>(filters.getFirst());
        filters.forEach(common::retainAll);
        List<Condition> own = filters.stream()
                .map(filter -> all(filter.stream().filter(part -> !common.contains(part))))
                .toList();
        List<Condition> rows = new ArrayList<>(common);
        if (!own.contains(Condition.ALL)) {
            rows.add(new Condition.Or(own.stream().distinct().toList()));
        }
        QueryPlan plan = planner.plan(new ListRequest(
                any.form(), new Condition.And(rows), any.search(), List.of(), Set.of(), 1, null, false));
        this.of = new AggregateColumns(table, planner, plan, time);
        requests.stream()
                .flatMap(request -> request.groups().stream())
                .distinct()
                .forEach(group -> keys.put(group, key(group)));
        List<Wanted> all = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            all.add(wanted(requests.get(i), own.get(i)));
        }
        this.wanted = all;
    }

    private Wanted wanted(AggregateRequest request, Condition own) {
        List<Key> groups = request.groups().stream().map(keys::get).toList();
        int set = 0;
        for (Key key : keys.values()) {
            set = 2 * set + (groups.contains(key) ? 0 : 1);
        }
        return new Wanted(
                set,
                groups,
                request.measures().stream().map(measure -> figure(measure, own)).toList(),
                own.equals(Condition.ALL) || groups.isEmpty()
                        ? Optional.empty()
                        : Optional.of(figure(Measure.COUNT, own)));
    }

    /** Whether a request can be answered so: of its figures' parts, and each row being in one group. */
    static boolean takes(AggregateRequest request, AggregateColumns of) {
        return request.measures().stream().allMatch(measure -> ADDITIVE.contains(measure.function()))
                && request.groups().stream().allMatch(group -> takes(group, of));
    }

    private static boolean takes(Group group, AggregateColumns of) {
        ExpressionType type = of.type(group.field());
        return group.bucket() != null
                || KEYS.contains(type)
                || type == ExpressionType.LINK && of.term(group.field()).name() instanceof Operand.Title;
    }

    private static Set<Condition> conjuncts(Condition filter) {
        Set<Condition> parts = new LinkedHashSet<>();
        if (filter instanceof Condition.And and) {
            and.conditions().forEach(part -> parts.addAll(conjuncts(part)));
        } else {
            parts.add(filter);
        }
        return parts;
    }

    private static Condition all(Stream<Condition> conditions) {
        List<Condition> parts = conditions.toList();
        return parts.isEmpty() ? Condition.ALL : new Condition.And(parts);
    }

    private Key key(Group group) {
        int place = keys.size() + 1;
        if (group.bucket() != null) {
            return new Key(
                    of.stretch(group.bucket(), group.field()), null, place, row -> row.get(place, LocalDate.class));
        }
        Term term = of.term(group.field());
        return of.type(group.field()) == ExpressionType.LINK && term.name() instanceof Operand.Title title
                ? new Key(own(term), title, place, row -> row.get(place, String.class))
                : new Key(own(term), null, place, of.typed(group.field(), term, place));
    }

    private Figure figure(Measure measure, Condition own) {
        List<Condition> only = Stream.of(own, measure.only())
                .flatMap(condition -> conjuncts(condition).stream())
                .distinct()
                .toList();
        Share share = new Share(
                new Measure(
                        measure.function(),
                        measure.field(),
                        all(only.stream().filter(condition -> !isOfCombinations(condition)))),
                all(only.stream().filter(this::isOfCombinations)));
        Figure known = figures.get(share);
        if (known == null) {
            known = figure(share);
            figures.put(share, known);
        }
        return known;
    }

    /** Whether all rows of a combination meet it, or none. */
    private boolean isOfCombinations(Condition condition) {
        Key key = condition instanceof Condition.Compare compare ? keys.get(Group.by(compare.field())) : null;
        return key != null && key.title() == null;
    }

    private Part part(Measure measure) {
        String key = measure.field();
        Field<?> of = key == null ? field("*") : own(this.of.term(key));
        return new Part(
                this.of.counted(measure.only(), field("{0}({1})", Object.class, functionOf(measure), of)),
                "M" + parts.size());
    }

    private Figure figure(Share share) {
        Measure measure = share.part();
        Field<Object> part =
                field(name("r", parts.computeIfAbsent(measure, this::part).name()), Object.class);
        int place = 1 + keys.size() + figures.size();
        String key = measure.field();
        if (key == null || measure.function() == Function.COUNT) {
            Field<BigDecimal> sum = of.counted(share.of(), field("sum({0})", BigDecimal.class, part));
            return new Figure(
                    field("cast(coalesce({0}, 0) as bigint)", Long.class, sum), row -> row.get(place, Long.class));
        }
        Term term = of.term(key);
        return new Figure(
                of.counted(share.of(), field("{0}({1})", own(term).getDataType(), functionOf(measure), part)),
                measure.function() == Function.SUM
                        ? row -> row.get(place, BigDecimal.class)
                        : of.typed(key, term, place));
    }

    private static Keyword functionOf(Measure measure) {
        return keyword(measure.function().name().toLowerCase(Locale.ROOT));
    }

    /** At most one group more than may be. */
    Select<Record> query() {
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        List<Field<?>> positions = new ArrayList<>();
        List<Field<?>> read = new ArrayList<>();
        keys.values().forEach(key -> {
            columns.add(key.column());
            positions.add(field(Integer.toString(key.place())));
            read.add(key.read());
        });
        parts.values().forEach(part -> columns.add(part.ofRows().as(part.name())));
        var matching = select(columns).from(of.from()).where(of.where());
        Table<?> from = (keys.isEmpty() ? matching : matching.groupBy(positions)).asTable("r");
        for (Key key : keys.values()) {
            Operand.Title title = key.title();
            if (title != null) {
                String alias = "t" + key.place();
                from = from.leftJoin(PlanSql.table(title.source(), alias))
                        .on(field(name(alias, SystemColumns.ID), UUID.class)
                                .eq(field(name("r", title.link()), UUID.class)));
            }
        }
        List<SelectFieldOrAsterisk> output = new ArrayList<>();
        output.add(keys.isEmpty() ? inline(0) : function("grouping", Integer.class, read));
        output.addAll(read);
        figures.values().forEach(figure -> output.add(figure.ofParts()));
        var together = select(output).from(from);
        if (keys.isEmpty()) {
            return together.limit(inline(1));
        }
        List<GroupField> sets = wanted.stream()
                .map(one -> one.groups().stream().map(Key::read).toList())
                .distinct()
                .<GroupField>map(set -> field("({0})", Object.class, list(set)))
                .toList();
        return together.groupBy(field("grouping sets ({0})", Object.class, list(sets.toArray(Field[]::new))))
                .limit(inline(AggregateRequest.MOST_GROUPS + 1));
    }

    /** An answer to each request; nothing when there are more groups than may be. */
    Optional<List<Aggregates>> read(DSLContext dsl, int seconds) {
        List<List<Aggregates.Row>> rows = requests.stream()
                .<List<Aggregates.Row>>map(_ -> new ArrayList<>())
                .toList();
        List<Record> answer = dsl.fetch(query().queryTimeout(seconds));
        for (Record row : answer) {
            int set = row.get(0, Integer.class);
            for (int i = 0; i < requests.size(); i++) {
                Wanted one = wanted.get(i);
                if (one.set() == set && has(one, row)) {
                    rows.get(i)
                            .add(new Aggregates.Row(
                                    values(one.groups().stream().map(Key::output), row),
                                    values(one.measures().stream().map(Figure::output), row)));
                }
            }
        }
        boolean cut = answer.size() > AggregateRequest.MOST_GROUPS;
        for (int i = 0; i < requests.size(); i++) {
            cut |= rows.get(i).size() > requests.get(i).limit();
        }
        return cut
                ? Optional.empty()
                : Optional.of(
                        rows.stream().map(all -> new Aggregates(all, false)).toList());
    }

    /** A group may be there for the rows of other questions only. */
    private static boolean has(Wanted one, Record row) {
        return one.rows()
                .map(rows -> !Long.valueOf(0).equals(rows.output().read(row)))
                .orElse(true);
    }

    private static List<@Nullable Object> values(Stream<Output> outputs, Record row) {
        List<@Nullable Object> values = new ArrayList<>();
        outputs.forEach(output -> values.add(output.read(row)));
        return values;
    }
}

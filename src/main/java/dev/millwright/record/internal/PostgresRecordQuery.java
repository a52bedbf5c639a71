package dev.millwright.record.internal;

import static org.jooq.impl.DSL.inline;

import dev.millwright.app.Action;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.field.EnteredField;
import dev.millwright.field.FormatContext;
import dev.millwright.field.RecordRef;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedPart;
import dev.millwright.record.AggregateBatch;
import dev.millwright.record.AggregateQuestion;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.Aggregates;
import dev.millwright.record.Cursor;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.internal.AggregateBatches.Prepared;
import dev.millwright.record.internal.Filters.Formula;
import dev.millwright.record.internal.QueryPlan.Order;
import dev.millwright.record.internal.QueryPlan.Predicate;
import dev.millwright.record.internal.QueryPlan.TitleSource;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.record.internal.StatementCache.Bound;
import dev.millwright.record.internal.StatementCache.Row;
import dev.millwright.record.internal.StatementCache.Shape;
import dev.millwright.record.internal.StatementCache.Written;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Reads records from the tables of apps. */
@Component
class PostgresRecordQuery implements RecordQuery {

    private static final List<Action> SEE = List.of(Action.SEE);

    private static final int COUNTED_EXACTLY = 50_000;

    /** Whoever asks for more than the database can tell by then gets a refusal that says so. */
    private static final int MOST_SECONDS = 30;

    private final DSLContext dsl;
    private final StatementCache statements;
    private final FormAccess access;
    private final RowMatches matches;
    private final ManyTitles manyTitles;
    private final History history;
    private final UniqueValues uniqueValues;
    private final BusinessTime time;
    private final Filters filters;
    private final TextOrder order;
    private final Narrowings narrowings;

    PostgresRecordQuery(
            DSLContext dsl,
            StatementCache statements,
            FormAccess access,
            RowMatches matches,
            ManyTitles manyTitles,
            History history,
            UniqueValues uniqueValues,
            BusinessTime time,
            Filters filters,
            TextOrder order,
            Narrowings narrowings) {
        this.order = order;
        this.narrowings = narrowings;
        this.dsl = dsl;
        this.statements = statements;
        this.access = access;
        this.matches = matches;
        this.manyTitles = manyTitles;
        this.history = history;
        this.uniqueValues = uniqueValues;
        this.time = time;
        this.filters = filters;
    }

    @Override
    public RecordPage list(ListRequest request) {
        return asked(() -> {
            Permit permit = readable(request);
            return page(permit.readable(), planner(permit).plan(request));
        });
    }

    private RecordPage page(RecordTable table, QueryPlan plan) {
        List<Placed> rows = rows(table, plan, plan.limit() + 1);
        boolean more = rows.size() > plan.limit();
        List<Placed> shown = more ? rows.subList(0, plan.limit()) : rows;
        Cursor next = more
                ? CursorCodec.encode(
                        shown.getLast().place(), plan.order(), table.form().id(), plan.deleted())
                : null;
        return new RecordPage(shown.stream().map(Placed::record).toList(), next);
    }

    /** A record and its place in the order. */
    private record Placed(RecordData record, List<@Nullable Object> place) {}

    /** The rows, with the titles of all that they link to. */
    private List<Placed> rows(RecordTable table, QueryPlan plan, int limit) {
        List<Placed> rows = untitled(table, plan, limit);
        if (table.fields().stream().noneMatch(StoredField::isLinks)) {
            return rows;
        }
        List<RecordData> records =
                manyTitles.complete(table, rows.stream().map(Placed::record).toList(), access::visible);
        List<Placed> titled = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            titled.add(new Placed(records.get(i), rows.get(i).place()));
        }
        return titled;
    }

    private List<Placed> untitled(RecordTable table, QueryPlan plan, int limit) {
        List<Placed> rows = new ArrayList<>();
        for (PlanSql.Part part : PlanSql.parts(plan)) {
            int wanted = limit - rows.size();
            if (wanted > 0) {
                rows.addAll(rows(table, plan, part, wanted));
            }
        }
        return rows;
    }

    private List<Placed> rows(RecordTable table, QueryPlan plan, PlanSql.Part part, int limit) {
        Optional<BoundPredicate> where = BoundPredicate.of(plan.where());
        Optional<List<Bound>> values = where.flatMap(known -> PlanSql.values(plan, part, known));
        if (where.isEmpty() || values.isEmpty() || plan.isPersonal()) {
            Projection projection = projection(table, plan);
            return dsl.fetch(statement(plan, projection, part, limit).queryTimeout(MOST_SECONDS))
                    .map(row -> placed(plan, projection, Row.of(row)));
        }
        Map<String, Bound> bound = new HashMap<>();
        for (Bound value : values.get()) {
            bound.put(String.valueOf(bound.size() + 1), value);
        }
        ReadKey key = new ReadKey(
                table,
                plan.deleted(),
                plan.fields(),
                plan.titles(),
                plan.order(),
                where.get().shape(),
                bound.size(),
                part,
                limit);
        Shape<Projection> shape = statements.shape(key, () -> {
            Projection projection = projection(table, plan);
            return new Written<>(statement(plan, projection, part, limit), false, projection);
        });
        return statements.query(shape, bound, patience(plan), row -> placed(plan, shape.reader(), row));
    }

    /** Seconds; 0 where no watch is needed, which the driver keeps at a price on a timer of its own. */
    private static int patience(QueryPlan plan) {
        return plan.where().equals(Predicate.ALL) || plan.isOfOneRecord() ? 0 : MOST_SECONDS;
    }

    private static Select<?> statement(QueryPlan plan, Projection projection, PlanSql.Part part, int limit) {
        boolean served = plan.order().size() == 1 || plan.order().getFirst().unique();
        return served && projection.linked().isEmpty()
                ? PlanSql.rows(plan, projection.columns(), part, limit)
                : PlanSql.rows(plan, projection, served, part, limit);
    }

    private static Placed placed(QueryPlan plan, Projection projection, Row row) {
        List<@Nullable Object> place = new ArrayList<>(plan.order().size());
        for (int i = 0; i < plan.order().size(); i++) {
            place.add(row.get(projection.width() + i, plan.order().get(i).type()));
        }
        return new Placed(projection.read(row), place);
    }

    /** What makes two plans the same statement; tables are the same only within a release. */
    private record ReadKey(
            RecordTable table,
            boolean deleted,
            List<String> fields,
            Map<String, TitleSource> titles,
            List<Order> order,
            Predicate where,
            int values,
            PlanSql.Part part,
            int limit) {}

    @Override
    public Cursor cursorAfter(ListRequest request, RecordData record) {
        Permit permit = readable(request);
        RecordTable table = permit.readable();
        QueryPlan plan = planner(permit).plan(request.after(null));
        boolean onlyById = plan.order().size() == 1;
        if (onlyById) {
            return CursorCodec.encode(
                    List.of(record.id()), plan.order(), table.form().id(), plan.deleted());
        }
        // Reading the row's place once is simpler than trusting that the record holds all that it is sorted by.
        QueryPlan one = new QueryPlan(
                plan.source(),
                plan.deleted(),
                List.of(),
                Map.of(),
                new Predicate.Compare(
                        QueryPlan.Operand.Own.ofSystem(SystemColumns.ID), QueryPlan.Comparison.EQ, record.id()),
                plan.order(),
                List.of(),
                1);
        for (Placed found : rows(table, one, 1)) {
            return CursorCodec.encode(found.place(), plan.order(), table.form().id(), plan.deleted());
        }
        throw new NotFoundException(record.title());
    }

    @Override
    public Optional<Cursor> skip(ListRequest request, int rows) {
        return asked(() -> {
            Permit permit = readable(request);
            RecordTable table = permit.readable();
            QueryPlan plan = planner(permit).plan(request);
            int left = rows;
            for (PlanSql.Part part : PlanSql.parts(plan)) {
                Optional<List<@Nullable Object>> place = place(plan, part, left - 1);
                if (place.isPresent()) {
                    return Optional.of(CursorCodec.encode(
                            place.get(), plan.order(), table.form().id(), plan.deleted()));
                }
                left -= length(plan, part, left);
            }
            return Optional.empty();
        });
    }

    private Optional<List<@Nullable Object>> place(QueryPlan plan, PlanSql.Part part, int others) {
        return dsl
                .fetch(PlanSql.place(plan, part, others).queryTimeout(MOST_SECONDS))
                .map(row -> {
                    Row keys = Row.of(row);
                    List<@Nullable Object> place = new ArrayList<>();
                    for (int i = 0; i < plan.order().size(); i++) {
                        place.add(keys.get(i, plan.order().get(i).type()));
                    }
                    return place;
                })
                .stream()
                .findFirst();
    }

    /** How many rows a part has, at most so many. */
    private int length(QueryPlan plan, PlanSql.Part part, int most) {
        return dsl.select(DSL.count())
                .from(PlanSql.rows(plan, List.of(), part, most).asTable("c"))
                .fetchSingle()
                .value1();
    }

    @Override
    public RecordData get(FormRef form, UUID id) {
        return StalePlan.retrying(() -> {
            Permit permit = access.permit(form, SEE, id);
            return get(permit, id);
        });
    }

    /** The record as {@link #get} gives it, if all of this may be done with it. */
    RecordData get(FormRef form, UUID id, Set<Action> actions) {
        return get(access.permit(form, actions, id), id);
    }

    private RecordData get(Permit permit, UUID id) {
        return find(permit, id, false)
                .or(() -> access.allows(permit.table(), Action.DELETE) ? find(permit, id, true) : Optional.empty())
                .orElseThrow(() -> new NotFoundException(id.toString()));
    }

    private Optional<RecordData> find(Permit permit, UUID id, boolean deleted) {
        return rows(permit.readable(), planner(permit).plan(id, deleted), 1).stream()
                .map(Placed::record)
                .findFirst();
    }

    @Override
    public Map<UUID, List<RecordData>> lines(FormRef form, String part, Collection<RecordData> records) {
        return asked(() -> {
            Permit whole = access.permit(form, SEE);
            RecordTable table = linesOf(whole, part).orElseThrow(() -> new UnknownFieldException(part));
            return lines(table, records);
        });
    }

    /** The table with the lines of a part that the reader may see. */
    private Optional<RecordTable> linesOf(Permit whole, String part) {
        return whole.table()
                .form()
                .lineParts()
                .filter(some -> some.key().equals(part) && !whole.fields().hides(part))
                .findFirst()
                .flatMap(PublishedPart::lines)
                .flatMap(access::any);
    }

    private Map<UUID, List<RecordData>> lines(RecordTable lines, Collection<RecordData> records) {
        StoredField link = lines.ownerLink();
        StoredField position = lines.position();
        Map<UUID, List<RecordData>> found = new HashMap<>();
        if (link == null || position == null || records.isEmpty()) {
            return found;
        }
        Permit permit =
                access.permit(new FormRef(lines.form().app().key(), lines.form().key()), SEE);
        Map<UUID, RecordData> whole =
                records.stream().collect(Collectors.toMap(RecordData::id, record -> record, (a, b) -> a));
        int room = MOST_LINES;
        for (boolean deleted : new boolean[] {false, true}) {
            List<UUID> ids = whole.values().stream()
                    .filter(record -> deleted == (record.deletedAt() != null))
                    .map(RecordData::id)
                    .toList();
            if (ids.isEmpty()) {
                continue;
            }
            List<Placed> rows = rows(
                    permit.readable(), planner(permit).lines(link.first().name(), ids, deleted, room + 1), room + 1);
            room -= rows.size();
            if (room < 0) {
                throw new InvalidRequestException("record.error.manyLines", MOST_LINES);
            }
            for (Placed row : rows) {
                RecordData line = row.record();
                if (line.values().get(link.key()) instanceof RecordRef owner
                        && owner.id() instanceof UUID id
                        && Objects.equals(
                                line.deletedAt(),
                                Optional.ofNullable(whole.get(id))
                                        .map(RecordData::deletedAt)
                                        .orElse(null))) {
                    found.computeIfAbsent(id, _ -> new ArrayList<>()).add(line);
                }
            }
        }
        // What was made together is told apart by its place.
        found.values()
                .forEach(some ->
                        some.sort(Comparator.comparing(line -> line.values().get(position.key()) instanceof Number place
                                ? place.longValue()
                                : Long.MAX_VALUE)));
        return found;
    }

    @Override
    public Count count(ListRequest request) {
        return asked(() -> count(planner(readable(request)).plan(request.after(null))));
    }

    /** How many of all living records of a table there are, whoever asks. */
    Count count(RecordTable table, Predicate rows) {
        return asked(() -> count(new QueryPlan(
                Source.whole(table.name()),
                false,
                List.of(),
                Map.of(),
                rows,
                List.of(new Order(QueryPlan.Operand.Own.ofSystem(SystemColumns.ID), true, false)),
                List.of(),
                1)));
    }

    private Count count(QueryPlan plan) {
        Select<?> some = PlanSql.matching(plan, inline(1).as("one")).limit(inline(COUNTED_EXACTLY + 1));
        long counted =
                dsl.select(DSL.count()).from(some.asTable("c")).fetchSingle().value1();
        if (counted <= COUNTED_EXACTLY) {
            return new Count(counted, true);
        }
        return new Count(
                Math.max(
                        counted,
                        QueryCost.of(dsl, PlanSql.matching(plan, inline(1))).rows()),
                false);
    }

    @Override
    public Map<UUID, Integer> linking(ListRequest request, String link, Collection<UUID> to, int most) {
        return asked(() -> {
            Permit permit = readable(request);
            StoredField field = permit.readable().field(link);
            if (field == null || field.field().target().isEmpty()) {
                throw new UnknownFieldException(link);
            }
            Map<UUID, Integer> counted = new HashMap<>();
            if (to.isEmpty()) {
                return counted;
            }
            Field<UUID> wanted = DSL.field(DSL.name("w", "id"), UUID.class);
            Field<Integer> found = DSL.field(DSL.name("n", "found"), Integer.class);
            QueryPlan plan = planner(permit).plan(request.after(null));
            // Each is counted by itself, so that one with very many costs no more than it shows.
            Select<?> some = PlanSql.matching(plan, inline(1).as("one"))
                    .and(TableSql.<UUID>cast(TableSql.column(field.first().name(), ColumnType.UUID))
                            .eq(wanted))
                    .limit(inline(most + 1));
            dsl.select(wanted, found)
                    .from(DSL.table("unnest({0})", DSL.val(to.toArray(UUID[]::new)))
                            .as("w", "id"))
                    .crossJoin(DSL.lateral(DSL.select(DSL.count().as("found")).from(some.asTable("c")))
                            .as("n", "found"))
                    .where(found.gt(0))
                    .queryTimeout(MOST_SECONDS)
                    .forEach(row -> counted.put(row.value1(), row.value2()));
            return counted;
        });
    }

    @Override
    public long exactCount(ListRequest request) {
        return asked(() -> {
            QueryPlan plan = planner(readable(request)).plan(request.after(null));
            return dsl.select(DSL.count())
                    .from(PlanSql.matching(plan, inline(1).as("one")).asTable("c"))
                    .fetchSingle()
                    .value1()
                    .longValue();
        });
    }

    @Override
    public Map<Object, UUID> identify(FormRef form, String key, Collection<Object> values) {
        Permit permit = access.permit(form, List.of(Action.CHANGE));
        StoredField field = permit.readable().field(key);
        if (field == null || field.uniqueScope().isEmpty()) {
            throw new UnknownFieldException(key);
        }
        Map<Object, UUID> found = uniqueValues.living(permit.table(), field, values);
        if (!permit.reached().equals(Predicate.ALL)) {
            found.values().retainAll(matches.of(permit.table(), permit.reached(), found.values()));
        }
        if (permit.by().isPresent()) {
            found.values().retainAll(access.shown(permit, found.values(), List.of(key)));
        }
        permit.only().ifPresent(only -> found.values().removeIf(id -> !id.equals(only)));
        return found;
    }

    @Override
    public List<RecordRef> find(UUID form, String text, int offset, int limit) {
        return StalePlan.retrying(() -> access.linkable(form)
                .map(permit -> find(permit, Predicate.ALL, text, offset, limit))
                .orElse(List.of()));
    }

    @Override
    public List<RecordRef> find(EnteredField field, String text, int offset, int limit) {
        return asked(() -> access.any(field.form())
                .flatMap(table -> Optional.ofNullable(table.field(field.key())))
                .flatMap(link -> link.field().leadsTo())
                .flatMap(access::linkable)
                .map(permit -> find(permit, narrowings.offered(field, permit), text, offset, limit))
                .orElse(List.of()));
    }

    @Override
    public Map<String, Object> begun(EnteredField field) {
        return asked(() -> narrowings.begun(field));
    }

    /** Pickers page by number, so the rows before are read and left out; people pick from the first pages. */
    private List<RecordRef> find(Permit permit, Predicate offered, String text, int offset, int limit) {
        RecordTable table = permit.readable();
        List<String> fields = List.of();
        String wanted = text.strip();
        QueryPlanner planner = planner(permit);
        QueryPlan plan = new QueryPlan(
                permit.source(),
                false,
                fields,
                Map.of(),
                new Predicate.All(
                        List.of(permit.rows(), offered, wanted.isEmpty() ? Predicate.ALL : planner.search(wanted))),
                List.of(new Order(QueryPlan.Operand.Own.ofSystem(SystemColumns.ID), true, false)),
                List.of(),
                offset + limit);
        return rows(table, plan, offset + limit).stream()
                .skip(offset)
                .map(Placed::record)
                .map(record -> new RecordRef(record.id(), null, record.title()))
                .toList();
    }

    @Override
    public List<@Nullable Object> workOut(FormRef form, UUID record, List<String> formulas) {
        return PostgresRecordQuery.<List<@Nullable Object>>asked(() -> {
            Permit permit = access.permit(form, SEE, record);
            QueryPlanner planner = planner(permit);
            Supplier<RecordData> data = SingletonSupplier.of(() -> get(form, record));
            List<@Nullable Object> results = new ArrayList<>();
            List<Field<?>> open = new ArrayList<>();
            List<Integer> places = new ArrayList<>();
            for (String text : formulas) {
                Formula formula = filters.formula(text, permit.readable(), planner::term);
                Expression.Named named = name(formula.expression(), text);
                if (named != null) {
                    results.add(value(permit, data.get(), named.key()));
                } else {
                    places.add(results.size());
                    results.add(null);
                    open.add(new ExpressionSql(formula.terms(), formula.now()).value(formula.expression()));
                }
            }
            if (!open.isEmpty()) {
                org.jooq.Record row = worked(permit, record, false, open)
                        .or(() -> access.allows(form, Action.DELETE)
                                ? worked(permit, record, true, open)
                                : Optional.empty())
                        .orElseThrow(() -> new NotFoundException(record.toString()));
                for (int i = 0; i < places.size(); i++) {
                    results.set(places.get(i), plain(row.get(i)));
                }
            }
            return Collections.unmodifiableList(results);
        });
    }

    /** The field that a formula is and nothing else; a range of days is all of it, and not its first day alone. */
    private static Expression.@Nullable Named name(Expression expression, String text) {
        return switch (expression) {
            case Expression.Named named -> named;
            case Expression.Apply(Operation what, List<Expression> of, ExpressionType _)
            when what == Operation.FIRST_DAY
                    && of.getFirst() instanceof Expression.Named named
                    && named.key().equals(text.strip()) -> named;
            default -> null;
        };
    }

    private Optional<org.jooq.Record> worked(Permit permit, UUID record, boolean deleted, List<Field<?>> terms) {
        QueryPlan plan = planner(permit).plan(record, deleted);
        return dsl.fetchOptional(PlanSql.matching(plan, terms.toArray(Field<?>[]::new)));
    }

    /** The value of a field, or of one of the record that a link leads to; null where that is not there, or not for who asks. */
    private @Nullable Object value(Permit permit, RecordData data, String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return value(data, name);
        }
        String link = name.substring(0, dot);
        Optional<FormRef> target = permit.table()
                .form()
                .field(link)
                .flatMap(PublishedField::target)
                .flatMap(access::any)
                .map(FormAccess::ref);
        if (target.isEmpty() || !(data.values().get(link) instanceof RecordRef to) || to.id() == null) {
            return null;
        }
        try {
            return value(get(target.get(), to.id()), name.substring(dot + 1));
        } catch (NotFoundException | NotAllowedException e) {
            return null;
        }
    }

    /** A field's or system field's value as it is. */
    private static @Nullable Object value(RecordData data, String key) {
        return switch (key) {
            case SystemColumns.ID -> new RecordRef(data.id(), null, data.title());
            case SystemColumns.VERSION -> BigDecimal.valueOf(data.version());
            case SystemColumns.CREATED_AT -> data.createdAt();
            case SystemColumns.CREATED_BY -> data.createdBy();
            case SystemColumns.UPDATED_AT -> data.updatedAt();
            case SystemColumns.UPDATED_BY -> data.updatedBy();
            case SystemColumns.DELETED_AT -> data.deletedAt();
            case SystemColumns.DELETED_BY -> data.deletedBy();
            default -> data.values().get(key);
        };
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case BigDecimal decimal -> decimal;
            case Number whole -> new BigDecimal(whole.toString());
            case java.sql.Date day -> day.toLocalDate();
            case java.sql.Timestamp moment -> moment.toInstant();
            case OffsetDateTime moment -> moment.toInstant();
            default -> value;
        };
    }

    @Override
    public List<HistoryEntry> history(FormRef form, UUID id, int limit) {
        return StalePlan.retrying(() -> {
            Permit permit = access.permit(form, SEE, id);
            RecordData record = get(permit, id);
            return history.withLines(
                    history.of(permit, record, limit),
                    record.id(),
                    permit.table()
                            .form()
                            .lineParts()
                            .filter(part -> !permit.fields().hides(part.key()))
                            .toList());
        });
    }

    @Override
    public Aggregates aggregate(AggregateRequest request) {
        return asked(() -> {
            Permit permit = access.permit(request.form(), SEE);
            AggregateSql sql = AggregateSql.of(request, permit.readable(), planner(permit), time);
            return sql.read(dsl, sql.plan().isOfOneRecord() ? 0 : MOST_SECONDS);
        });
    }

    @Override
    public AggregateQuestion prepare(AggregateRequest request) {
        Permit permit = access.permit(request.form(), SEE);
        RecordTable table = permit.readable();
        QueryPlanner planner = planner(permit);
        return new Prepared(request, table, planner, AggregateSql.of(request, table, planner, time));
    }

    @Override
    public List<AggregateBatch> batches(List<AggregateQuestion> questions) {
        return new AggregateBatches(dsl, time, MOST_SECONDS)
                .of(questions.stream().map(Prepared.class::cast).toList());
    }

    /** Runs what somebody asked for in their own words: values out of range and patience are theirs. */
    static <T> T asked(Supplier<T> question) {
        try {
            return StalePlan.retrying(question);
        } catch (DataAccessException | org.springframework.dao.DataAccessException e) {
            SqlFailure failure = SqlFailure.in(e).orElseThrow(() -> e);
            if (failure.isOutOfRange()) {
                throw new InvalidRequestException("record.error.outOfRange");
            }
            if (failure.isCancelled()) {
                throw new InvalidRequestException("record.error.tooSlow", MOST_SECONDS);
            }
            throw e;
        }
    }

    private Permit readable(ListRequest request) {
        Set<Action> actions = EnumSet.of(Action.SEE, request.purpose());
        if (request.deleted()) {
            actions.add(Action.DELETE);
        }
        return access.permit(request.form(), actions);
    }

    private QueryPlanner planner(Permit permit) {
        return new QueryPlanner(
                permit, access::visible, time.zone(), filters, order.collation().orElse(null));
    }

    private Projection projection(RecordTable table, QueryPlan plan) {
        return new Projection(table, plan.fields(), plan.titles(), Projection.Titles.JOINED, format());
    }

    /** Titles are the same for everybody. */
    private FormatContext format() {
        return new FormatContext(Locale.ENGLISH, time.zone());
    }
}

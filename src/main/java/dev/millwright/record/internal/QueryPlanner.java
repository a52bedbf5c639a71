package dev.millwright.record.internal;

import dev.millwright.expression.Scope;
import dev.millwright.field.ChoiceOption;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.field.RecordRefs;
import dev.millwright.form.ExpressionScopes;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.identity.Person;
import dev.millwright.record.Asker;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Operator;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RelativeDays;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.internal.QueryPlan.Comparison;
import dev.millwright.record.internal.QueryPlan.Operand;
import dev.millwright.record.internal.QueryPlan.Order;
import dev.millwright.record.internal.QueryPlan.Predicate;
import dev.millwright.record.internal.QueryPlan.Sorting;
import dev.millwright.record.internal.QueryPlan.Term;
import dev.millwright.record.internal.QueryPlan.TitleSource;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.ValueKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns a question into a plan that holds the rights of the one who asks: its table has only the fields that they may read, and every
 * plan finds only rows that they may read.
 */
final class QueryPlanner {

    static final int MAX_LIMIT = 1_000;

    private static final Set<ColumnType> ORDERED =
            Set.of(ColumnType.TEXT, ColumnType.BIGINT, ColumnType.NUMERIC, ColumnType.DATE, ColumnType.TIMESTAMPTZ);

    private final RecordTable table;
    private final Source source;
    private final Predicate rows;
    private final Function<UUID, Optional<Visible>> visibleForms;
    private final ZoneId zone;
    private final Filters filters;
    private final @Nullable String collation;

    /**
     * @param visibleForms gives of a form what the reader may see
     * @param collation that texts are sorted by; null for that of the database
     */
    QueryPlanner(
            Permit permit,
            Function<UUID, Optional<Visible>> visibleForms,
            ZoneId zone,
            Filters filters,
            @Nullable String collation) {
        this(permit.readable(), permit.source(), permit.rows(), visibleForms, zone, filters, collation);
    }

    /**
     * @param rows which may be read, as far as the source does not say so
     */
    QueryPlanner(
            RecordTable table,
            Source source,
            Predicate rows,
            Function<UUID, Optional<Visible>> visibleForms,
            ZoneId zone,
            Filters filters) {
        this(table, source, rows, visibleForms, zone, filters, null);
    }

    private QueryPlanner(
            RecordTable table,
            Source source,
            Predicate rows,
            Function<UUID, Optional<Visible>> visibleForms,
            ZoneId zone,
            Filters filters,
            @Nullable String collation) {
        this.collation = collation;
        this.table = table;
        this.source = source;
        this.rows = rows;
        this.visibleForms = visibleForms;
        this.zone = zone;
        this.filters = filters;
    }

    /** By which texts are sorted; empty for that of the database. */
    Optional<String> collation() {
        return Optional.ofNullable(collation);
    }

    QueryPlan plan(ListRequest request) {
        if (request.limit() < 1 || request.limit() > MAX_LIMIT) {
            throw new InvalidRequestException("record.error.limit", MAX_LIMIT);
        }
        List<Order> order = order(request);
        List<@Nullable Object> after = request.after() == null
                ? List.of()
                : CursorCodec.decode(request.after(), order, table.form().id(), request.deleted());
        List<String> fields = fields(request.fields());
        return new QueryPlan(
                source, request.deleted(), fields, titles(fields), where(request), order, after, request.limit());
    }

    /** One record, living or not, by its id. */
    QueryPlan plan(UUID id, boolean deleted) {
        List<String> fields = fields(Set.of());
        return new QueryPlan(
                source,
                deleted,
                fields,
                titles(fields),
                all(List.of(rows, new Predicate.Compare(Operand.Own.ofSystem(SystemColumns.ID), Comparison.EQ, id))),
                List.of(new Order(Operand.Own.ofSystem(SystemColumns.ID), true, false)),
                List.of(),
                1);
    }

    /** The lines of records, in the order of their making. */
    QueryPlan lines(String link, Collection<UUID> records, boolean deleted, int limit) {
        List<String> fields = fields(Set.of());
        return new QueryPlan(
                source,
                deleted,
                fields,
                titles(fields),
                all(List.of(rows, new Predicate.OneOf(new Operand.Own(link, ColumnType.UUID), List.copyOf(records)))),
                List.of(new Order(Operand.Own.ofSystem(SystemColumns.ID), false, false)),
                List.of(),
                limit);
    }

    private List<String> fields(Set<String> wanted) {
        for (String key : wanted) {
            if (table.field(key) == null && RecordTable.system(key).isEmpty()) {
                throw new UnknownFieldException(key);
            }
        }
        return table.fields().stream()
                .map(StoredField::key)
                .filter(key -> wanted.isEmpty() || wanted.contains(key))
                .toList();
    }

    private Map<String, TitleSource> titles(List<String> fields) {
        Map<String, TitleSource> titles = new LinkedHashMap<>();
        Set<String> wanted = new HashSet<>(fields);
        table.title().ifPresent(title -> wanted.add(title.key()));
        for (StoredField field : table.fields()) {
            if (wanted.contains(field.key())) {
                field.field()
                        .target()
                        .flatMap(visibleForms)
                        .map(QueryPlanner::titleSource)
                        .ifPresent(source -> titles.put(field.key(), source));
            }
        }
        return titles;
    }

    static TitleSource titleSource(Visible target) {
        return new TitleSource(
                target.table(),
                target.source(),
                target.table()
                        .title()
                        .map(StoredField::columns)
                        .orElse(List.of(new ColumnSpec(SystemColumns.ID, ColumnType.UUID))));
    }

    private Predicate where(ListRequest request) {
        Predicate filter = predicate(request.filter());
        String search = request.search().strip();
        return all(List.of(rows, filter, search.isEmpty() ? Predicate.ALL : search(search)));
    }

    /** A text in any field that can be searched, or in the title. */
    Predicate search(String text) {
        if (!Columns.isStorable(text)) {
            return Predicate.NONE;
        }
        List<Predicate> anywhere = new ArrayList<>();
        for (StoredField field : table.fields()) {
            boolean titleOrSearchable = field.field().type().searchable()
                    || table.title().filter(field::equals).isPresent();
            if (titleOrSearchable && field.first().type() == ColumnType.TEXT && !field.isPerson()) {
                anywhere.add(TextSearch.containing(own(field), field, text));
            }
        }
        return any(anywhere);
    }

    Predicate predicate(Condition condition) {
        return switch (condition) {
            case Condition.And and ->
                all(and.conditions().stream().map(this::predicate).toList());
            case Condition.Or or ->
                any(or.conditions().stream().map(this::predicate).toList());
            case Condition.Not not -> new Predicate.Not(predicate(not.condition()));
            case Condition.Compare compare -> compare(compare);
            case Condition.Matches matches ->
                filters.predicate(matches.expression(), table, this::seenScope, this::term);
            case Condition.Duplicated duplicated -> {
                List<StoredField> fields =
                        duplicated.fields().stream().map(this::field).toList();
                fields.stream()
                        .filter(field -> field.field().type().isSealed())
                        .findFirst()
                        .ifPresent(closed -> {
                            throw sealedCondition(closed.field());
                        });
                Source reached =
                        rows.equals(Predicate.ALL) ? source : new Source(source.table(), rows, source.columns());
                yield new Predicate.Duplicated(
                        fields.stream().map(QueryPlanner::own).toList(), reached);
            }
            case Condition.Within(String key, RelativeDays days) -> within(key, days);
            case Condition.Linked(String key, Condition there) -> {
                Visible target = field(key)
                        .field()
                        .target()
                        .flatMap(visibleForms)
                        .orElseThrow(() -> new UnknownFieldException("record.error.unusableCondition", key));
                yield new Predicate.Leads(
                        field(key).first().name(),
                        target.source(),
                        planner(target).predicate(there));
            }
            case Condition.Astray(String key) -> {
                StoredField link = field(key);
                yield link.field()
                        .target()
                        .flatMap(visibleForms)
                        .<Predicate>map(
                                target -> new Predicate.Astray(link.first().name(), target.source()))
                        .orElseThrow(() -> new UnknownFieldException("record.error.unusableCondition", key));
            }
        };
    }

    /** The names that there are for the reader: nothing tells a linked field that they may not see from one that is not there. */
    private Scope seenScope() {
        return ExpressionScopes.withLinked(
                table.form().fields(),
                linked -> visibleForms
                        .apply(linked)
                        .map(target -> target.table().form())
                        .filter(target ->
                                target.app().id().equals(table.form().app().id()))
                        .map(PublishedForm::fields));
    }

    /** What is asked of the records of another form. */
    private QueryPlanner planner(Visible target) {
        return new QueryPlanner(target.table(), target.source(), Predicate.ALL, visibleForms, zone, filters);
    }

    /** Days become a plain range at the moment of asking: nothing is worked out of each row, so that an index serves. */
    private Predicate within(String key, RelativeDays days) {
        Subject subject = subject(key);
        if (subject.kind() != ValueKind.DATE && subject.kind() != ValueKind.DATE_TIME) {
            throw unusable(subject);
        }
        RelativeDays.Range range = days.range(filters.today());
        List<Predicate> ends = new ArrayList<>();
        LocalDate first = range.first();
        if (first != null) {
            ends.add(compare(new Condition.Compare(key, Operator.GE, List.of(first))));
        }
        LocalDate last = range.last();
        if (last != null) {
            ends.add(compare(new Condition.Compare(key, Operator.LE, List.of(last))));
        }
        return all(ends);
    }

    Term term(String key) {
        int dot = key.indexOf('.');
        return dot < 0 ? own(subject(key)) : linked(key.substring(0, dot), key.substring(dot + 1));
    }

    private static Term own(Subject subject) {
        StoredField field = subject.field();
        Operand second = field != null && field.field().isDateRange()
                ? column(field.columns().get(1))
                : null;
        return new Term(subject.operand(), subject.name().orElse(second));
    }

    /** A field of the record that a link leads to. */
    private Term linked(String link, String key) {
        Visible target = field(link)
                .field()
                .target()
                .flatMap(visibleForms)
                .orElseThrow(() -> new UnknownFieldException(link + "." + key));
        Subject subject = new QueryPlanner(
                        target.table(), target.source(), Predicate.ALL, _ -> Optional.empty(), zone, filters)
                .subject(key);
        // An expression takes it for what it is to those who see it.
        if (subject.field() != null && subject.field().field().isMasked()) {
            throw sealedCondition(subject.field().field());
        }
        Term there = own(subject);
        Operand name = there.name();
        return new Term(
                linked(link, target.source(), there.operand()),
                name == null ? null : linked(link, target.source(), name));
    }

    private static Operand linked(String link, Source target, Operand operand) {
        if (operand instanceof Operand.Own(String column, ColumnType type)) {
            return new Operand.Linked(link, target, column, type);
        }
        throw new IllegalStateException("Not a column of the linked record: " + operand);
    }

    private Predicate compare(Condition.Compare compare) {
        Operator operator = compare.operator();
        checkValues(compare);
        Subject subject = subject(compare.field());
        if (subject.field() != null
                && subject.isSealed()
                && operator != Operator.EMPTY
                && operator != Operator.NOT_EMPTY) {
            throw sealedCondition(subject.field().field());
        }
        if (compare.values().stream().anyMatch(QueryPlanner::asksForAsker)) {
            return aboutAsker(subject, operator, compare.values());
        }
        return switch (operator) {
            case EMPTY -> new Predicate.Empty(subject.operand());
            case NOT_EMPTY -> new Predicate.Not(new Predicate.Empty(subject.operand()));
            case NE -> new Predicate.Not(compare(subject, Operator.EQ, compare.values()));
            case EQ, LT, LE, GT, GE, BETWEEN, IN, CONTAINS, STARTS_WITH -> compare(subject, operator, compare.values());
        };
    }

    private static UnknownFieldException sealedCondition(PublishedField<?, ?> field) {
        return new UnknownFieldException(
                field.isMasked() ? "record.error.maskedCondition" : "record.error.sealedCondition", field.key());
    }

    private static boolean asksForAsker(Object value) {
        return value instanceof Asker
                || value instanceof Collection<?> several && several.stream().anyMatch(Asker.class::isInstance);
    }

    /** Of somebody who belongs to several departments one is enough; of nobody's none. */
    private Predicate aboutAsker(Subject subject, Operator operator, List<Object> values) {
        if (operator == Operator.NE) {
            return new Predicate.Not(aboutAsker(subject, Operator.EQ, values));
        }
        Person asker = filters.asker();
        List<Object> meant = values.stream()
                .<Object>flatMap(value -> value instanceof Collection<?> several ? several.stream() : Stream.of(value))
                .flatMap(value -> value instanceof Asker what ? meant(subject, what, asker) : Stream.of(value))
                .toList();
        return switch (operator) {
            case EQ, IN -> meant.isEmpty() ? Predicate.NONE : compare(subject, Operator.IN, meant);
            case CONTAINS ->
                subject.operand().type() == ColumnType.TEXT_ARRAY && !meant.isEmpty()
                        ? compare(subject, Operator.CONTAINS, List.of(meant))
                        : any(meant.stream()
                                .map(one -> compare(subject, operator, List.of(one)))
                                .toList());
            case STARTS_WITH ->
                any(meant.stream()
                        .map(one -> compare(subject, operator, List.of(one)))
                        .toList());
            case NE, LT, LE, GT, GE, BETWEEN, EMPTY, NOT_EMPTY -> throw unusable(subject);
        };
    }

    private static Stream<Object> meant(Subject subject, Asker what, Person asker) {
        if (!what.suits(subject.kind(), Optional.ofNullable(subject.field()).map(StoredField::field))) {
            throw unusable(subject);
        }
        return switch (what) {
            case ME -> Stream.of(new PersonRef(asker.id(), asker.name()));
            case MY_DEPARTMENTS -> asker.departments().stream().map(Object.class::cast);
        };
    }

    private static void checkValues(Condition.Compare compare) {
        int wanted = switch (compare.operator()) {
            case EMPTY, NOT_EMPTY -> 0;
            case BETWEEN -> 2;
            case IN -> compare.values().size();
            case EQ, NE, LT, LE, GT, GE, CONTAINS, STARTS_WITH -> 1;
        };
        if (compare.values().size() != wanted) {
            throw new InvalidRequestException("record.error.conditionValues", compare.field());
        }
    }

    private Predicate compare(Subject subject, Operator operator, List<Object> values) {
        if (values.stream().anyMatch(v -> v instanceof String text && !Columns.isStorable(text))) {
            return Predicate.NONE;
        }
        if (operator == Operator.IN) {
            return in(subject, values);
        }
        if (subject.operand().type() == ColumnType.TEXT_ARRAY) {
            Object wanted = values.getFirst();
            Optional<Operand> names = subject.name();
            // People may be named by what they are called.
            return names.isPresent() && isText(wanted)
                    ? any(List.of(
                            elements(subject, operator, wanted), elements(subject.of(names.get()), operator, wanted)))
                    : elements(subject, operator, wanted);
        }
        if (subject.isReference() && isText(values.getFirst())) {
            return byName(subject, operator, values);
        }
        if (subject.operand().type() == ColumnType.UUID_ARRAY) {
            return links(subject, operator, values.getFirst());
        }
        if (subject.operand().type() == ColumnType.TIMESTAMPTZ && values.getFirst() instanceof LocalDate) {
            return byDay(subject, operator, values);
        }
        return switch (operator) {
            case CONTAINS, STARTS_WITH -> {
                if (subject.operand().type() != ColumnType.TEXT) {
                    throw unusable(subject);
                }
                String text = String.valueOf(values.getFirst());
                yield operator == Operator.CONTAINS
                        ? TextSearch.containing(subject.operand(), subject.field(), text)
                        : new Predicate.Like(subject.operand(), TextSearch.startsWith(text));
            }
            case BETWEEN ->
                all(List.of(
                        ordered(subject, Comparison.GE, values.getFirst()),
                        ordered(subject, Comparison.LE, values.get(1))));
            case EQ -> new Predicate.Compare(subject.operand(), Comparison.EQ, subject.value(values.getFirst()));
            case LT -> ordered(subject, Comparison.LT, values.getFirst());
            case LE -> ordered(subject, Comparison.LE, values.getFirst());
            case GT -> ordered(subject, Comparison.GT, values.getFirst());
            case GE -> ordered(subject, Comparison.GE, values.getFirst());
            case NE, IN, EMPTY, NOT_EMPTY -> throw new IllegalStateException("Handled before: " + operator);
        };
    }

    private static Predicate ordered(Subject subject, Comparison comparison, Object value) {
        if (!ORDERED.contains(subject.operand().type()) || subject.kind() == ValueKind.REFERENCE) {
            throw unusable(subject);
        }
        return new Predicate.Compare(subject.operand(), comparison, subject.value(value));
    }

    private Predicate in(Subject subject, List<Object> values) {
        if (subject.operand().type() == ColumnType.TEXT_ARRAY) {
            List<String> wanted =
                    values.stream().flatMap(v -> texts(v).stream()).distinct().toList();
            Predicate among = new Predicate.Elements(subject.operand(), wanted, false);
            boolean named = values.stream().anyMatch(QueryPlanner::isText);
            return named && subject.name().isPresent()
                    ? any(List.of(among, new Predicate.Elements(subject.name().get(), wanted, false)))
                    : among;
        }
        List<Predicate> anyOf = new ArrayList<>();
        List<Object> exact = new ArrayList<>();
        for (Object value : values) {
            if (subject.isReference() && isText(value)) {
                anyOf.add(byName(subject, Operator.EQ, List.of(value)));
            } else if (subject.operand().type() == ColumnType.UUID_ARRAY) {
                exact.addAll(ids(subject, List.of(value)));
            } else {
                exact.add(subject.value(value));
            }
        }
        if (!exact.isEmpty() && subject.operand().type() == ColumnType.UUID_ARRAY) {
            anyOf.add(new Predicate.Elements(subject.operand(), List.copyOf(exact), false));
        } else if (!exact.isEmpty()) {
            anyOf.add(new Predicate.OneOf(subject.operand(), List.copyOf(exact)));
        }
        return any(anyOf);
    }

    /** Lists that lead to a record, or to all of several, each named by its id or by what it is called. */
    private Predicate links(Subject subject, Operator operator, Object value) {
        return switch (operator) {
            case EQ, CONTAINS ->
                value instanceof Collection<?> several
                        ? all(several.stream()
                                .map(one -> compare(subject, Operator.EQ, List.of(one)))
                                .toList())
                        : new Predicate.Elements(subject.operand(), ids(subject, List.of(value)), true);
            case NE, LT, LE, GT, GE, BETWEEN, IN, STARTS_WITH, EMPTY, NOT_EMPTY -> throw unusable(subject);
        };
    }

    /** The records that values name by their ids. */
    private static List<UUID> ids(Subject subject, List<Object> values) {
        List<UUID> ids = new ArrayList<>();
        for (Object value : values) {
            switch (value) {
                case UUID id -> ids.add(id);
                case RecordRef link when link.id() != null -> ids.add(link.id());
                case RecordRefs links -> ids.addAll(links.ids());
                case Collection<?> several -> ids.addAll(ids(subject, List.copyOf(several)));
                default -> throw unusable(subject);
            }
        }
        return ids;
    }

    private static Predicate elements(Subject subject, Operator operator, Object value) {
        List<String> texts = texts(value);
        return switch (operator) {
            case CONTAINS -> new Predicate.Elements(subject.operand(), texts, true);
            case EQ ->
                value instanceof Collection<?>
                        ? new Predicate.Compare(subject.operand(), Comparison.EQ, List.copyOf(texts))
                        : new Predicate.Elements(subject.operand(), texts, true);
            case NE, LT, LE, GT, GE, BETWEEN, IN, STARTS_WITH, EMPTY, NOT_EMPTY -> throw unusable(subject);
        };
    }

    private Predicate byName(Subject subject, Operator operator, List<Object> values) {
        Optional<Operand> name = subject.name();
        if (name.isEmpty()) {
            return Predicate.NONE;
        }
        return compare(
                new Subject(subject.key(), name.get(), Optional.empty(), null, ValueKind.TEXT), operator, values);
    }

    /** Compares a moment with whole days of the business zone. */
    private Predicate byDay(Subject subject, Operator operator, List<Object> values) {
        LocalDate day = (LocalDate) values.getFirst();
        Instant start = startOf(day);
        Instant end = startOf(day.plusDays(1));
        return switch (operator) {
            case EQ -> all(List.of(moment(subject, Comparison.GE, start), moment(subject, Comparison.LT, end)));
            case LT -> moment(subject, Comparison.LT, start);
            case LE -> moment(subject, Comparison.LT, end);
            case GT -> moment(subject, Comparison.GE, end);
            case GE -> moment(subject, Comparison.GE, start);
            case BETWEEN ->
                all(List.of(
                        moment(subject, Comparison.GE, start),
                        moment(subject, Comparison.LT, startOf(((LocalDate) values.get(1)).plusDays(1)))));
            case NE, IN, CONTAINS, STARTS_WITH, EMPTY, NOT_EMPTY -> throw unusable(subject);
        };
    }

    private static Predicate moment(Subject subject, Comparison comparison, Instant value) {
        return new Predicate.Compare(subject.operand(), comparison, value);
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    private List<Order> order(ListRequest request) {
        List<Order> order = new ArrayList<>();
        boolean descending = true;
        for (ListRequest.Sort sort : request.sort()) {
            descending = sort.descending();
            if (isCreation(sort.field())) {
                // Ids are made in the order of time, and the table has an index over them.
                break;
            }
            order.add(orderBy(sort, request.deleted()));
        }
        if (request.sort().isEmpty() && request.deleted()) {
            order.add(new Order(Operand.Own.ofSystem(SystemColumns.DELETED_AT), true, false));
        }
        order.add(new Order(Operand.Own.ofSystem(SystemColumns.ID), descending, false));
        return order;
    }

    private static boolean isCreation(String key) {
        return key.equals(SystemColumns.CREATED_AT) || key.equals(SystemColumns.ID);
    }

    private Order orderBy(ListRequest.Sort sort, boolean deleted) {
        Subject subject = subject(sort.field());
        if (subject.field() != null && subject.isSealed()) {
            throw new UnknownFieldException(
                    subject.field().field().isMasked() ? "record.error.maskedOrder" : "record.error.sealedOrder",
                    subject.key());
        }
        if (!subject.kind().isOrdered()) {
            throw unusable(subject);
        }
        Operand by = subject.name().orElse(subject.operand());
        boolean nullable = !(by instanceof Operand.Own own && SystemColumns.isRequired(own.column()));
        StoredField field = subject.field();
        // The deleted may have had the same value one after the other.
        boolean unique = !deleted
                && field != null
                && by.equals(own(field))
                && field.uniqueScope().isPresent();
        Sorting how = sorting(subject, by);
        return new Order(by, sort.descending(), nullable, unique && how.equals(Sorting.AS_KEPT), how);
    }

    /** Options as their designer put them; names and other texts as readers of their language look for them. */
    private Sorting sorting(Subject subject, Operand by) {
        StoredField field = subject.field();
        if (field != null && subject.kind() == ValueKind.CHOICE && by.equals(own(field))) {
            List<String> options = field.field().options().stream()
                    .map(ChoiceOption::key)
                    .distinct()
                    .toList();
            return options.isEmpty() ? Sorting.AS_KEPT : new Sorting.ByPlace(deciding(field), options);
        }
        // Codes that the product makes have no words in them, and an index that gives them in their order.
        boolean words = by.type() == ColumnType.TEXT
                && (subject.kind() == ValueKind.TEXT || subject.isReference())
                && (field == null || !field.isGenerated());
        return collation == null || !words ? Sorting.AS_KEPT : new Sorting.Collated(collation);
    }

    private static Sorting.Which deciding(StoredField field) {
        if (field.first().type() != ColumnType.TEXT_ARRAY) {
            return Sorting.Which.ONLY;
        }
        return field.field().type().isPath() ? Sorting.Which.LAST : Sorting.Which.FIRST;
    }

    private Subject subject(String key) {
        StoredField field = table.field(key);
        if (field != null) {
            return new Subject(
                    key, own(field), nameOf(field), field, field.field().kind());
        }
        ColumnSpec system = RecordTable.system(key).orElseThrow(() -> new UnknownFieldException(key));
        boolean person = RecordTable.system(key + "_name").isPresent();
        return new Subject(
                key,
                Operand.Own.ofSystem(key),
                person ? Optional.of(Operand.Own.ofSystem(key + "_name")) : Optional.empty(),
                null,
                person ? ValueKind.REFERENCE : kindOf(system.type()));
    }

    private static ValueKind kindOf(ColumnType type) {
        return switch (type) {
            case TEXT -> ValueKind.TEXT;
            case BIGINT, NUMERIC -> ValueKind.NUMBER;
            case BOOLEAN -> ValueKind.BOOLEAN;
            case DATE -> ValueKind.DATE;
            case TIMESTAMPTZ -> ValueKind.DATE_TIME;
            case UUID, UUID_ARRAY, TEXT_ARRAY, JSONB -> ValueKind.STRUCTURE;
        };
    }

    /** By what a link or a person is compared with a text and sorted. */
    private Optional<Operand> nameOf(StoredField field) {
        if (field.isPerson()) {
            ColumnSpec name = field.columns().get(1);
            return Optional.of(column(name));
        }
        boolean several = field.isLinks();
        return field.field()
                .leadsTo()
                .flatMap(visibleForms)
                .flatMap(target -> target.table().title().map(title -> {
                    String column = title.first().name();
                    ColumnType type = title.first().type();
                    return several
                            ? new Operand.Titles(field.key(), target.source(), column, type)
                            : new Operand.Title(field.key(), target.source(), column, type);
                }));
    }

    private StoredField field(String key) {
        StoredField field = table.field(key);
        if (field == null) {
            throw new UnknownFieldException(key);
        }
        return field;
    }

    private static Operand.Own own(StoredField field) {
        return column(field.first());
    }

    private static Operand.Own column(ColumnSpec column) {
        return new Operand.Own(column.name(), column.type());
    }

    private static boolean isText(Object value) {
        return value instanceof String;
    }

    private static List<String> texts(Object value) {
        return value instanceof Collection<?> many
                ? many.stream().map(QueryPlanner::element).toList()
                : List.of(element(value));
    }

    private static String element(Object value) {
        return value instanceof PersonRef person ? String.valueOf(person.id()) : String.valueOf(value);
    }

    private static Predicate all(List<Predicate> parts) {
        List<Predicate> wanted =
                parts.stream().filter(p -> !p.equals(Predicate.ALL)).toList();
        return wanted.size() == 1 ? wanted.getFirst() : new Predicate.All(wanted);
    }

    private static Predicate any(List<Predicate> parts) {
        return parts.size() == 1 ? parts.getFirst() : new Predicate.Any(List.copyOf(parts));
    }

    private static UnknownFieldException unusable(Subject subject) {
        return new UnknownFieldException("record.error.unusableCondition", subject.key());
    }

    /** What a condition or an order is about. */
    private record Subject(
            String key,
            Operand operand,
            Optional<Operand> name,
            @Nullable StoredField field,
            ValueKind kind) {

        boolean isSealed() {
            return field != null && field.field().type().isSealed();
        }

        Subject of(Operand other) {
            return new Subject(key, other, Optional.empty(), field, kind);
        }

        boolean isReference() {
            return kind == ValueKind.REFERENCE || kind == ValueKind.REFERENCES;
        }

        /** The value as the driver wants it. */
        Object value(Object value) {
            if (field != null && field.field().type().valueType().isInstance(value)) {
                Object first = field.toDatabase(value).getFirst();
                if (first == null) {
                    throw unusable(this);
                }
                return first instanceof Object[] many ? List.of(many) : first;
            }
            Object plain = switch (value) {
                case RecordRef link -> link.id();
                case PersonRef person -> person.id();
                default -> value;
            };
            if (plain == null) {
                throw unusable(this);
            }
            try {
                return switch (operand.type()) {
                    case TEXT -> plain.toString();
                    case BIGINT ->
                        plain instanceof BigDecimal decimal
                                        && decimal.stripTrailingZeros().scale() > 0
                                ? decimal
                                : new BigDecimal(plain.toString()).longValueExact();
                    case NUMERIC -> new BigDecimal(plain.toString());
                    case BOOLEAN -> (Boolean) plain;
                    case DATE -> (LocalDate) plain;
                    case TIMESTAMPTZ -> plain instanceof OffsetDateTime moment ? moment.toInstant() : (Instant) plain;
                    case UUID -> (UUID) plain;
                    case TEXT_ARRAY -> texts(plain);
                    case UUID_ARRAY, JSONB -> throw unusable(this);
                };
            } catch (ClassCastException | ArithmeticException | NumberFormatException e) {
                throw unusable(this);
            }
        }
    }
}

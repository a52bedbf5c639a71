package dev.millwright.record.internal;

import static org.jooq.impl.DSL.cast;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.values;

import dev.millwright.expression.Circumstances;
import dev.millwright.expression.DateSpan;
import dev.millwright.expression.Expression;
import dev.millwright.expression.Expression.Apply;
import dev.millwright.expression.Expression.Compare;
import dev.millwright.expression.Expression.Literal;
import dev.millwright.expression.Expression.Named;
import dev.millwright.expression.ExpressionException;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Expressions;
import dev.millwright.expression.Operation;
import dev.millwright.expression.Reference;
import dev.millwright.expression.Scope;
import dev.millwright.expression.WorkDaySource;
import dev.millwright.field.EnteredField;
import dev.millwright.field.Masked;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.field.RecordRefs;
import dev.millwright.form.ExpressionValues;
import dev.millwright.form.FormShape;
import dev.millwright.form.Narrowing;
import dev.millwright.identity.Person;
import dev.millwright.record.RecordData;
import dev.millwright.record.internal.QueryPlan.Predicate;
import dev.millwright.record.internal.QueryPlan.Term;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.RowN;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;

/**
 * Keeps links to the records that their form offers for them. What may be chosen is asked with the values of the record written out, so that
 * indexes serve; what was chosen is asked for all records of a write at once.
 */
@Component
class Narrowings {

    private static final Logger log = LoggerFactory.getLogger(Narrowings.class);

    private static final int KNOWN = 1_024;

    /** Rows in one statement, which may bind no more than some 65 000 values. */
    private static final int AT_ONCE = 500;

    private static final String LINKED = "v";

    private static final Expression UNKNOWN =
            new Compare(Expression.Comparison.EQUAL, new Expression.Nothing(), new Literal("", ExpressionType.TEXT));

    private final Expressions expressions;
    private final Filters filters;
    private final FormAccess access;
    private final LockedRecords locked;
    private final DSLContext dsl;
    private final BusinessTime time;
    private final WorkDaySource workDays;
    private final ConcurrentLruCache<Asked, Optional<Narrowing>> known;

    Narrowings(
            Expressions expressions,
            Filters filters,
            FormAccess access,
            LockedRecords locked,
            DSLContext dsl,
            BusinessTime time,
            WorkDaySource workDays) {
        this.expressions = expressions;
        this.filters = filters;
        this.access = access;
        this.locked = locked;
        this.dsl = dsl;
        this.time = time;
        this.workDays = workDays;
        this.known = new ConcurrentLruCache<>(KNOWN, this::read);
    }

    /** A field of a table as it was published, and what it leads to; the next release has tables of its own. */
    private record Asked(RecordTable table, String field, RecordTable target) {}

    private Optional<Narrowing> read(Asked asked) {
        StoredField field = Objects.requireNonNull(asked.table().field(asked.field()));
        try {
            return Optional.of(
                    Narrowing.of(field.field().narrowing(), scope(asked.table(), asked.target()), expressions));
        } catch (ExpressionException e) {
            // The form of another app has changed, and nobody has decided yet what that means here.
            log.debug(
                    "What {} of {} may lead to cannot be read",
                    field.key(),
                    asked.table().name(),
                    e);
            return Optional.empty();
        }
    }

    /** Made for the moment: the names that the links of a form can use are as many as all fields of all forms that they lead to. */
    private Scope scope(RecordTable table, RecordTable target) {
        return Narrowing.scope(
                FormShape.of(target.form()),
                FormShape.of(table.form()),
                form -> access.any(form).map(there -> FormShape.of(there.form())));
    }

    private static boolean isNarrowed(StoredField field) {
        return !field.field().narrowing().isBlank();
    }

    /** Whether any link of the form leads to some records only. */
    static boolean isNarrowed(RecordTable table) {
        return table.fields().stream().anyMatch(Narrowings::isNarrowed);
    }

    /**
     * Which records of the target may be chosen.
     *
     * @param permit to choose from the target
     */
    Predicate offered(EnteredField entered, Permit permit) {
        RecordTable table = access.any(entered.form()).orElse(null);
        StoredField field = table == null ? null : table.field(entered.key());
        if (table == null || field == null || !isNarrowed(field)) {
            return Predicate.ALL;
        }
        RecordTable target = permit.table();
        Optional<Narrowing> narrowed = known.get(new Asked(table, field.key(), target));
        if (narrowed.isEmpty()) {
            return Predicate.NONE;
        }
        Expression condition = narrowed.get().condition();
        Map<String, @Nullable Object> own = ownValues(
                table,
                narrowed.get().own(),
                entered.values().get(),
                entered.whole().get());
        List<Expression> parts = condition instanceof Expression.All(List<Expression> all) ? all : List.of(condition);
        List<Expression> asked = parts.stream()
                .filter(part -> part.dependencies().stream()
                        .filter(one -> one.startsWith(Narrowing.OWN))
                        .allMatch(own::containsKey))
                .map(part -> written(part, own))
                .toList();
        Predicate offered = predicate(new Expression.All(asked), target, permit.person());
        // Of rows that show some readers less than all a condition still asks what is there.
        return permit.source().isWhole() && permit.readable().equals(target)
                ? offered
                : new Predicate.Within(SystemColumns.ID, new Source(target.name(), offered, List.of()));
    }

    /** By key what a record must hold to be offered, as far as values have to be equal to some that whoever enters it sees. */
    Map<String, Object> begun(EnteredField entered) {
        Map<String, Object> begun = new HashMap<>();
        RecordTable table = access.any(entered.form()).orElse(null);
        StoredField field = table == null ? null : table.field(entered.key());
        RecordTable target = field == null
                ? null
                : field.field().leadsTo().flatMap(access::any).orElse(null);
        if (table == null || field == null || target == null || !isNarrowed(field)) {
            return begun;
        }
        known.get(new Asked(table, field.key(), target)).ifPresent(narrowed -> {
            Set<String> seen = new LinkedHashSet<>(narrowed.own());
            StoredField owner = table.ownerLink();
            // What another record holds is not told to everybody.
            seen.removeIf(name -> beyond(name, Narrowing.keyOf(name)) != null
                    && (owner == null || !owner.key().equals(Narrowing.keyOf(name))));
            Map<String, @Nullable Object> own = ownValues(
                    table, seen, entered.values().get(), entered.whole().get());
            narrowed.equalities().forEach((key, equal) -> {
                StoredField of = target.field(key);
                Object value = of == null || !of.isEntered() ? null : value(of, equal, own);
                if (value != null) {
                    begun.put(key, value);
                }
            });
        });
        return begun;
    }

    private static @Nullable Object value(StoredField field, Object equal, Map<String, @Nullable Object> own) {
        String name = equal instanceof Narrowing.Own(String of) ? of : null;
        Object plain = name == null ? equal : own.get(name);
        if (plain == null) {
            return null;
        }
        String called = name != null && own.get(name + Narrowing.CALLED) instanceof String text ? text : null;
        if (field.isLink()) {
            return Ids.parse(plain.toString())
                    .map(id -> new RecordRef(id, null, called))
                    .orElse(null);
        }
        if (field.isPerson()) {
            return called == null ? null : new PersonRef(plain.toString(), called);
        }
        return field.isLinks() || field.field().expressionType() == ExpressionType.CHOICES
                ? null
                : ExpressionValues.value(field.field(), plain);
    }

    private Predicate predicate(Expression condition, RecordTable target, Person person) {
        return filters.of(condition, target, person, planner(target)::term);
    }

    private QueryPlanner planner(RecordTable target) {
        return new QueryPlanner(
                target,
                Source.whole(target.name()),
                Predicate.ALL,
                form -> access.any(form).map(Visible::all),
                time.zone(),
                filters);
    }

    private static Map<String, @Nullable Object> unmasked(Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> known = new HashMap<>(values);
        known.values().removeIf(Masked.class::isInstance);
        return known;
    }

    /** By name the values of the record that links, as far as they are known, and behind {@link Narrowing#CALLED} what they are called. */
    private Map<String, @Nullable Object> ownValues(
            RecordTable table,
            Set<String> names,
            Map<String, @Nullable Object> values,
            Map<String, @Nullable Object> whole) {
        // What is masked to whoever enters it is not known there.
        values = unmasked(values);
        whole = unmasked(whole);
        Map<String, @Nullable Object> own = new HashMap<>();
        StoredField owner = table.ownerLink();
        Map<String, RecordData> linked = new HashMap<>();
        for (String name : names) {
            String key = Narrowing.keyOf(name);
            StoredField field = table.field(key);
            if (field == null) {
                continue;
            }
            String beyond = beyond(name, key);
            if (beyond == null) {
                if (values.containsKey(key)) {
                    put(own, name, field, values.get(key));
                }
                continue;
            }
            Optional<RecordTable> there = field.field().target().flatMap(access::any);
            StoredField of = there.map(some -> some.field(beyond)).orElse(null);
            if (there.isEmpty() || of == null) {
                continue;
            }
            if (field.equals(owner)) {
                if (whole.containsKey(beyond)) {
                    put(own, name, of, whole.get(beyond));
                }
            } else if (values.containsKey(key)) {
                UUID id = values.get(key) instanceof RecordRef ref ? ref.id() : null;
                RecordData record = id == null
                        ? null
                        : linked.computeIfAbsent(
                                key, _ -> locked.look(there.get(), id).orElse(null));
                put(own, name, of, record == null ? null : record.values().get(beyond));
            }
        }
        return own;
    }

    private static @Nullable String beyond(String name, String key) {
        String rest = name.substring(Narrowing.OWN.length() + key.length());
        return rest.isEmpty() ? null : rest.substring(1);
    }

    private static void put(Map<String, @Nullable Object> own, String name, StoredField field, @Nullable Object value) {
        Object plain = ExpressionValues.known(field.field(), value);
        own.put(
                name,
                switch (plain) {
                    case Reference reference -> reference.id();
                    case DateSpan span -> span.first();
                    case null, default -> plain;
                });
        if (plain instanceof Reference reference) {
            own.put(name + Narrowing.CALLED, reference.name());
        } else if (value == null) {
            own.put(name + Narrowing.CALLED, null);
        }
    }

    /** The condition with the values written out. */
    private static Expression written(Expression expression, Map<String, @Nullable Object> own) {
        return switch (expression) {
            case Apply(Operation what, List<Expression> of, ExpressionType _)
            when what == Operation.ID_OF
                    && of.getFirst() instanceof Named(String key, ExpressionType _)
                    && isOwn(key) -> literal(own.get(key), ExpressionType.ID);
            case Apply(Operation what, List<Expression> of, ExpressionType _)
            when what == Operation.IS_EMPTY
                    && of.getFirst() instanceof Named(String key, ExpressionType _)
                    && isOwn(key) -> Literal.of(own.get(key) == null);
            case Named(String key, ExpressionType type)
            when isOwn(key) ->
                type == ExpressionType.BOOLEAN && own.get(key) == null ? UNKNOWN : literal(own.get(key), plain(type));
            case Compare(Expression.Comparison how, Expression left, Expression right) -> {
                Expression a = written(left, own);
                Expression b = written(right, own);
                // As in SQL, nothing is equal to what is empty, and nothing differs from it.
                yield isNothing(a) || isNothing(b) ? UNKNOWN : new Compare(how, a, b);
            }
            case Apply(Operation what, List<Expression> of, ExpressionType type)
            when type == ExpressionType.BOOLEAN && what != Operation.IS_EMPTY && what != Operation.CHOOSE -> {
                List<Expression> parts =
                        of.stream().map(part -> written(part, own)).toList();
                yield parts.stream().anyMatch(Narrowings::isNothing) ? UNKNOWN : new Apply(what, parts, type);
            }
            case Expression.OneOf(Expression subject, List<Expression> among) -> {
                Expression of = written(subject, own);
                List<Expression> parts = among.stream()
                        .map(part -> written(part, own))
                        .filter(part -> !isNothing(part))
                        .toList();
                yield isNothing(of) || parts.isEmpty() ? UNKNOWN : new Expression.OneOf(of, parts);
            }
            default -> Narrowing.mapped(expression, part -> written(part, own));
        };
    }

    private static boolean isOwn(String name) {
        return name.startsWith(Narrowing.OWN);
    }

    private static boolean isNothing(Expression expression) {
        return expression instanceof Expression.Nothing;
    }

    /** Choices, links and people stand for texts. */
    private static ExpressionType plain(ExpressionType type) {
        return switch (type) {
            case CHOICE, LINK, PERSON -> ExpressionType.TEXT;
            case TEXT, NUMBER, BOOLEAN, DATE, DATE_TIME, TIME, DURATION, DATE_RANGE, CHOICES, ID, OTHER, EMPTY -> type;
        };
    }

    private static Expression literal(@Nullable Object value, ExpressionType type) {
        return value == null ? new Expression.Nothing() : new Literal(value, type);
    }

    /**
     * What keeps records to what their form offers, on their way through the gate.
     *
     * @param beside records that are written together with these and that these lead to, as they will be
     */
    record Writing(RecordTable table, List<Draft> drafts, Unwritten beside, Person person) {}

    /**
     * Says of records as they are to be which links lead to what is not offered for them. A link that was there before stays, as long as
     * nothing changes of the record by which it is offered.
     */
    void examine(Writing writing) {
        if (!isNarrowed(writing.table())) {
            return;
        }
        Set<UUID> made = new HashSet<>();
        writing.drafts().stream().filter(Draft::isNew).map(Draft::id).forEach(made::add);
        each(writing, chosen -> !made.contains(chosen.to()));
    }

    /** The same of links between records that were made together, once these are there. */
    void examineWritten(Writing writing) {
        if (!isNarrowed(writing.table())) {
            return;
        }
        Set<UUID> made = new HashSet<>();
        writing.drafts().stream().filter(Draft::isNew).map(Draft::id).forEach(made::add);
        each(writing, chosen -> made.contains(chosen.to()));
    }

    /** Keys of the fields by whose values it is known what is wrong with records. */
    Set<String> asked(RecordTable table) {
        Set<String> asked = new LinkedHashSet<>();
        table.fields().stream().filter(Narrowings::isNarrowed).forEach(field -> {
            asked.add(field.key());
            Narrowing.ownKeys(field.field().narrowing()).stream()
                    .filter(key -> table.field(key) != null)
                    .forEach(asked::add);
        });
        return asked;
    }

    /** Those of the records that change by what is offered for their lines. */
    List<Draft> changing(RecordTable lines, RecordTable whole, List<Draft> records) {
        StoredField owner = lines.ownerLink();
        if (owner == null || !isNarrowed(lines)) {
            return List.of();
        }
        Set<StoredField> by = new LinkedHashSet<>();
        for (StoredField field : lines.fields()) {
            Optional<Narrowing> narrowed = isNarrowed(field)
                    ? field.field()
                            .leadsTo()
                            .flatMap(access::any)
                            .flatMap(target -> known.get(new Asked(lines, field.key(), target)))
                    : Optional.empty();
            for (String name : narrowed.map(Narrowing::own).orElse(Set.of())) {
                String beyond = Narrowing.keyOf(name).equals(owner.key()) ? beyond(name, owner.key()) : null;
                StoredField of = beyond == null ? null : whole.field(beyond);
                if (of != null) {
                    by.add(of);
                }
            }
        }
        return records.stream()
                .filter(record -> by.stream().anyMatch(record::changes))
                .toList();
    }

    /** A record that is led to. */
    private record Chosen(Draft draft, UUID to, @Nullable String title) {}

    private void each(Writing writing, java.util.function.Predicate<Chosen> which) {
        for (StoredField field : writing.table().fields()) {
            if (!isNarrowed(field)) {
                continue;
            }
            RecordTable target = field.field().leadsTo().flatMap(access::any).orElse(null);
            if (target == null) {
                continue;
            }
            // Most links of a wide form are empty, and nothing has to be known of these.
            List<Draft> filled = writing.drafts().stream()
                    .filter(draft -> leadsSomewhere(draft.value(field)) && !draft.hasProblem(field))
                    .toList();
            if (filled.isEmpty()) {
                continue;
            }
            Optional<Narrowing> narrowed = known.get(new Asked(writing.table(), field.key(), target));
            List<Chosen> chosen = filled.stream()
                    .flatMap(draft -> chosen(writing, draft, field, narrowed.orElse(null)))
                    .filter(which)
                    .toList();
            if (chosen.isEmpty()) {
                continue;
            }
            if (narrowed.isEmpty()) {
                chosen.forEach(one -> one.draft()
                        .problem(Problem.error(
                                "record.error.linkUnreadable",
                                field.key(),
                                field.field().label(),
                                target.form().label())));
            } else {
                Set<Chosen> fitting = fitting(writing, narrowed.get(), target, chosen);
                if (fitting.size() < chosen.size()) {
                    Scope scope = scope(writing.table(), target);
                    chosen.stream()
                            .filter(one -> !fitting.contains(one))
                            .forEach(one -> one.draft()
                                    .problem(outside(field, one, narrowed.get(), scope, writing.table(), target)));
                }
            }
        }
    }

    private static boolean leadsSomewhere(@Nullable Object value) {
        return value instanceof RecordRef
                || value instanceof RecordRefs refs && !refs.records().isEmpty();
    }

    private Problem outside(
            StoredField field, Chosen chosen, Narrowing narrowed, Scope scope, RecordTable table, RecordTable target) {
        Set<String> own = narrowed.own();
        Set<String> by = own.isEmpty() ? narrowed.offered() : own;
        String title = chosen.title() == null ? RecordTable.nameless(chosen.to()) : chosen.title();
        String label = field.field().label();
        if (!by.stream().allMatch(name -> isShown(table, target, name))) {
            return Problem.error("record.error.linkNotOffered", field.key(), label, title);
        }
        return Problem.error(
                own.isEmpty() ? "record.error.linkOutside" : "record.error.linkOutsideOf",
                field.key(),
                label,
                title,
                Narrowing.labels(by, scope));
    }

    /** Whether whoever writes may know of the field that a narrowing goes by. */
    private boolean isShown(RecordTable table, RecordTable target, String name) {
        if (!isOwn(name)) {
            return isShown(target, name);
        }
        String key = Narrowing.keyOf(name);
        String beyond = beyond(name, key);
        StoredField link = table.field(key);
        return isShown(table, key)
                && (beyond == null
                        || link != null
                                && link.field()
                                        .target()
                                        .flatMap(access::any)
                                        .filter(there -> isShown(there, beyond))
                                        .isPresent());
    }

    private boolean isShown(RecordTable table, String key) {
        return table.field(key) == null
                || access.visible(table.form().id())
                        .map(seen -> seen.table().field(key))
                        .filter(field -> !field.field().isMasked())
                        .isPresent();
    }

    /** The records that are led to anew, or all of them where something changes by which they are offered. */
    private Stream<Chosen> chosen(Writing writing, Draft draft, StoredField field, @Nullable Narrowing narrowing) {
        Object value = draft.value(field);
        boolean all = draft.isNew() || narrowing != null && changesBeside(writing, draft, narrowing);
        return switch (value) {
            case RecordRef ref
            when ref.id() != null && (all || draft.changes(field)) ->
                Stream.of(new Chosen(draft, ref.id(), ref.title()));
            case RecordRefs refs
            when all || draft.changes(field) -> {
                List<UUID> before =
                        !all && draft.before().get(field.key()) instanceof RecordRefs former ? former.ids() : List.of();
                Set<UUID> known = Set.copyOf(before);
                yield refs.records().stream()
                        .filter(ref -> ref.id() != null && !known.contains(ref.id()))
                        .map(ref -> new Chosen(draft, Objects.requireNonNull(ref.id()), ref.title()));
            }
            case null, default -> Stream.empty();
        };
    }

    private boolean changesBeside(Writing writing, Draft draft, Narrowing narrowing) {
        RecordTable table = writing.table();
        StoredField owner = table.ownerLink();
        return narrowing.own().stream().anyMatch(name -> {
            String key = Narrowing.keyOf(name);
            StoredField field = table.field(key);
            if (field == null) {
                return false;
            }
            if (draft.changes(field)) {
                return true;
            }
            String beyond = beyond(name, key);
            Draft whole = beyond != null && field.equals(owner) && draft.value(field) instanceof RecordRef ref
                    ? recordOf(writing, ref)
                    : null;
            StoredField of = whole == null || beyond == null
                    ? null
                    : field.field()
                            .target()
                            .flatMap(access::any)
                            .map(there -> there.field(beyond))
                            .orElse(null);
            return of != null && whole != null && whole.changes(of);
        });
    }

    private static @Nullable Draft recordOf(Writing writing, RecordRef ref) {
        return ref.id() == null ? null : writing.beside().record(ref.id());
    }

    private Set<Chosen> fitting(Writing writing, Narrowing narrowing, RecordTable target, List<Chosen> chosen) {
        List<String> names = new ArrayList<>();
        narrowing.condition().dependencies().stream().filter(Narrowings::isOwn).forEach(names::add);
        Map<String, ExpressionType> types = new LinkedHashMap<>();
        narrowing.condition().all().forEach(part -> {
            if (part instanceof Named(String key, ExpressionType type) && isOwn(key)) {
                types.put(key, type);
            }
        });
        Map<Draft, Map<String, @Nullable Object>> own = ownValues(writing, narrowing.own(), chosen);
        Set<Chosen> fitting = new HashSet<>();
        for (int from = 0; from < chosen.size(); from += AT_ONCE) {
            List<Chosen> some = chosen.subList(from, Math.min(from + AT_ONCE, chosen.size()));
            fitting.addAll(fitting(narrowing, target, some, names, types, own, writing.person()));
        }
        return fitting;
    }

    private Set<Chosen> fitting(
            Narrowing narrowing,
            RecordTable target,
            List<Chosen> chosen,
            List<String> names,
            Map<String, ExpressionType> types,
            Map<Draft, Map<String, @Nullable Object>> own,
            Person person) {
        List<RowN> rows = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            List<Field<?>> columns = new ArrayList<>();
            columns.add(val(i));
            columns.add(val(chosen.get(i).to(), SQLDataType.UUID));
            Map<String, @Nullable Object> values =
                    own.getOrDefault(chosen.get(i).draft(), Map.of());
            for (String name : names) {
                DataType<?> type = column(types.getOrDefault(name, ExpressionType.TEXT));
                Object value = values.get(name);
                columns.add(cast(
                        val(
                                type.equals(SQLDataType.UUID) && value != null
                                        ? Ids.parse(value.toString()).orElse(null)
                                        : value,
                                type),
                        type));
            }
            rows.add(row(columns));
        }
        List<String> called = new ArrayList<>(List.of("n", "t"));
        Map<String, Field<?>> worked = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            called.add("c" + i);
            worked.put(
                    names.get(i),
                    field(name(LINKED, "c" + i), column(types.getOrDefault(names.get(i), ExpressionType.TEXT))));
        }
        QueryPlanner planner = planner(target);
        Map<String, Term> terms = new HashMap<>();
        narrowing.offered().forEach(name -> terms.put(name, planner.term(name)));
        Circumstances now = new Circumstances(time.now(), time.zone(), person.id(), person.name(), workDays.workDays())
                .in(person.departments());
        Condition fits = new ExpressionSql(terms, Map.of(), worked, now).condition(narrowing.condition());
        Table<?> linking = values(rows.toArray(RowN[]::new)).as(LINKED, called.toArray(String[]::new));
        Field<Integer> number = field(name(LINKED, "n"), Integer.class);
        Set<Chosen> fitting = new HashSet<>();
        dsl.select(number)
                .from(linking)
                .join(TableSql.tableOf(target.name()).as("r"))
                .on(TableSql.<UUID>cast(TableSql.column(SystemColumns.ID, ColumnType.UUID))
                        .eq(field(name(LINKED, "t"), SQLDataType.UUID)))
                .where(fits)
                .forEach(found -> fitting.add(chosen.get(found.value1())));
        return fitting;
    }

    private static DataType<?> column(ExpressionType type) {
        return switch (type) {
            case NUMBER, DURATION -> SQLDataType.NUMERIC;
            case BOOLEAN -> SQLDataType.BOOLEAN;
            case DATE, DATE_RANGE -> SQLDataType.LOCALDATE;
            case DATE_TIME -> SQLDataType.INSTANT;
            case LINK -> SQLDataType.UUID;
            case TEXT, TIME, CHOICE, PERSON, CHOICES, ID, OTHER, EMPTY -> SQLDataType.CLOB;
        };
    }

    /** What records beside these lead to is read for all of them at once. */
    private Map<Draft, Map<String, @Nullable Object>> ownValues(
            Writing writing, Set<String> names, List<Chosen> chosen) {
        RecordTable table = writing.table();
        Set<Draft> drafts = new LinkedHashSet<>();
        chosen.forEach(one -> drafts.add(one.draft()));
        Map<Draft, Map<String, @Nullable Object>> own = new HashMap<>();
        drafts.forEach(draft -> own.put(draft, new HashMap<>()));
        Map<String, Map<UUID, RecordData>> linked = new HashMap<>();
        for (String name : names) {
            String key = Narrowing.keyOf(name);
            StoredField by = table.field(key);
            String beyond = beyond(name, key);
            if (by == null) {
                continue;
            }
            if (beyond == null) {
                drafts.forEach(draft -> put(of(own, draft), name, by, draft.value(by)));
                continue;
            }
            Optional<RecordTable> there = by.field().target().flatMap(access::any);
            StoredField of = there.map(some -> some.field(beyond)).orElse(null);
            if (there.isEmpty() || of == null) {
                continue;
            }
            Map<UUID, RecordData> read =
                    linked.computeIfAbsent(key, _ -> locked.look(there.get(), led(writing, drafts, by)));
            drafts.forEach(draft -> {
                RecordRef ref = draft.value(by) instanceof RecordRef some ? some : null;
                Draft whole = ref == null ? null : recordOf(writing, ref);
                RecordData record = ref == null || ref.id() == null ? null : read.get(ref.id());
                put(
                        of(own, draft),
                        name,
                        of,
                        whole != null
                                ? whole.value(of)
                                : record == null ? null : record.values().get(beyond));
            });
        }
        return own;
    }

    private static Map<String, @Nullable Object> of(Map<Draft, Map<String, @Nullable Object>> own, Draft draft) {
        return own.computeIfAbsent(draft, _ -> new HashMap<>());
    }

    /** The records that a link leads to and that are as the database has them. */
    private static Collection<UUID> led(Writing writing, Set<Draft> drafts, StoredField by) {
        Set<UUID> led = new LinkedHashSet<>();
        for (Draft draft : drafts) {
            if (draft.value(by) instanceof RecordRef ref && ref.id() != null && recordOf(writing, ref) == null) {
                led.add(ref.id());
            }
        }
        return led;
    }
}

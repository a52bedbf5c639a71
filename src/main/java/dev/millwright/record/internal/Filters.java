package dev.millwright.record.internal;

import dev.millwright.expression.Circumstances;
import dev.millwright.expression.Evaluator;
import dev.millwright.expression.Expression;
import dev.millwright.expression.Expression.Apply;
import dev.millwright.expression.Expression.Circumstance;
import dev.millwright.expression.Expression.Compare;
import dev.millwright.expression.Expression.Given;
import dev.millwright.expression.Expression.Literal;
import dev.millwright.expression.Expression.Named;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Expressions;
import dev.millwright.expression.Operation;
import dev.millwright.expression.Scope;
import dev.millwright.expression.WorkDaySource;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.record.internal.QueryPlan.Comparison;
import dev.millwright.record.internal.QueryPlan.Operand;
import dev.millwright.record.internal.QueryPlan.Predicate;
import dev.millwright.record.internal.QueryPlan.Term;
import dev.millwright.record.spi.Authorities;
import dev.millwright.record.spi.Authority;
import dev.millwright.record.spi.Cause;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Ids;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;

/**
 * Makes predicates of expressions. What compares a field with something written out becomes the same predicate that a screen would have asked
 * for, so that indexes serve both; all else goes on as the expression that it is.
 */
@Component
class Filters {

    /** Screens and integrations ask with the same few filters again and again, and reading one costs as much as answering it. */
    private static final int KNOWN = 256;

    private static final int LONGEST_KNOWN = 1_000;

    private final Expressions expressions;
    private final ConcurrentLruCache<Written, Expression> known;
    private final ConcurrentLruCache<Written, Expression> rules;
    private final CurrentPerson currentPerson;
    private final Authorities authorities;
    private final BusinessTime time;
    private final WorkDaySource workDays;

    Filters(
            Expressions expressions,
            CurrentPerson currentPerson,
            Authorities authorities,
            BusinessTime time,
            WorkDaySource workDays) {
        this.authorities = authorities;
        this.expressions = expressions;
        this.known = new ConcurrentLruCache<>(
                KNOWN,
                filter -> expressions.condition(filter.text(), filter.table().scope()));
        this.rules = new ConcurrentLruCache<>(
                KNOWN, rule -> expressions.condition(rule.text(), rule.table().linkedScope()));
        this.currentPerson = currentPerson;
        this.time = time;
        this.workDays = workDays;
    }

    /**
     * A condition of somebody who asks, which may also name fields of linked records.
     *
     * @param seen the names that there are for the one who asks, those of linked records among them
     * @param terms what a name stands for, for the one who asks
     * @throws dev.millwright.expression.ExpressionException when the text makes no sense for this table
     */
    Predicate predicate(String text, RecordTable table, Supplier<Scope> seen, Function<String, Term> terms) {
        boolean linked = authorities.current() instanceof Authority.App;
        Expression condition;
        if (!linked && mayNameLinked(text)) {
            // Which names there are of linked records differs from reader to reader, so that this is not kept.
            condition = expressions.condition(text, seen.get());
        } else if (text.length() > LONGEST_KNOWN) {
            condition = expressions.condition(text, linked ? table.linkedScope() : table.scope());
        } else {
            condition = (linked ? rules : known).get(new Written(text, table));
        }
        Map<String, Term> named = new HashMap<>();
        condition.dependencies().forEach(name -> named.put(name, terms.apply(name)));
        return new Reading(table, named, circumstances()).predicate(condition);
    }

    /** Whether a letter stands behind a dot, as in names of linked fields; it may as well be within quotes. */
    private static boolean mayNameLinked(String text) {
        int dot = text.indexOf('.');
        while (dot >= 0 && dot + 1 < text.length()) {
            if (Character.isLetter(text.charAt(dot + 1)) || text.charAt(dot + 1) == '_') {
                return true;
            }
            dot = text.indexOf('.', dot + 1);
        }
        return false;
    }

    /** The names that such a condition needs. */
    Set<String> namesOf(String rule, RecordTable table) {
        return rules.get(new Written(rule, table)).dependencies();
    }

    /**
     * As {@link #predicate} for a condition that somebody is kept to, which may also name fields of linked records.
     *
     * @param person whom the condition is about
     */
    Predicate rule(String text, RecordTable table, Person person, Function<String, Term> terms) {
        Expression condition = rules.get(new Written(text, table));
        Map<String, Term> named = new HashMap<>();
        condition.dependencies().forEach(name -> named.put(name, terms.apply(name)));
        return new Reading(table, named, circumstances(person)).predicate(condition);
    }

    /**
     * A formula about records and those that they link to.
     *
     * @param terms what a name of the table's scope stands for, for the one who asks
     * @throws dev.millwright.expression.ExpressionException when the text makes no sense for this table
     */
    Formula formula(String text, RecordTable table, Function<String, Term> terms) {
        Expression expression = expressions.compile(text, table.linkedScope());
        Map<String, Term> named = new HashMap<>();
        expression.dependencies().forEach(name -> named.put(name, terms.apply(name)));
        return new Formula(expression, named, circumstances());
    }

    /**
     * As {@link #predicate} for a condition that is read already.
     *
     * @param person whom the condition is about
     */
    Predicate of(Expression condition, RecordTable table, Person person, Function<String, Term> terms) {
        Map<String, Term> named = new HashMap<>();
        condition.dependencies().forEach(name -> named.put(name, terms.apply(name)));
        return new Reading(table, named, circumstances(person)).predicate(condition);
    }

    /** Whoever asks. */
    Person asker() {
        return FormAccess.person(authorities, currentPerson);
    }

    /** The day that it is now in the business zone. */
    LocalDate today() {
        return time.today();
    }

    private Circumstances circumstances() {
        return circumstances(
                authorities.current() instanceof Authority.App(String _, Cause _, Person starter) && starter != null
                        ? starter
                        : asker());
    }

    private Circumstances circumstances(Person person) {
        return new Circumstances(time.now(), time.zone(), person.id(), person.name(), workDays.workDays())
                .in(person.departments());
    }

    /** An expression that gives a value, with all that it needs. */
    record Formula(Expression expression, Map<String, Term> terms, Circumstances now) {}

    /** A filter of a table as it was published; the next release has a table of its own. */
    private record Written(String text, RecordTable table) {}

    /** Which records make a condition true; where it is not known they need not be told from those that make it false. */
    private record Reading(RecordTable table, Map<String, Term> terms, Circumstances now) {

        Predicate predicate(Expression condition) {
            return switch (condition) {
                case Expression.All all ->
                    new Predicate.All(all.parts().stream().map(this::predicate).toList());
                case Expression.Any any ->
                    new Predicate.Any(any.parts().stream().map(this::predicate).toList());
                case Compare compare -> compared(compare).orElseGet(() -> holds(condition));
                case Expression.OneOf oneOf -> oneOf(oneOf).orElseGet(() -> holds(condition));
                case Apply apply -> applied(apply).orElseGet(() -> holds(condition));
                case Expression.Not(Apply apply)
                when apply.operation() == Operation.IS_EMPTY ->
                    applied(apply).<Predicate>map(Predicate.Not::new).orElseGet(() -> holds(condition));
                case Named named -> new Predicate.Compare(operand(named), Comparison.EQ, true);
                case Expression.Not _,
                        Literal _,
                        Expression.Nothing _,
                        Given _,
                        Expression.RowValue _,
                        Expression.Rollup _ -> holds(condition);
            };
        }

        private Predicate holds(Expression condition) {
            return new Predicate.Holds(condition, terms, now);
        }

        private Term term(Named named) {
            Term term = terms.get(named.key());
            if (term == null) {
                throw new IllegalStateException("A name without a term: " + named.key());
            }
            return term;
        }

        private Operand operand(Named named) {
            return term(named).operand();
        }

        private Optional<Predicate> compared(Compare compare) {
            Optional<Predicate> byRecord = byRecord(compare.left(), compare.comparison(), compare.right())
                    .or(() -> byRecord(compare.right(), compare.comparison().mirrored(), compare.left()));
            if (byRecord.isPresent()) {
                return byRecord;
            }
            if (plain(compare.left()) instanceof Named named) {
                return compared(named, compare.comparison(), compare.right());
            }
            return plain(compare.right()) instanceof Named named
                    ? compared(named, compare.comparison().mirrored(), compare.left())
                    : Optional.empty();
        }

        /** A range of days is kept as its first one, by which it is found. */
        private static Expression plain(Expression expression) {
            return expression instanceof Apply(Operation what, List<Expression> of, ExpressionType type)
                            && what == Operation.FIRST_DAY
                            && of.getFirst() instanceof Named(String key, ExpressionType _)
                    ? new Named(key, type)
                    : expression;
        }

        /** A link that leads to one record, told by its id. */
        private Optional<Predicate> byRecord(Expression link, Expression.Comparison how, Expression id) {
            return link instanceof Apply(Operation what, List<Expression> of, ExpressionType _)
                            && what == Operation.ID_OF
                            && of.getFirst() instanceof Named named
                            && named.type() == ExpressionType.LINK
                            && id instanceof Literal(String text, ExpressionType _)
                    ? Ids.parse(text).map(record -> new Predicate.Compare(operand(named), how(how), record))
                    : Optional.empty();
        }

        private Optional<Predicate> compared(Named named, Expression.Comparison comparison, Expression other) {
            Comparison how = how(comparison);
            if (other instanceof Given(Circumstance what) && named.type() == ExpressionType.PERSON) {
                return what == Circumstance.ME && how == Comparison.EQ
                        ? Optional.of(new Predicate.Compare(operand(named), how, now.person()))
                        : Optional.empty();
            }
            Object value = known(other);
            if (value == null) {
                return Optional.empty();
            }
            return switch (named.type()) {
                case TEXT, CHOICE, BOOLEAN, DATE, TIME ->
                    Optional.of(new Predicate.Compare(operand(named), how, value));
                case NUMBER, DURATION ->
                    Optional.of(new Predicate.Compare(operand(named), how, number(operand(named), (BigDecimal) value)));
                case DATE_TIME ->
                    Optional.ofNullable(
                            value instanceof LocalDate day
                                    ? byDay(operand(named), how, day)
                                    : new Predicate.Compare(operand(named), how, value));
                case LINK ->
                    other.type() == ExpressionType.TEXT
                                    && term(named).name() instanceof Operand title
                                    && title.type() == ColumnType.TEXT
                            ? Optional.of(new Predicate.Compare(title, how, value))
                            : Optional.empty();
                case PERSON ->
                    other.type() == ExpressionType.TEXT
                                    && how == Comparison.EQ
                                    && term(named).name() instanceof Operand name
                            ? Optional.of(new Predicate.Any(List.of(
                                    new Predicate.Compare(operand(named), how, value),
                                    new Predicate.Compare(name, how, value))))
                            : Optional.empty();
                case ID ->
                    id(operand(named), String.valueOf(value)).map(id -> new Predicate.Compare(operand(named), how, id));
                case DATE_RANGE, CHOICES, OTHER, EMPTY -> Optional.empty();
            };
        }

        private Predicate byDay(Operand operand, Comparison how, LocalDate day) {
            Instant start = now.startOf(day);
            Instant end = now.startOf(day.plusDays(1));
            return switch (how) {
                case EQ ->
                    new Predicate.All(List.of(
                            new Predicate.Compare(operand, Comparison.GE, start),
                            new Predicate.Compare(operand, Comparison.LT, end)));
                case NE ->
                    new Predicate.Any(List.of(
                            new Predicate.Compare(operand, Comparison.LT, start),
                            new Predicate.Compare(operand, Comparison.GE, end)));
                case LT -> new Predicate.Compare(operand, Comparison.LT, start);
                case LE -> new Predicate.Compare(operand, Comparison.LT, end);
                case GT -> new Predicate.Compare(operand, Comparison.GE, end);
                case GE -> new Predicate.Compare(operand, Comparison.GE, start);
            };
        }

        private Optional<Predicate> oneOf(Expression.OneOf oneOf) {
            if (!(plain(oneOf.subject()) instanceof Named named)
                    || !oneOf.values().stream().allMatch(Literal.class::isInstance)) {
                return Optional.empty();
            }
            Operand operand = operand(named);
            List<Object> values = oneOf.values().stream()
                    .map(value -> ((Literal) value).value())
                    .toList();
            return switch (named.type()) {
                case TEXT, CHOICE, DATE, TIME -> Optional.of(new Predicate.OneOf(operand, values));
                case ID -> {
                    List<Object> ids = values.stream()
                            .flatMap(value -> id(operand, String.valueOf(value)).stream())
                            .toList();
                    yield Optional.of(ids.isEmpty() ? Predicate.NONE : new Predicate.OneOf(operand, ids));
                }
                case LINK ->
                    term(named).name() instanceof Operand title && title.type() == ColumnType.TEXT
                            ? Optional.of(new Predicate.OneOf(title, values))
                            : Optional.empty();
                case NUMBER, BOOLEAN, DATE_TIME, DURATION, DATE_RANGE, CHOICES, PERSON, OTHER, EMPTY ->
                    Optional.empty();
            };
        }

        /** So that an index finds them. Letter case tells departments apart, which a pattern does not. */
        private Optional<Predicate> ofMyDepartment(Apply apply, Operand department) {
            List<Object> mine = List.copyOf(now.departments());
            if (mine.isEmpty()) {
                return Optional.of(Predicate.NONE);
            }
            boolean below = apply.operation() == Operation.UNDER_MY_DEPARTMENT;
            if (department.type() == ColumnType.TEXT_ARRAY) {
                return below ? Optional.empty() : Optional.of(new Predicate.Elements(department, mine, false));
            }
            if (department.type() != ColumnType.TEXT) {
                return Optional.empty();
            }
            Predicate these = new Predicate.OneOf(department, mine);
            if (!below) {
                return Optional.of(these);
            }
            List<Predicate> any = new ArrayList<>(List.of(these));
            now.departments()
                    .forEach(path -> any.add(new Predicate.Like(department, TextSearch.startsWith(path + "/"))));
            return Optional.of(new Predicate.All(List.of(new Predicate.Any(any), holds(apply))));
        }

        private Optional<Predicate> applied(Apply apply) {
            if (!(plain(apply.arguments().getFirst()) instanceof Named named)) {
                return Optional.empty();
            }
            if (apply.operation() == Operation.IS_EMPTY) {
                // Of no record at all a field is empty, too, and that is no comparison with what a row of the other
                // table holds.
                return operand(named) instanceof Operand.Linked
                        ? Optional.empty()
                        : Optional.of(new Predicate.Empty(operand(named)));
            }
            if (apply.operation() == Operation.OF_MY_DEPARTMENT || apply.operation() == Operation.UNDER_MY_DEPARTMENT) {
                return ofMyDepartment(apply, operand(named));
            }
            if (apply.operation() == Operation.HAS_OPTION
                    && apply.arguments().get(1) instanceof Apply(Operation of, List<Expression> whose, ExpressionType _)
                    && of == Operation.ID_OF
                    && whose.getFirst() instanceof Given(Circumstance what)
                    && what == Circumstance.ME) {
                return Optional.of(new Predicate.Elements(operand(named), List.of(now.person()), true));
            }
            if (apply.arguments().size() != 2
                    || !(apply.arguments().get(1) instanceof Literal(String part, ExpressionType _))) {
                return Optional.empty();
            }
            if (apply.operation() == Operation.HAS_OPTION) {
                Predicate has = new Predicate.Elements(operand(named), List.of(part), true);
                Operand names = term(named).name();
                return Optional.of(
                        names == null
                                ? has
                                : new Predicate.Any(List.of(has, new Predicate.Elements(names, List.of(part), true))));
            }
            Operand text = named.type() == ExpressionType.LINK || named.type() == ExpressionType.PERSON
                    ? term(named).name()
                    : operand(named);
            if (text == null || text.type() != ColumnType.TEXT) {
                return Optional.empty();
            }
            if (apply.operation() == Operation.CONTAINS) {
                return Optional.of(TextSearch.containing(text, table.field(named.key()), part));
            }
            return Optional.ofNullable(ExpressionSql.pattern(apply.operation(), part))
                    .map(pattern -> new Predicate.Like(text, pattern));
        }

        /** The value, if it is known before the question is asked. */
        private @Nullable Object known(Expression expression) {
            return switch (expression) {
                case Literal literal -> literal.value();
                case Given(Circumstance what) ->
                    switch (what) {
                        case TODAY -> now.today();
                        case NOW -> now.now();
                        case ME -> null;
                    };
                // Days and moments that are worked out of today are the same for all rows: an index finds what lies
                // before and after.
                case Apply apply ->
                    (apply.type() == ExpressionType.DATE || apply.type() == ExpressionType.DATE_TIME)
                                    && apply.dependencies().isEmpty()
                            ? new Evaluator(now).value(apply, _ -> null)
                            : null;
                case Expression.Nothing _,
                        Named _,
                        Expression.RowValue _,
                        Expression.Rollup _,
                        Expression.Not _,
                        Expression.All _,
                        Expression.Any _,
                        Compare _,
                        Expression.OneOf _ -> null;
            };
        }

        /** A whole number is compared with whole numbers as one, so that an index serves. */
        private static Object number(Operand operand, BigDecimal number) {
            boolean whole = operand.type() == ColumnType.BIGINT
                    && number.stripTrailingZeros().scale() <= 0
                    && number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
            return whole ? (Object) number.longValueExact() : number;
        }

        private static Optional<Object> id(Operand operand, String text) {
            return operand.type() == ColumnType.UUID ? Ids.parse(text).map(UUID.class::cast) : Optional.of(text);
        }

        private static Comparison how(Expression.Comparison comparison) {
            return switch (comparison) {
                case EQUAL -> Comparison.EQ;
                case UNEQUAL -> Comparison.NE;
                case LESS -> Comparison.LT;
                case AT_MOST -> Comparison.LE;
                case GREATER -> Comparison.GT;
                case AT_LEAST -> Comparison.GE;
            };
        }
    }
}

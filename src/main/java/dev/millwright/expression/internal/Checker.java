package dev.millwright.expression.internal;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Circumstances;
import dev.millwright.expression.Evaluator;
import dev.millwright.expression.Expression;
import dev.millwright.expression.Expression.Comparison;
import dev.millwright.expression.Expression.Literal;
import dev.millwright.expression.ExpressionException;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionFunctions;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Expressions;
import dev.millwright.expression.Nearest;
import dev.millwright.expression.Operation;
import dev.millwright.expression.Scope;
import dev.millwright.shared.TextPosition;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gives every part of what was written its type, and refuses what makes no sense. */
public final class Checker {

    private static final int FIRST_YEAR = 1;
    private static final int LAST_YEAR = 9999;

    /** Once functions are written out. */
    private static final int MOST_PARTS = 4 * Expressions.MAX_PARTS;

    /** So many names are looked through for the one that somebody may have meant. */
    private static final int GUESSED = 2_000;

    private static final Circumstances ANYWHERE = new Circumstances(Instant.EPOCH, ZoneOffset.UTC, "", "");

    private final ExpressionFunctions functions;

    public Checker(ExpressionFunctions functions) {
        this.functions = functions;
    }

    public Expression check(Syntax syntax, String text, Scope scope) {
        return new Check(text, scope).expression(syntax);
    }

    /** One check of one text. */
    private final class Check {

        private final String text;
        private final Scope scope;

        /** Whether what is checked is an argument of a function that takes rows. */
        private boolean ofRows;

        Check(String text, Scope scope) {
            this.text = text;
            this.scope = scope;
        }

        Expression expression(Syntax syntax) {
            return switch (syntax) {
                case Syntax.Text written -> new Literal(written.value(), ExpressionType.TEXT);
                case Syntax.Number number -> new Literal(number.value(), ExpressionType.NUMBER);
                case Syntax.Truth truth -> Literal.of(truth.value());
                case Syntax.Nothing _ -> new Expression.Nothing();
                case Syntax.Name name -> name(name);
                case Syntax.Call call -> call(call);
                case Syntax.Not not -> new Expression.Not(truth(not.of()));
                case Syntax.All all ->
                    new Expression.All(all.parts().stream().map(this::truth).toList());
                case Syntax.Any any ->
                    new Expression.Any(any.parts().stream().map(this::truth).toList());
                case Syntax.Compare compare ->
                    compare(
                            compare.comparison(),
                            expression(compare.left()),
                            expression(compare.right()),
                            compare.left(),
                            compare.right());
                case Syntax.OneOf oneOf -> oneOf(oneOf);
                case Syntax.Calculate calculate -> calculate(calculate);
                case Syntax.Negate negate -> negative(amount(negate.of(), "-"));
            };
        }

        private Expression truth(Syntax syntax) {
            Expression expression = expression(syntax);
            if (expression.type() != ExpressionType.BOOLEAN) {
                throw refusal(
                        syntax,
                        "expression.error.noTruth",
                        written(syntax),
                        expression.type().name());
            }
            return expression;
        }

        private Expression amount(Syntax syntax, String sign) {
            Expression expression = expression(syntax);
            if (!expression.type().isAmount()) {
                throw refusal(
                        syntax,
                        "expression.error.noNumber",
                        written(syntax),
                        expression.type().name(),
                        sign);
            }
            return expression;
        }

        private Expression name(Syntax.Name syntax) {
            Optional<Scope.Name> found = scope.find(syntax.name());
            if (found.isPresent()) {
                return named(found.get(), syntax);
            }
            Optional<ExpressionFunction> function = functions.find(syntax.name());
            if (function.isPresent()) {
                throw refusal(
                        syntax,
                        "expression.error.noCall",
                        syntax.name(),
                        function.get().usage());
            }
            Map<String, Scope.Name> names = new TreeMap<>();
            scope.stream().limit(GUESSED).forEach(name -> names.put(name.label(), name));
            scope.stream().limit(GUESSED).forEach(name -> names.put(name.key(), name));
            throw Nearest.to(syntax.name(), names.keySet())
                    .flatMap(near -> Optional.ofNullable(names.get(near)))
                    .map(near -> meant(syntax, near))
                    .orElseGet(() -> refusal(syntax, "expression.error.unknownName", syntax.name()));
        }

        /** People know a field by what it is called, and write what stands behind it. */
        private ExpressionException meant(Syntax.Name syntax, Scope.Name near) {
            return near.label().equals(near.key())
                    ? refusal(syntax, "expression.error.unknownNameMeant", syntax.name(), near.key())
                    : refusal(syntax, "expression.error.unknownNameLabel", syntax.name(), near.label(), near.key());
        }

        private Expression named(Scope.Name found, Syntax.Name syntax) {
            String rows = found.rows();
            if (rows == null) {
                return days(new Expression.Named(found.key(), found.type()));
            }
            if (!ofRows) {
                throw refusal(syntax, "expression.error.manyRows", found.label(), syntax.name());
            }
            String inRow = found.key().equals(rows) ? Scope.ROW_ID : found.key().substring(rows.length() + 1);
            return days(new Expression.RowValue(rows, inRow, found.type()));
        }

        /** A range of days stands for its first day, of which functions know the last. */
        private static Expression days(Expression named) {
            return named.type() == ExpressionType.DATE_RANGE
                    ? Expression.apply(Operation.FIRST_DAY, ExpressionType.DATE, named)
                    : named;
        }

        private Expression call(Syntax.Call call) {
            ExpressionFunction function = functions
                    .find(call.function())
                    .orElseThrow(() -> Nearest.to(
                                    call.function(),
                                    functions.all().stream()
                                            .map(ExpressionFunction::name)
                                            .toList())
                            .map(near -> refusal(call, "expression.error.unknownFunctionMeant", call.function(), near))
                            .orElseGet(() -> refusal(call, "expression.error.unknownFunction", call.function())));
            boolean outside = ofRows;
            ofRows = outside || function.takesRows();
            List<Expression> values =
                    call.arguments().stream().map(this::expression).toList();
            ofRows = outside;
            List<TextPosition> positions =
                    call.arguments().stream().map(this::position).toList();
            Arguments.Comparing comparing = (comparison, left, right) -> compare(
                    comparison,
                    values.get(left),
                    values.get(right),
                    call.arguments().get(left),
                    call.arguments().get(right));
            Expression result = function.apply(new Arguments(function, position(call), values, positions, comparing));
            // Functions may use an argument more than once, and such functions within each other double it each time.
            if (size(result, 0) > MOST_PARTS) {
                throw refusal(call, "expression.error.tooMany", Expressions.MAX_PARTS);
            }
            return bounded(call, result);
        }

        private Expression bounded(Syntax syntax, Expression number) {
            boolean tooLarge = number.type().isAmount() && (Magnitude.of(number).isTooLarge() || isNoPower(number));
            if (tooLarge) {
                throw refusal(syntax, "expression.error.tooLarge");
            }
            return number;
        }

        /** A power of numbers that are written out is there or not, whatever the record holds. */
        private static boolean isNoPower(Expression number) {
            return number instanceof Expression.Apply apply
                    && apply.operation() == Operation.POWER
                    && apply.dependencies().isEmpty()
                    && apply.all()
                            .noneMatch(part -> part instanceof Expression.Rollup || part instanceof Expression.RowValue)
                    && new Evaluator(ANYWHERE).value(apply, _ -> null) == null;
        }

        private static int size(Expression expression, int before) {
            int size = before + 1;
            for (Expression part : expression.parts()) {
                if (size > MOST_PARTS) {
                    break;
                }
                size = size(part, size);
            }
            return size;
        }

        private Expression compare(
                Comparison comparison, Expression left, Expression right, Syntax leftSyntax, Syntax rightSyntax) {
            if (left.type() == ExpressionType.EMPTY || right.type() == ExpressionType.EMPTY) {
                return compareWithNothing(comparison, left, right, leftSyntax, rightSyntax);
            }
            Expression a = fitted(left, right.type(), leftSyntax, rightSyntax);
            Expression b = fitted(right, left.type(), rightSyntax, leftSyntax);
            boolean options = a.type() == ExpressionType.CHOICES || b.type() == ExpressionType.CHOICES;
            if (options
                    && !comparison.isOrder()
                    && (a.type().isText() || b.type().isText())) {
                Expression several = a.type() == ExpressionType.CHOICES ? a : b;
                Expression other = a.type() == ExpressionType.CHOICES ? b : a;
                // Somebody is among several people whatever they are called.
                Expression one = other.type() == ExpressionType.PERSON
                        ? Expression.apply(Operation.ID_OF, ExpressionType.ID, other)
                        : other;
                Expression has = Expression.apply(Operation.HAS_OPTION, ExpressionType.BOOLEAN, several, one);
                return comparison == Comparison.EQUAL ? has : new Expression.Not(has);
            }
            if (a.type() != b.type() && isClock(a.type(), b.type())) {
                throw refusal(rightSyntax, "expression.error.clockAndOther", written(leftSyntax), written(rightSyntax));
            }
            if (!comparable(comparison, a.type(), b.type())) {
                throw refusal(
                        rightSyntax,
                        comparison.isOrder() ? "expression.error.noOrder" : "expression.error.noEquality",
                        written(leftSyntax),
                        left.type().name(),
                        written(rightSyntax),
                        right.type().name());
            }
            return new Expression.Compare(comparison, a, b);
        }

        /** A number says nothing of hours or minutes. */
        private static boolean isClock(ExpressionType a, ExpressionType b) {
            return a == ExpressionType.DURATION && b == ExpressionType.NUMBER
                    || a == ExpressionType.NUMBER && b == ExpressionType.DURATION;
        }

        private Expression compareWithNothing(
                Comparison comparison, Expression left, Expression right, Syntax leftSyntax, Syntax rightSyntax) {
            boolean onLeft = left.type() == ExpressionType.EMPTY;
            if (comparison.isOrder()) {
                throw refusal(onLeft ? leftSyntax : rightSyntax, "expression.error.orderOfNothing");
            }
            Expression empty = Expression.apply(Operation.IS_EMPTY, ExpressionType.BOOLEAN, onLeft ? right : left);
            return comparison == Comparison.EQUAL ? empty : new Expression.Not(empty);
        }

        private static boolean comparable(Comparison comparison, ExpressionType a, ExpressionType b) {
            if (a.isTime() && b.isTime()) {
                return true;
            }
            if (a.isText() && b.isText()) {
                boolean person = a == ExpressionType.PERSON || b == ExpressionType.PERSON;
                return !person || !comparison.isOrder();
            }
            return a == b
                    && switch (a) {
                        case NUMBER, TIME, DURATION -> true;
                        case BOOLEAN, ID -> !comparison.isOrder();
                        case TEXT, DATE, DATE_TIME, CHOICE, LINK, PERSON -> true;
                        case DATE_RANGE, CHOICES, OTHER, EMPTY -> false;
                    };
        }

        /** What is written as a text may stand for a date or an id; what is no text is not guessed. */
        private Expression fitted(Expression value, ExpressionType other, Syntax syntax, Syntax otherSyntax) {
            if (value.type() == ExpressionType.NUMBER && value instanceof Literal && other.isText()) {
                throw refusal(syntax, "expression.error.quotesMissing", written(otherSyntax), written(syntax));
            }
            if (!(value instanceof Literal(String literal, ExpressionType _))) {
                return value;
            }
            return switch (other) {
                case DATE -> new Literal(day(literal, syntax), ExpressionType.DATE);
                case DATE_TIME -> moment(literal, syntax);
                case TIME -> time(literal, syntax);
                case DURATION -> duration(literal, syntax);
                case ID -> new Literal(literal, ExpressionType.ID);
                case NUMBER, BOOLEAN ->
                    throw refusal(syntax, "expression.error.quotesTooMany", written(otherSyntax), other.name());
                case TEXT, CHOICE, CHOICES, LINK, PERSON, DATE_RANGE, OTHER, EMPTY -> value;
            };
        }

        private Expression time(String literal, Syntax syntax) {
            String time = Clock.read(literal);
            if (time == null) {
                throw refusal(syntax, "expression.error.time", literal);
            }
            return new Literal(time, ExpressionType.TIME);
        }

        private Expression duration(String literal, Syntax syntax) {
            return new Literal(
                    Clock.duration(literal).orElseThrow(() -> refusal(syntax, "expression.error.duration", literal)),
                    ExpressionType.DURATION);
        }

        private LocalDate day(String literal, Syntax syntax) {
            return Days.written(literal).orElseThrow(() -> refusal(syntax, "expression.error.date", literal));
        }

        private Expression moment(String literal, Syntax syntax) {
            if (literal.length() <= "2026-01-31".length()) {
                return new Literal(day(literal, syntax), ExpressionType.DATE);
            }
            try {
                OffsetDateTime moment =
                        OffsetDateTime.parse(literal.replace(' ', 'T')).truncatedTo(ChronoUnit.MICROS);
                if (moment.getYear() >= FIRST_YEAR && moment.getYear() <= LAST_YEAR) {
                    return new Literal(moment.toInstant(), ExpressionType.DATE_TIME);
                }
            } catch (DateTimeException e) {
                throw refusal(syntax, "expression.error.moment", literal);
            }
            throw refusal(syntax, "expression.error.moment", literal);
        }

        private Expression oneOf(Syntax.OneOf oneOf) {
            Expression subject = expression(oneOf.subject());
            List<Expression> equalities = new ArrayList<>();
            List<Expression> values = new ArrayList<>();
            for (Syntax syntax : oneOf.values()) {
                Expression value = expression(syntax);
                if (value.type() == ExpressionType.EMPTY) {
                    throw refusal(syntax, "expression.error.nothingInList");
                }
                Expression equal = compare(Comparison.EQUAL, subject, value, oneOf.subject(), syntax);
                equalities.add(equal);
                if (equal instanceof Expression.Compare compare
                        && simple(subject.type(), compare.right().type())) {
                    values.add(compare.right());
                }
            }
            return values.size() == equalities.size()
                    ? new Expression.OneOf(subject, values)
                    : new Expression.Any(equalities);
        }

        private static boolean simple(ExpressionType subject, ExpressionType value) {
            return switch (subject) {
                case TEXT, CHOICE, LINK -> value == ExpressionType.TEXT || value == ExpressionType.CHOICE;
                case NUMBER, BOOLEAN, DATE, TIME, DURATION, ID -> value == subject;
                case DATE_TIME, DATE_RANGE, CHOICES, PERSON, OTHER, EMPTY -> false;
            };
        }

        private Expression calculate(Syntax.Calculate calculate) {
            Expression left = expression(calculate.left());
            Expression right = expression(calculate.right());
            ExpressionType a = left.type();
            ExpressionType b = right.type();
            Operation sign = calculate.sign();
            if (sign == Operation.JOIN) {
                return join(calculate, left, right);
            }
            if (a == ExpressionType.NUMBER && b == ExpressionType.NUMBER) {
                if (right instanceof Literal(BigDecimal number, ExpressionType _)
                        && number.signum() == 0
                        && (sign == Operation.DIVIDE || sign == Operation.REMAINDER)) {
                    throw refusal(calculate.right(), "expression.error.byZero");
                }
                return bounded(
                        calculate,
                        switch (sign) {
                            case ADD -> sum(left, right);
                            case SUBTRACT -> sum(left, negated(right));
                            default -> Expression.apply(sign, ExpressionType.NUMBER, left, right);
                        });
            }
            Expression timed = timed(sign, left, right);
            if (timed != null) {
                return bounded(calculate, timed);
            }
            if (sign == Operation.ADD && a.isText() && b.isText()) {
                return Expression.apply(Operation.CONCATENATE, ExpressionType.TEXT, left, right);
            }
            if (a.isTime() && b == ExpressionType.NUMBER && sign == Operation.ADD) {
                return Expression.apply(Operation.ADD_DAYS, a, left, right);
            }
            if (a.isTime() && b == ExpressionType.NUMBER && sign == Operation.SUBTRACT) {
                return Expression.apply(
                        Operation.ADD_DAYS, a, left, Expression.apply(Operation.NEGATE, ExpressionType.NUMBER, right));
            }
            if (a.isTime() && b.isTime() && sign == Operation.SUBTRACT) {
                return Expression.apply(Operation.DAYS_BETWEEN, ExpressionType.NUMBER, dated(left), dated(right));
            }
            throw refusal(
                    calculate,
                    "expression.error.noCalculation",
                    written(calculate.left()),
                    a.name(),
                    written(calculate.right()),
                    b.name());
        }

        /** What is calculated with times of day and durations; null for all else. */
        private static @Nullable Expression timed(Operation sign, Expression left, Expression right) {
            ExpressionType a = left.type();
            ExpressionType b = right.type();
            boolean added = sign == Operation.ADD || sign == Operation.SUBTRACT;
            if (a == ExpressionType.DATE_TIME && b == ExpressionType.DATE_TIME && sign == Operation.SUBTRACT) {
                return Expression.apply(Operation.SECONDS_BETWEEN, ExpressionType.DURATION, left, right);
            }
            if (a == ExpressionType.TIME && b == ExpressionType.TIME && sign == Operation.SUBTRACT) {
                return Expression.apply(Operation.SUBTRACT, ExpressionType.DURATION, seconds(left), seconds(right));
            }
            if (a == ExpressionType.DATE && b == ExpressionType.TIME && sign == Operation.ADD) {
                return Expression.apply(Operation.MOMENT_OF_DAY, ExpressionType.DATE_TIME, left, seconds(right));
            }
            if (added && b == ExpressionType.DURATION) {
                Expression later = sign == Operation.ADD ? right : negated(right);
                return switch (a) {
                    case DATE ->
                        Expression.apply(
                                Operation.ADD_SECONDS,
                                ExpressionType.DATE_TIME,
                                Expression.apply(
                                        Operation.MOMENT_OF_DAY, ExpressionType.DATE_TIME, left, Arguments.literal(0)),
                                later);
                    case DATE_TIME -> Expression.apply(Operation.ADD_SECONDS, ExpressionType.DATE_TIME, left, later);
                    case TIME ->
                        Expression.apply(
                                Operation.TIME_OF_SECONDS,
                                ExpressionType.TIME,
                                Expression.apply(Operation.ADD, ExpressionType.NUMBER, seconds(left), later));
                    case DURATION -> sum(left, later);
                    case TEXT, NUMBER, BOOLEAN, DATE_RANGE, CHOICE, CHOICES, LINK, PERSON, ID, OTHER, EMPTY -> null;
                };
            }
            if (sign == Operation.MULTIPLY && a.isAmount() && b.isAmount() && a != b
                    || sign == Operation.DIVIDE && a == ExpressionType.DURATION && b == ExpressionType.NUMBER) {
                return Expression.apply(sign, ExpressionType.DURATION, left, right);
            }
            return sign == Operation.DIVIDE && a == ExpressionType.DURATION && b == ExpressionType.DURATION
                    ? Expression.apply(sign, ExpressionType.NUMBER, left, right)
                    : null;
        }

        private static Expression seconds(Expression time) {
            return Expression.apply(Operation.SECONDS_OF_TIME, ExpressionType.NUMBER, time);
        }

        private static Expression sum(Expression left, Expression right) {
            List<Expression> parts = new ArrayList<>(
                    left instanceof Expression.Apply(Operation operation, List<Expression> before, ExpressionType _)
                                    && operation == Operation.SUM
                            ? before
                            : List.of(left));
            parts.add(right);
            return new Expression.Apply(Operation.SUM, parts, left.type());
        }

        private static Expression negative(Expression amount) {
            return Expression.apply(Operation.NEGATE, amount.type(), amount);
        }

        private static Expression negated(Expression number) {
            return number instanceof Literal(BigDecimal literal, ExpressionType _)
                    ? new Literal(literal.negate(), number.type())
                    : negative(number);
        }

        private Expression join(Syntax.Calculate calculate, Expression left, Expression right) {
            return Expression.apply(
                    Operation.JOIN,
                    ExpressionType.TEXT,
                    Writing.asText(left).orElseThrow(() -> noText(calculate.left(), left)),
                    Writing.asText(right).orElseThrow(() -> noText(calculate.right(), right)));
        }

        private ExpressionException noText(Syntax syntax, Expression expression) {
            return refusal(
                    syntax,
                    "expression.error.noJoin",
                    written(syntax),
                    expression.type().name());
        }

        private static Expression dated(Expression time) {
            return time.type() == ExpressionType.DATE
                    ? time
                    : Expression.apply(Operation.DAY_OF_MOMENT, ExpressionType.DATE, time);
        }

        private String written(Syntax syntax) {
            String written = text.substring(syntax.start(), syntax.end());
            int most = 40;
            return written.codePointCount(0, written.length()) <= most
                    ? written
                    : written.substring(0, written.offsetByCodePoints(0, most)) + "…";
        }

        private TextPosition position(Syntax syntax) {
            return TextPosition.of(text, syntax.start(), syntax.end());
        }

        private ExpressionException refusal(Syntax syntax, String code, Object... arguments) {
            return new ExpressionException(position(syntax), code, arguments);
        }
    }
}

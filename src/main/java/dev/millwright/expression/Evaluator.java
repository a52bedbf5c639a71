package dev.millwright.expression;

import dev.millwright.expression.Expression.Apply;
import dev.millwright.expression.Expression.Circumstance;
import dev.millwright.expression.Expression.Comparison;
import dev.millwright.expression.Expression.Literal;
import dev.millwright.expression.Expression.Named;
import dev.millwright.expression.internal.Clock;
import dev.millwright.expression.internal.Days;
import dev.millwright.expression.internal.Letters;
import dev.millwright.expression.internal.Numbers;
import dev.millwright.expression.internal.Rows;
import dev.millwright.shared.Ids;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Runs expressions over the values of one record, without a database, and comes to what the same expression comes to as SQL. It never throws
 * and is always done soon: how large numbers can become is settled when an expression is checked, and a date outside of the years 1 to 9999,
 * a division by zero or a text that grows too long is empty.
 */
public final class Evaluator {

    private final Circumstances circumstances;
    private final LocalDate today;

    public Evaluator(Circumstances circumstances) {
        this.circumstances = circumstances;
        this.today = circumstances.today();
    }

    /** What it comes to, in the form that {@link Values#get} has for its type; null when that is empty. */
    public @Nullable Object value(Expression expression, Values values) {
        return new Run(values).value(expression);
    }

    /** Whether it is true; null when it is neither true nor false. */
    public @Nullable Boolean condition(Expression expression, Values values) {
        return new Run(values).truth(expression);
    }

    /** One run over one record. */
    private final class Run {

        private final Values values;

        /** Of many rows the one that is looked at; null outside of a rollup. */
        private @Nullable Values row;

        Run(Values values) {
            this.values = values;
        }

        @Nullable Object value(Expression expression) {
            return switch (expression) {
                case Literal literal -> literal.value();
                case Expression.Nothing _ -> null;
                case Named named -> {
                    Object value = values.get(named.key());
                    // Nothing keeps a text without characters.
                    yield "".equals(value) ? null : value;
                }
                case Expression.Given given -> given(given.what());
                case Expression.Not not -> negated(truth(not.of()));
                case Expression.All all -> decided(all.parts(), false);
                case Expression.Any any -> decided(any.parts(), true);
                case Expression.Compare compare -> compare(compare.comparison(), compare.left(), compare.right());
                case Expression.OneOf oneOf -> oneOf(oneOf);
                case Apply apply -> apply(apply, apply.arguments());
                case Expression.Rollup rollup -> {
                    List<? extends Values> rows = values.rows(rollup.rows());
                    yield rows == null ? values.rollup(rollup) : rolled(rollup, rows);
                }
                case Expression.RowValue(String rows, String key, ExpressionType _) -> {
                    if (row == null) {
                        throw new IllegalStateException("Rows stand only within a rollup: " + rows);
                    }
                    Object value = row.get(key);
                    yield "".equals(value) ? null : value;
                }
            };
        }

        private @Nullable Object rolled(Expression.Rollup rollup, List<? extends Values> rows) {
            Values outer = row;
            List<Object> counting = new ArrayList<>();
            Expression filter = rollup.filter();
            for (Values one : rows) {
                row = one;
                if (filter == null || Boolean.TRUE.equals(truth(filter))) {
                    Object value = as(rollup.value().type(), rollup.value());
                    if (value != null) {
                        counting.add(value);
                    }
                }
            }
            row = outer;
            return Rows.aggregated(rollup.aggregate(), counting);
        }

        private Object given(Circumstance what) {
            return switch (what) {
                case TODAY -> today;
                case NOW -> circumstances.now();
                case ME -> new Reference(circumstances.person(), circumstances.personName());
            };
        }

        @Nullable Boolean truth(Expression expression) {
            return (Boolean) value(expression);
        }

        private @Nullable BigDecimal number(Expression expression) {
            return (BigDecimal) value(expression);
        }

        private @Nullable LocalDate date(Expression expression) {
            Object value = value(expression);
            return value instanceof DateSpan span ? span.first() : (LocalDate) value;
        }

        private @Nullable Instant moment(Expression expression) {
            return (Instant) value(expression);
        }

        /** A link stands for its title, a person for their name. */
        private @Nullable String text(Expression expression) {
            Object value = value(expression);
            return value instanceof Reference reference ? reference.name() : (String) value;
        }

        private @Nullable String id(Expression expression) {
            Object value = value(expression);
            return value instanceof Reference reference ? reference.id() : (String) value;
        }

        private @Nullable Boolean decided(List<Expression> parts, boolean by) {
            boolean unknown = false;
            for (Expression part : parts) {
                Boolean truth = truth(part);
                if (truth == null) {
                    unknown = true;
                } else if (truth == by) {
                    return by;
                }
            }
            return unknown ? null : !by;
        }

        /** The subject is found out once: for each value, such lists within each other would take twice as long each time. */
        private @Nullable Boolean oneOf(Expression.OneOf oneOf) {
            Expression subject = oneOf.subject();
            if (subject.type() != ExpressionType.ID) {
                Object known = subject.type().isText() ? text(subject) : value(subject);
                if (known == null) {
                    return null;
                }
                subject = new Literal(known, subject.type());
            }
            boolean unknown = false;
            for (Expression value : oneOf.values()) {
                Boolean equal = compare(Comparison.EQUAL, subject, value);
                if (equal == null) {
                    unknown = true;
                } else if (equal) {
                    return true;
                }
            }
            return unknown ? null : false;
        }

        private @Nullable Boolean compare(Comparison comparison, Expression left, Expression right) {
            ExpressionType a = left.type();
            ExpressionType b = right.type();
            if (a.isTime() && b.isTime()) {
                return a == ExpressionType.DATE_TIME && b == ExpressionType.DATE_TIME
                        ? compared(comparison, moment(left), moment(right))
                        : compared(comparison, day(left), day(right));
            }
            if (a == ExpressionType.PERSON && b == ExpressionType.PERSON) {
                return compared(comparison, id(left), id(right));
            }
            if (a == ExpressionType.PERSON) {
                return comparePerson(comparison, left, text(right));
            }
            if (b == ExpressionType.PERSON) {
                return comparePerson(comparison, right, text(left));
            }
            if (a == ExpressionType.ID) {
                return compared(comparison, id(left, right), id(right, left));
            }
            return switch (a) {
                case TEXT, CHOICE, LINK -> {
                    String one = text(left);
                    String other = text(right);
                    yield one == null || other == null ? null : holds(comparison, Letters.compare(one, other));
                }
                case NUMBER, DURATION -> compared(comparison, number(left), number(right));
                case TIME -> compared(comparison, text(left), text(right));
                case BOOLEAN -> compared(comparison, truth(left), truth(right));
                case DATE, DATE_TIME, DATE_RANGE, CHOICES, PERSON, ID, OTHER, EMPTY ->
                    throw new IllegalStateException("Not checked: " + left);
            };
        }

        private @Nullable LocalDate day(Expression time) {
            return time.type() == ExpressionType.DATE ? date(time) : dayOf(moment(time));
        }

        private @Nullable LocalDate dayOf(@Nullable Instant moment) {
            return moment == null ? null : LocalDate.ofInstant(moment, circumstances.zone());
        }

        /** A text that is written out and an id of a record are equal in any letter case, as UUIDs are. */
        private @Nullable String id(Expression one, Expression other) {
            String id = id(one);
            return one instanceof Literal && id != null && isOfRecord(other)
                    ? Ids.parse(id).map(UUID::toString).orElse(id)
                    : id;
        }

        private static boolean isOfRecord(Expression id) {
            return switch (id) {
                case Named _ -> true;
                case Apply(Operation operation, List<Expression> arguments, ExpressionType _) ->
                    operation == Operation.ID_OF && arguments.getFirst().type() == ExpressionType.LINK;
                default -> false;
            };
        }

        private @Nullable Boolean comparePerson(Comparison comparison, Expression person, @Nullable String text) {
            Reference reference = (Reference) value(person);
            if (text == null || reference == null) {
                return null;
            }
            String name = reference.name();
            Boolean either = reference.id().equals(text) || text.equals(name)
                    ? (Boolean) true
                    : name == null ? null : (Boolean) false;
            return comparison == Comparison.EQUAL ? either : negated(either);
        }

        private @Nullable BigDecimal sum(List<Expression> numbers) {
            BigDecimal sum = null;
            for (Expression each : numbers) {
                BigDecimal number = number(each);
                if (number != null) {
                    sum = sum == null ? number : sum.add(number);
                }
            }
            return sum;
        }

        private @Nullable Object apply(Apply apply, List<Expression> arguments) {
            Expression first = arguments.getFirst();
            return switch (apply.operation()) {
                case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, ROUND, ROUND_UP, ROUND_DOWN, POWER -> {
                    BigDecimal a = number(first);
                    BigDecimal b = number(arguments.get(1));
                    yield a == null || b == null ? null : calculated(apply.operation(), a, b);
                }
                case SUM -> sum(arguments);
                case NEGATE -> {
                    BigDecimal number = number(first);
                    yield number == null ? null : number.negate();
                }
                case ABSOLUTE -> {
                    BigDecimal number = number(first);
                    yield number == null ? null : number.abs();
                }
                case FLOOR -> {
                    BigDecimal number = number(first);
                    yield number == null ? null : number.setScale(0, RoundingMode.FLOOR);
                }
                case SQUARE_ROOT -> {
                    BigDecimal number = number(first);
                    yield number == null ? null : Numbers.squareRoot(number);
                }
                case LEAST, GREATEST -> outermost(arguments, apply.operation() == Operation.LEAST);
                case NUMBER_OF_TEXT -> {
                    String text = text(first);
                    yield text == null ? null : Numbers.read(text);
                }
                case ADD_DAYS -> later(first, number(arguments.get(1)));
                case DAYS_BETWEEN -> {
                    LocalDate to = date(first);
                    LocalDate from = date(arguments.get(1));
                    yield to == null || from == null ? null : BigDecimal.valueOf(to.toEpochDay() - from.toEpochDay());
                }
                case ADD_SECONDS -> {
                    Instant moment = moment(first);
                    BigDecimal seconds = number(arguments.get(1));
                    yield moment == null || seconds == null ? null : Clock.later(moment, seconds);
                }
                case SECONDS_BETWEEN -> {
                    Instant to = moment(first);
                    Instant from = moment(arguments.get(1));
                    yield to == null || from == null ? null : Clock.between(to, from);
                }
                case MOMENT_OF_DAY -> {
                    LocalDate day = date(first);
                    BigDecimal seconds = number(arguments.get(1));
                    yield day == null || seconds == null ? null : Clock.of(day, seconds, circumstances.zone());
                }
                case TIME_OF_MOMENT -> {
                    Instant moment = moment(first);
                    yield moment == null ? null : Clock.of(moment, circumstances.zone());
                }
                case SECONDS_OF_TIME -> {
                    String time = text(first);
                    yield time == null ? null : Clock.seconds(time);
                }
                case TIME_OF_SECONDS -> {
                    BigDecimal seconds = number(first);
                    yield seconds == null ? null : Clock.time(seconds);
                }
                case TIME_OF_TEXT -> {
                    String text = text(first);
                    yield text == null ? null : Clock.read(text);
                }
                case FIRST_DAY -> value(first) instanceof DateSpan span ? span.first() : null;
                case LAST_DAY -> value(first) instanceof DateSpan span ? span.last() : null;
                case DATE_OF_PARTS, MOMENT_OF_PARTS -> ofParts(apply.operation(), arguments);
                case DAY_OF_MOMENT -> dayOf(moment(first));
                case YEAR, MONTH, DAY -> {
                    LocalDate day = date(first);
                    yield day == null ? null : partOf(day, apply.operation());
                }
                case HOUR, MINUTE, SECOND -> {
                    Instant moment = moment(first);
                    yield moment == null ? null : shown(moment, apply.operation());
                }
                case WEEKDAY -> {
                    LocalDate day = date(first);
                    yield day == null
                            ? null
                            : BigDecimal.valueOf(day.getDayOfWeek().getValue());
                }
                case WEEK -> {
                    LocalDate day = date(first);
                    BigDecimal kind = number(arguments.get(1));
                    yield day == null || kind == null ? null : BigDecimal.valueOf(Days.week(day, kind.intValue()));
                }
                case ADD_MONTHS, ADD_WORKDAYS -> {
                    LocalDate day = date(first);
                    BigDecimal count = number(arguments.get(1));
                    yield day == null || count == null
                            ? null
                            : apply.operation() == Operation.ADD_MONTHS
                                    ? Days.monthsLater(day, count)
                                    : circumstances.workDays().later(day, Days.whole(count));
                }
                case MONTH_END -> {
                    LocalDate day = date(first);
                    yield day == null ? null : Days.monthEnd(day);
                }
                case DATE_DIFFERENCE, WORKDAYS_BETWEEN -> {
                    LocalDate from = date(first);
                    LocalDate to = date(arguments.get(1));
                    yield from == null || to == null
                            ? null
                            : apply.operation() == Operation.WORKDAYS_BETWEEN
                                    ? BigDecimal.valueOf(
                                            circumstances.workDays().between(from, to))
                                    : Days.difference(from, to, written(arguments.get(2)));
                }
                case DATE_OF_TEXT -> {
                    String text = text(first);
                    yield text == null ? null : Days.read(text);
                }
                case JOIN -> {
                    StringBuilder joined = new StringBuilder();
                    for (Expression argument : arguments) {
                        String text = text(argument);
                        joined.append(text == null ? "" : text);
                    }
                    yield joined.toString();
                }
                case TEXT_OF_NUMBER -> {
                    BigDecimal number = number(first);
                    yield number == null ? null : Numbers.write(number);
                }
                case WRITE_NUMBER -> {
                    BigDecimal number = number(first);
                    yield number == null ? null : write(number, arguments);
                }
                case WRITE_DURATION -> {
                    BigDecimal seconds = number(first);
                    yield seconds == null
                            ? null
                            : DurationFormat.of(written(arguments.get(1)))
                                    .orElse(DurationFormat.CLOCK)
                                    .write(seconds);
                }
                case WRITE_TIME -> write(value(first), written(arguments.get(1)));
                case PART, ENDING, REPEAT -> {
                    String text = text(first);
                    BigDecimal count = number(arguments.getLast());
                    yield text == null || count == null ? null : cut(apply.operation(), text, count, arguments);
                }
                case REPLACE -> {
                    String text = text(first);
                    String old = text(arguments.get(1));
                    String other = text(arguments.get(2));
                    BigDecimal which = arguments.size() > 3 ? number(arguments.get(3)) : null;
                    yield text == null || old == null || other == null || arguments.size() > 3 && which == null
                            ? null
                            : Letters.replace(text, old, other, which);
                }
                case POSITION -> {
                    String part = text(first);
                    String whole = text(arguments.get(1));
                    BigDecimal start = number(arguments.get(2));
                    yield part == null || whole == null || start == null ? null : Letters.position(part, whole, start);
                }
                case CONCATENATE -> {
                    String a = text(first);
                    String b = text(arguments.get(1));
                    yield a == null || b == null ? null : a + b;
                }
                case CONTAINS, STARTS_WITH, ENDS_WITH -> {
                    String whole = text(first);
                    String part = text(arguments.get(1));
                    yield whole == null || part == null
                            ? null
                            : isPart(apply.operation(), Letters.lower(whole), Letters.lower(part));
                }
                case HAS_OPTION -> {
                    List<?> options = (List<?>) value(first);
                    String option = text(arguments.get(1));
                    yield options == null || option == null ? null : options.contains(option);
                }
                case LENGTH -> {
                    String text = text(first);
                    yield text == null ? null : BigDecimal.valueOf(text.codePointCount(0, text.length()));
                }
                case LOWER -> {
                    String text = text(first);
                    yield text == null ? null : Letters.lower(text);
                }
                case UPPER -> {
                    String text = text(first);
                    yield text == null ? null : Letters.upper(text);
                }
                case TRIM -> {
                    String text = text(first);
                    yield text == null ? null : Letters.trim(text);
                }
                case IS_EMPTY -> {
                    Object value = value(first);
                    yield value == null || "".equals(value);
                }
                case OF_MY_DEPARTMENT, UNDER_MY_DEPARTMENT -> {
                    boolean below = apply.operation() == Operation.UNDER_MY_DEPARTMENT;
                    yield switch (value(first)) {
                        case null -> false;
                        case List<?> several ->
                            several.stream().anyMatch(one -> circumstances.isMine(String.valueOf(one), below));
                        case Object one -> circumstances.isMine(String.valueOf(one), below);
                    };
                }
                case FIRST_FILLED -> {
                    Object filled = null;
                    for (int i = 0; i < arguments.size() && filled == null; i++) {
                        filled = as(apply.type(), arguments.get(i));
                    }
                    yield filled;
                }
                case CHOOSE -> chosen(apply, arguments);
                case ID_OF -> id(first);
            };
        }

        private @Nullable Object chosen(Apply apply, List<Expression> arguments) {
            int last = arguments.size() - 1;
            for (int i = 0; i < last; i += 2) {
                if (Boolean.TRUE.equals(truth(arguments.get(i)))) {
                    return as(apply.type(), arguments.get(i + 1));
                }
            }
            return last % 2 == 0 ? as(apply.type(), arguments.get(last)) : null;
        }

        @SuppressWarnings("unchecked") // they are all of one type, which has an order
        private @Nullable Object outermost(List<Expression> arguments, boolean least) {
            Comparable<Object> outermost = null;
            for (Expression argument : arguments) {
                Object value = value(argument);
                if (value != null
                        && (outermost == null
                                || (least ? outermost.compareTo(value) > 0 : outermost.compareTo(value) < 0))) {
                    outermost = (Comparable<Object>) value;
                }
            }
            return outermost;
        }

        private BigDecimal shown(Instant moment, Operation operation) {
            ZonedDateTime time = moment.atZone(circumstances.zone());
            return BigDecimal.valueOf(
                    operation == Operation.HOUR
                            ? time.getHour()
                            : operation == Operation.MINUTE ? time.getMinute() : time.getSecond());
        }

        private @Nullable String write(@Nullable Object time, String format) {
            return switch (time) {
                case null -> null;
                case LocalDate day -> TimeFormat.write(format, day.atStartOfDay());
                default -> TimeFormat.write(format, LocalDateTime.ofInstant((Instant) time, circumstances.zone()));
            };
        }

        private String write(BigDecimal number, List<Expression> arguments) {
            return Numbers.write(
                    number,
                    written(arguments.get(1)),
                    digits(arguments.get(2)),
                    digits(arguments.get(3)),
                    digits(arguments.get(4)),
                    Boolean.TRUE.equals(truth(arguments.get(5))));
        }

        private int digits(Expression written) {
            return ((BigDecimal) ((Literal) written).value()).intValue();
        }

        private String written(Expression written) {
            return (String) ((Literal) written).value();
        }

        private @Nullable String cut(Operation operation, String text, BigDecimal count, List<Expression> arguments) {
            if (operation == Operation.ENDING) {
                return Letters.ending(text, count);
            }
            if (operation == Operation.REPEAT) {
                return Letters.repeat(text, count);
            }
            BigDecimal start = number(arguments.get(1));
            return start == null ? null : Letters.part(text, start, count);
        }

        /** One of several that have a type in common: as a text, links and persons are their names. */
        private @Nullable Object as(ExpressionType type, Expression expression) {
            return type.isText() ? text(expression) : value(expression);
        }

        private @Nullable Object later(Expression time, @Nullable BigDecimal days) {
            Object from = value(time);
            if (from == null || days == null) {
                return null;
            }
            return from instanceof LocalDate day ? Days.later(day, days) : Days.later((Instant) from, days);
        }

        private @Nullable Object ofParts(Operation operation, List<Expression> arguments) {
            BigDecimal[] parts = new BigDecimal[arguments.size()];
            for (int i = 0; i < parts.length; i++) {
                BigDecimal part = number(arguments.get(i));
                if (part == null) {
                    return null;
                }
                parts[i] = part;
            }
            return operation == Operation.DATE_OF_PARTS
                    ? Days.of(parts[0], parts[1], parts[2])
                    : Days.of(parts, circumstances.zone());
        }
    }

    private static @Nullable Boolean negated(@Nullable Boolean truth) {
        return truth == null ? null : !truth;
    }

    private static <T extends Comparable<? super T>> @Nullable Boolean compared(
            Comparison comparison, @Nullable T left, @Nullable T right) {
        return left == null || right == null ? null : (Boolean) holds(comparison, left.compareTo(right));
    }

    private static boolean holds(Comparison comparison, int order) {
        return switch (comparison) {
            case EQUAL -> order == 0;
            case UNEQUAL -> order != 0;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
        };
    }

    private static @Nullable BigDecimal calculated(Operation operation, BigDecimal a, BigDecimal b) {
        return switch (operation) {
            case ADD -> a.add(b);
            case SUBTRACT -> a.subtract(b);
            case MULTIPLY -> a.multiply(b);
            case DIVIDE -> b.signum() == 0 ? null : Numbers.divide(a, b);
            case REMAINDER -> b.signum() == 0 ? null : a.remainder(b);
            case ROUND -> a.setScale(b.intValue(), RoundingMode.HALF_UP);
            case ROUND_UP -> a.setScale(b.intValue(), RoundingMode.UP);
            case ROUND_DOWN -> a.setScale(b.intValue(), RoundingMode.DOWN);
            case POWER -> Numbers.power(a, b);
            default -> throw new IllegalStateException("No calculation: " + operation);
        };
    }

    private static BigDecimal partOf(LocalDate day, Operation operation) {
        return BigDecimal.valueOf(
                operation == Operation.YEAR
                        ? day.getYear()
                        : operation == Operation.MONTH ? day.getMonthValue() : day.getDayOfMonth());
    }

    private static boolean isPart(Operation operation, String whole, String part) {
        return operation == Operation.CONTAINS
                ? whole.contains(part)
                : operation == Operation.STARTS_WITH ? whole.startsWith(part) : whole.endsWith(part);
    }
}

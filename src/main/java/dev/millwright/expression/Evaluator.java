package dev.millwright.expression;

import dev.millwright.expression.Expression.Apply;
import dev.millwright.expression.Expression.Circumstance;
import dev.millwright.expression.Expression.Comparison;
import dev.millwright.expression.Expression.Literal;
import dev.millwright.expression.Expression.Named;
import dev.millwright.expression.internal.Days;
import dev.millwright.expression.internal.Letters;
import dev.millwright.expression.internal.Numbers;
import dev.millwright.shared.Ids;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
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
                case Expression.Rollup rollup -> values.rollup(rollup);
                case Expression.RowValue row ->
                    throw new IllegalStateException("Rows stand only within a rollup: " + row.rows());
            };
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
            return (LocalDate) value(expression);
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
                case NUMBER -> compared(comparison, number(left), number(right));
                case BOOLEAN -> compared(comparison, truth(left), truth(right));
                case DATE, DATE_TIME, CHOICES, PERSON, ID, OTHER, EMPTY ->
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

        private @Nullable Object apply(Apply apply, List<Expression> arguments) {
            Expression first = arguments.getFirst();
            return switch (apply.operation()) {
                case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, ROUND -> {
                    BigDecimal a = number(first);
                    BigDecimal b = number(arguments.get(1));
                    yield a == null || b == null ? null : calculated(apply.operation(), a, b);
                }
                case NEGATE -> {
                    BigDecimal number = number(first);
                    yield number == null ? null : number.negate();
                }
                case ABSOLUTE -> {
                    BigDecimal number = number(first);
                    yield number == null ? null : number.abs();
                }
                case ADD_DAYS -> later(first, number(arguments.get(1)));
                case DAYS_BETWEEN -> {
                    LocalDate to = date(first);
                    LocalDate from = date(arguments.get(1));
                    yield to == null || from == null ? null : BigDecimal.valueOf(to.toEpochDay() - from.toEpochDay());
                }
                case DATE_OF_PARTS, MOMENT_OF_PARTS -> ofParts(apply.operation(), arguments);
                case DAY_OF_MOMENT -> dayOf(moment(first));
                case YEAR, MONTH, DAY -> {
                    LocalDate day = date(first);
                    yield day == null ? null : partOf(day, apply.operation());
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
                case FIRST_FILLED -> {
                    Object filled = null;
                    for (int i = 0; i < arguments.size() && filled == null; i++) {
                        filled = as(apply.type(), arguments.get(i));
                    }
                    yield filled;
                }
                case CHOOSE ->
                    as(apply.type(), Boolean.TRUE.equals(truth(first)) ? arguments.get(1) : arguments.get(2));
                case ID_OF -> id(first);
            };
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

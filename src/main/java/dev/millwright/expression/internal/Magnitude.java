package dev.millwright.expression.internal;

import dev.millwright.expression.Expression;
import dev.millwright.expression.Expression.Apply;
import dev.millwright.expression.Expression.Literal;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many digits a number can have at most, before and behind the point. Known before anything runs, so that a number that nobody can
 * calculate with is refused where it is written.
 */
record Magnitude(int before, int behind) {

    /** Of what fields hold and of what is counted. */
    private static final Magnitude USUAL = new Magnitude(40, 40);

    /** PostgreSQL has room for 131 072 and 16 383. */
    private static final Magnitude MOST = new Magnitude(2_000, 10_000);

    /** So many digits more has the sum of as many rows as a table can have. */
    private static final int MOST_ROWS_DIGITS = 20;

    private static final int MOST_OF_A_QUOTIENT = 1_000;

    boolean isTooLarge() {
        return before > MOST.before || behind > MOST.behind;
    }

    static Magnitude of(Expression expression) {
        return switch (expression) {
            case Literal literal ->
                literal.value() instanceof BigDecimal number
                        ? new Magnitude(Math.max(number.precision() - number.scale(), 1), Math.max(number.scale(), 0))
                        : USUAL;
            case Apply apply -> of(apply, apply.arguments());
            case Expression.Rollup rollup -> {
                Magnitude each = of(rollup.value());
                yield new Magnitude(each.before + MOST_ROWS_DIGITS, each.behind + USUAL.behind);
            }
            case Expression.Nothing _,
                    Expression.Named _,
                    Expression.RowValue _,
                    Expression.Given _,
                    Expression.Not _,
                    Expression.All _,
                    Expression.Any _,
                    Expression.Compare _,
                    Expression.OneOf _ -> USUAL;
        };
    }

    private static Magnitude of(Apply apply, List<Expression> arguments) {
        return switch (apply.operation()) {
            case ADD, SUBTRACT -> {
                Magnitude larger = of(arguments.get(0)).or(of(arguments.get(1)));
                yield new Magnitude(larger.before + 1, larger.behind);
            }
            case SUM -> {
                Magnitude largest = arguments.stream().map(Magnitude::of).reduce(USUAL, Magnitude::or);
                yield new Magnitude(
                        largest.before + String.valueOf(arguments.size()).length(), largest.behind);
            }
            case MULTIPLY -> {
                Magnitude a = of(arguments.get(0));
                Magnitude b = of(arguments.get(1));
                yield new Magnitude(a.before + b.before, a.behind + b.behind);
            }
            case DIVIDE -> {
                Magnitude a = of(arguments.get(0));
                Magnitude b = of(arguments.get(1));
                yield new Magnitude(
                        a.before + b.behind + 1,
                        Math.min(Math.max(b.before + a.behind + 30, Math.max(a.behind, b.behind)), MOST_OF_A_QUOTIENT));
            }
            case REMAINDER -> of(arguments.get(0)).or(of(arguments.get(1)));
            case NEGATE, ABSOLUTE -> of(arguments.getFirst());
            case ROUND, ROUND_UP, ROUND_DOWN, FLOOR -> new Magnitude(of(arguments.getFirst()).before + 1, USUAL.behind);
            case POWER -> new Magnitude(101, 30);
            case SQUARE_ROOT -> new Magnitude(of(arguments.getFirst()).before, 20);
            case FIRST_FILLED, LEAST, GREATEST ->
                arguments.stream().map(Magnitude::of).reduce(USUAL, Magnitude::or);
            case CHOOSE ->
                IntStream.range(1, arguments.size())
                        .filter(i -> i % 2 == 1 || i == arguments.size() - 1)
                        .mapToObj(i -> of(arguments.get(i)))
                        .reduce(USUAL, Magnitude::or);
            case ADD_DAYS,
                    DAYS_BETWEEN,
                    ADD_SECONDS,
                    SECONDS_BETWEEN,
                    MOMENT_OF_DAY,
                    TIME_OF_MOMENT,
                    SECONDS_OF_TIME,
                    TIME_OF_SECONDS,
                    TIME_OF_TEXT,
                    FIRST_DAY,
                    LAST_DAY,
                    DATE_OF_PARTS,
                    MOMENT_OF_PARTS,
                    DAY_OF_MOMENT,
                    YEAR,
                    MONTH,
                    DAY,
                    HOUR,
                    MINUTE,
                    SECOND,
                    WEEKDAY,
                    WEEK,
                    ADD_MONTHS,
                    MONTH_END,
                    DATE_DIFFERENCE,
                    WORKDAYS_BETWEEN,
                    ADD_WORKDAYS,
                    DATE_OF_TEXT,
                    NUMBER_OF_TEXT,
                    CONCATENATE,
                    CONTAINS,
                    STARTS_WITH,
                    ENDS_WITH,
                    HAS_OPTION,
                    LENGTH,
                    LOWER,
                    UPPER,
                    TRIM,
                    JOIN,
                    TEXT_OF_NUMBER,
                    WRITE_NUMBER,
                    WRITE_TIME,
                    WRITE_DURATION,
                    PART,
                    ENDING,
                    REPLACE,
                    POSITION,
                    REPEAT,
                    IS_EMPTY,
                    OF_MY_DEPARTMENT,
                    UNDER_MY_DEPARTMENT,
                    ID_OF -> USUAL;
        };
    }

    private Magnitude or(Magnitude other) {
        return new Magnitude(Math.max(before, other.before), Math.max(behind, other.behind));
    }
}

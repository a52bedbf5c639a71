package dev.millwright.expression;

import dev.millwright.expression.internal.Clock;
import dev.millwright.expression.internal.Days;
import dev.millwright.expression.internal.Writing;
import dev.millwright.shared.TextPosition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a function is called with, and how it refuses what it cannot take. */
public final class Arguments {

    private static final BigDecimal MOST_DIGITS = BigDecimal.valueOf(20);

    private final ExpressionFunction function;
    private final TextPosition call;
    private final List<Expression> values;
    private final List<TextPosition> positions;
    private final Comparing comparing;

    public Arguments(
            ExpressionFunction function,
            TextPosition call,
            List<Expression> values,
            List<TextPosition> positions,
            Comparing comparing) {
        this.function = function;
        this.comparing = comparing;
        this.call = call;
        this.values = List.copyOf(values);
        this.positions = List.copyOf(positions);
    }

    /** How two arguments are compared, as if a comparison were written between them. */
    public interface Comparing {
        Expression compare(Expression.Comparison comparison, int left, int right);
    }

    public Expression compare(Expression.Comparison comparison, int left, int right) {
        return comparing.compare(comparison, left, right);
    }

    /** Refuses any other number of arguments. */
    public Arguments count(int least, int most) {
        if (values.size() < least || values.size() > most) {
            throw wrongCount();
        }
        return this;
    }

    public ExpressionException wrongCount() {
        return refusal("expression.error.argumentCount", function.name(), values.size(), function.usage());
    }

    public int size() {
        return values.size();
    }

    public Expression get(int index) {
        return values.get(index);
    }

    public List<Expression> all() {
        return values;
    }

    /** An argument that can be read as a text. */
    public Expression text(int index) {
        return values.get(index).type().isText() ? values.get(index) : typed(index, ExpressionType.TEXT);
    }

    public Expression number(int index) {
        return typed(index, ExpressionType.NUMBER);
    }

    /** An argument that is a number or a duration. */
    public Expression amount(int index) {
        return values.get(index).type() == ExpressionType.DURATION ? values.get(index) : number(index);
    }

    /** The one type that all of these have, numbers or durations. */
    public ExpressionType amounts() {
        ExpressionType type = amount(0).type();
        for (int i = 1; i < values.size(); i++) {
            typed(i, type);
        }
        return type;
    }

    /** An argument that is a duration, also one that is written out as a text. */
    public Expression duration(int index) {
        return values.get(index) instanceof Expression.Literal(String written, ExpressionType _)
                ? new Expression.Literal(
                        Clock.duration(written).orElseThrow(() -> refusal(index, "expression.error.duration", written)),
                        ExpressionType.DURATION)
                : typed(index, ExpressionType.DURATION);
    }

    /** An argument that is a field with a range of days; nothing if it is something else. */
    public Optional<Expression> range(int index) {
        return values.get(index) instanceof Expression.Apply(Operation first, List<Expression> of, ExpressionType _)
                        && first == Operation.FIRST_DAY
                ? Optional.of(of.getFirst())
                : Optional.empty();
    }

    /** An argument that may be left out. */
    public Expression numberOr(int index, int otherwise) {
        return index < values.size() ? number(index) : literal(otherwise);
    }

    /** All of them, each true or false. */
    public List<Expression> truths() {
        return IntStream.range(0, values.size())
                .mapToObj(i -> typed(i, ExpressionType.BOOLEAN))
                .toList();
    }

    /** All of them as texts. */
    public List<Expression> written() {
        return IntStream.range(0, values.size())
                .mapToObj(i -> Writing.asText(values.get(i)).orElseGet(() -> typed(i, ExpressionType.TEXT)))
                .toList();
    }

    /** The type of one where one value is before another. */
    public ExpressionType orderedOne(int index) {
        return ordered(index, index + 1);
    }

    /** The one type that all of these have, where one is before another. */
    public ExpressionType ordered(int from) {
        return ordered(from, values.size());
    }

    private ExpressionType ordered(int from, int end) {
        ExpressionType common = common(IntStream.range(from, end).toArray());
        for (int i = from; i < end; i++) {
            if (!common.isAmount() && !common.isTime() && common != ExpressionType.TIME) {
                number(i);
            }
        }
        return common;
    }

    /** How many digits, written out; none if it is left out. */
    public Expression digits(int index) {
        if (index >= values.size()) {
            return literal(0);
        }
        Expression digits = number(index);
        boolean sensible = digits instanceof Expression.Literal(BigDecimal number, ExpressionType _)
                && number.stripTrailingZeros().scale() <= 0
                && number.abs().compareTo(MOST_DIGITS) <= 0;
        if (!sensible) {
            throw refusal(index, "expression.error.digits", MOST_DIGITS);
        }
        return digits;
    }

    /** One of a few numbers, written out. */
    public int oneOf(int index, int otherwise, int... others) {
        if (index >= values.size()) {
            return otherwise;
        }
        if (number(index) instanceof Expression.Literal(BigDecimal number, ExpressionType _)) {
            for (int one : IntStream.concat(IntStream.of(otherwise), IntStream.of(others))
                    .toArray()) {
                if (number.compareTo(BigDecimal.valueOf(one)) == 0) {
                    return one;
                }
            }
        }
        throw refusal(
                index,
                "expression.error.oneOf",
                IntStream.concat(IntStream.of(otherwise), IntStream.of(others))
                        .distinct()
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(", ")));
    }

    /** A whole number that is written out. */
    public static Expression literal(int number) {
        return new Expression.Literal(BigDecimal.valueOf(number), ExpressionType.NUMBER);
    }

    /** An argument that is a date, also one that is written out as a text, or the day of a moment. */
    public Expression date(int index) {
        Expression value = values.get(index);
        if (value instanceof Expression.Literal(String written, ExpressionType _)) {
            return new Expression.Literal(
                    Days.written(written).orElseThrow(() -> refusal(index, "expression.error.date", written)),
                    ExpressionType.DATE);
        }
        return value.type() == ExpressionType.DATE_TIME
                ? Expression.apply(Operation.DAY_OF_MOMENT, ExpressionType.DATE, value)
                : typed(index, ExpressionType.DATE);
    }

    /** An argument of exactly that type. */
    public Expression typed(int index, ExpressionType wanted) {
        Expression value = values.get(index);
        if (value.type() != wanted) {
            throw refusal(
                    index,
                    "expression.error.argumentType",
                    function.name(),
                    wanted.name(),
                    value.type().name(),
                    function.usage());
        }
        return value;
    }

    /** Whether an argument is about each of many rows. */
    public boolean isOfRows(int index) {
        return rows(values.get(index)).findAny().isPresent();
    }

    /**
     * What arguments from one on ask of a row, all of it: conditions, or as in Excel a value and what it is to equal. A condition and a word
     * behind it are such a pair, too.
     */
    public Expression conditions(int from) {
        List<Expression> parts = new ArrayList<>();
        int i = from;
        while (i < values.size()) {
            boolean pair = values.get(i).type() != ExpressionType.BOOLEAN
                    || i + 1 < values.size()
                            && values.get(i + 1) instanceof Expression.Literal(Boolean _, ExpressionType _);
            if (pair && i + 1 == values.size()) {
                typed(i, ExpressionType.BOOLEAN);
            }
            parts.add(pair ? compare(Expression.Comparison.EQUAL, i, i + 1) : values.get(i));
            i += pair ? 2 : 1;
        }
        if (parts.isEmpty()) {
            throw wrongCount();
        }
        return parts.size() == 1 ? parts.getFirst() : new Expression.All(parts);
    }

    /** What an argument comes to for those of its rows that meet a condition. */
    public Expression rollup(Expression.Aggregate aggregate, int index, Expression condition, ExpressionType type) {
        return rollup(aggregate, values.get(index), condition, type);
    }

    /** What something that was made of arguments comes to for all rows. */
    public Expression rollupOf(Expression.Aggregate aggregate, Expression value, ExpressionType type) {
        return rollup(aggregate, value, null, type);
    }

    /** How many rows there are that meet a condition. */
    public Expression countOf(Expression condition) {
        return rollup(Expression.Aggregate.COUNT, Expression.Literal.of(true), condition, ExpressionType.NUMBER);
    }

    /** What the first argument comes to for all of its rows, or for those of which the second says so. */
    public Expression rollup(Expression.Aggregate aggregate, ExpressionType type) {
        return rollup(aggregate, values.getFirst(), size() < 2 ? null : typed(1, ExpressionType.BOOLEAN), type);
    }

    /** An argument as it is, or what it comes to for all of its rows if it is about rows. */
    public Expression one(Expression.Aggregate aggregate, int index, ExpressionType type) {
        return isOfRows(index) ? rollup(aggregate, values.get(index), null, type) : values.get(index);
    }

    private Expression rollup(
            Expression.Aggregate aggregate, Expression value, @Nullable Expression filter, ExpressionType type) {
        Set<String> rows = Stream.concat(rows(value), filter == null ? Stream.empty() : rows(filter))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (rows.isEmpty()) {
            throw refusal(0, "expression.error.noRows", function.name(), function.usage());
        }
        if (rows.size() > 1) {
            throw refusal(0, "expression.error.twoRows", function.name(), String.join(", ", rows));
        }
        return new Expression.Rollup(aggregate, rows.iterator().next(), value, filter, type);
    }

    /** The type that a value is read as: texts of any kind are texts. */
    public ExpressionType plain(int index) {
        ExpressionType type = values.get(index).type();
        if (type == ExpressionType.OTHER
                || type == ExpressionType.DATE_RANGE
                || type == ExpressionType.CHOICES
                || type == ExpressionType.EMPTY) {
            typed(index, ExpressionType.TEXT);
        }
        return type.isText() ? ExpressionType.TEXT : type;
    }

    private static Stream<String> rows(Expression expression) {
        return switch (expression) {
            case Expression.RowValue row -> Stream.of(row.rows());
            // What is within is about rows no more.
            case Expression.Rollup _ -> Stream.empty();
            default -> expression.parts().stream().flatMap(Arguments::rows);
        };
    }

    /** The one type that all of these have, texts of any kind being texts. */
    public ExpressionType common(int from) {
        return common(IntStream.range(from, values.size()).toArray());
    }

    public ExpressionType common(int... indexes) {
        ExpressionType common = ExpressionType.EMPTY;
        for (int i : indexes) {
            ExpressionType type = values.get(i).type().isText()
                    ? ExpressionType.TEXT
                    : values.get(i).type();
            if (type != ExpressionType.EMPTY) {
                if (common != ExpressionType.EMPTY && common != type) {
                    throw refusal(
                            i,
                            "expression.error.argumentType",
                            function.name(),
                            common.name(),
                            type.name(),
                            function.usage());
                }
                common = type;
            }
        }
        int from = indexes[0];
        if (common == ExpressionType.EMPTY || common == ExpressionType.OTHER || common == ExpressionType.CHOICES) {
            throw refusal(
                    from,
                    "expression.error.argumentType",
                    function.name(),
                    ExpressionType.TEXT.name(),
                    common.name(),
                    function.usage());
        }
        return common;
    }

    /** The numbers that are written out, if all of these are. */
    public List<BigDecimal> literals() {
        List<BigDecimal> numbers = new ArrayList<>();
        for (Expression value : values) {
            if (value instanceof Expression.Literal(BigDecimal number, ExpressionType _)) {
                numbers.add(number);
            } else {
                return List.of();
            }
        }
        return numbers;
    }

    public ExpressionException refusal(int index, String code, Object... arguments) {
        return new ExpressionException(index < positions.size() ? positions.get(index) : call, code, arguments);
    }

    /** Refuses the call as a whole. */
    public ExpressionException refusal(String code, Object... arguments) {
        return new ExpressionException(call, code, arguments);
    }
}

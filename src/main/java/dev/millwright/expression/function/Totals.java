package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.Expression.Aggregate;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import java.math.BigDecimal;
import java.util.stream.IntStream;

/** Totals of what a function is called with, of rows or not, where empty values do not count. */
final class Totals {

    private Totals() {}

    /**
     * @param type numbers or durations
     */
    static Expression sum(Arguments arguments, ExpressionType type) {
        return IntStream.range(0, arguments.size())
                .<Expression>mapToObj(i -> Expression.apply(
                        Operation.FIRST_FILLED,
                        type,
                        arguments.one(Aggregate.SUM, i, type),
                        new Expression.Literal(BigDecimal.ZERO, type)))
                .reduce((one, other) -> Expression.apply(Operation.ADD, type, one, other))
                .orElseThrow();
    }

    static Expression count(Arguments arguments) {
        return IntStream.range(0, arguments.size())
                .mapToObj(i -> arguments.isOfRows(i)
                        ? arguments.one(Aggregate.COUNT, i, ExpressionType.NUMBER)
                        : oneIfFilled(arguments.get(i)))
                .reduce(Totals::plus)
                .orElseThrow();
    }

    private static Expression oneIfFilled(Expression value) {
        return Expression.apply(
                Operation.CHOOSE,
                ExpressionType.NUMBER,
                Expression.apply(Operation.IS_EMPTY, ExpressionType.BOOLEAN, value),
                Arguments.literal(0),
                Arguments.literal(1));
    }

    private static Expression plus(Expression one, Expression other) {
        return Expression.apply(Operation.ADD, ExpressionType.NUMBER, one, other);
    }
}

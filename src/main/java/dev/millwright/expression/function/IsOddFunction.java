package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Whether a number without what is behind the point is odd. */
@Component
class IsOddFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "ISODD";
    }

    @Override
    public String usage() {
        return "ISODD(number)";
    }

    @Override
    public Label description() {
        return Label.of(
                "Whether a number is odd; what is behind the point does not count: ISODD(4.7) is false",
                "是否为奇数，小数部分不计：ISODD(4.7) 得 false");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        Expression whole = Expression.apply(
                Operation.ROUND_DOWN, ExpressionType.NUMBER, arguments.number(0), Arguments.literal(0));
        Expression rest = Expression.apply(Operation.REMAINDER, ExpressionType.NUMBER, whole, Arguments.literal(2));
        return new Expression.Compare(Expression.Comparison.UNEQUAL, rest, Arguments.literal(0));
    }
}

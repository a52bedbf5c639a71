package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Whether a number without what is behind the point is even. */
@Component
class IsEvenFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "ISEVEN";
    }

    @Override
    public String usage() {
        return "ISEVEN(number)";
    }

    @Override
    public Label description() {
        return Label.of(
                "Whether a number is even; what is behind the point does not count: ISEVEN(4.7) is true",
                "是否为偶数，小数部分不计：ISEVEN(4.7) 得 true");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        Expression whole = Expression.apply(
                Operation.ROUND_DOWN, ExpressionType.NUMBER, arguments.number(0), Arguments.literal(0));
        Expression rest = Expression.apply(Operation.REMAINDER, ExpressionType.NUMBER, whole, Arguments.literal(2));
        return new Expression.Compare(Expression.Comparison.EQUAL, rest, Arguments.literal(0));
    }
}

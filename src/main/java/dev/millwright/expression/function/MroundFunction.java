package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import java.math.BigDecimal;
import org.springframework.stereotype.Component;

/** The nearest multiple. */
@Component
class MroundFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "MROUND";
    }

    @Override
    public String usage() {
        return "MROUND(number, multiple)";
    }

    @Override
    public Label description() {
        return Label.of(
                "A number to the nearest multiple, half away from zero: MROUND(17, 5) is 15; a duration, too: MROUND(spent, DURATION(0, 15))",
                "舍入到最近的倍数：MROUND(17, 5) 得 15；也可用于时长：MROUND(spent, DURATION(0, 15))");
    }

    @Override
    public Expression apply(Arguments arguments) {
        ExpressionType type = arguments.count(2, 2).amounts();
        Expression number = arguments.get(0);
        Expression multiple = Expression.apply(Operation.ABSOLUTE, type, arguments.get(1));
        // The multiple below half of one more, of the number without its sign.
        Expression above = Expression.apply(
                Operation.ADD,
                type,
                Expression.apply(Operation.ABSOLUTE, type, number),
                Expression.apply(Operation.DIVIDE, type, multiple, Arguments.literal(2)));
        Expression nearest = Expression.apply(
                Operation.SUBTRACT, type, above, Expression.apply(Operation.REMAINDER, type, above, multiple));
        return Expression.apply(
                Operation.CHOOSE,
                type,
                new Expression.Compare(
                        Expression.Comparison.LESS, number, new Expression.Literal(BigDecimal.ZERO, type)),
                Expression.apply(Operation.NEGATE, type, nearest),
                nearest);
    }
}

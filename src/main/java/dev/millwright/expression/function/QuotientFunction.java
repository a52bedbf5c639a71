package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The whole part of a division. */
@Component
class QuotientFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "QUOTIENT";
    }

    @Override
    public String usage() {
        return "QUOTIENT(number, divisor)";
    }

    @Override
    public Label description() {
        return Label.of(
                "How many whole times one number goes into another: QUOTIENT(17, 5) is 3",
                "除法的整数部分：QUOTIENT(17, 5) 得 3");
    }

    @Override
    public Expression apply(Arguments arguments) {
        ExpressionType type = arguments.count(2, 2).amounts();
        Expression number = arguments.get(0);
        Expression divisor = arguments.get(1);
        // Without the rest, no digit of the quotient is lost.
        Expression whole = Expression.apply(
                Operation.SUBTRACT, type, number, Expression.apply(Operation.REMAINDER, type, number, divisor));
        return Expression.apply(
                Operation.ROUND,
                ExpressionType.NUMBER,
                Expression.apply(Operation.DIVIDE, ExpressionType.NUMBER, whole, divisor),
                Arguments.literal(0));
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import java.math.BigDecimal;
import org.springframework.stereotype.Component;

/** Whether a number is above, at or below zero. */
@Component
class SignFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "SIGN";
    }

    @Override
    public String usage() {
        return "SIGN(number)";
    }

    @Override
    public Label description() {
        return Label.of("1 above zero, -1 below, 0 at zero: SIGN(-7) is -1", "大于零得 1，小于零得 -1，等于零得 0：SIGN(-7) 得 -1");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        Expression number = arguments.amount(0);
        Expression zero = new Expression.Literal(BigDecimal.ZERO, number.type());
        return Expression.apply(
                Operation.CHOOSE,
                ExpressionType.NUMBER,
                new Expression.Compare(Expression.Comparison.GREATER, number, zero),
                Arguments.literal(1),
                new Expression.Compare(Expression.Comparison.LESS, number, zero),
                Arguments.literal(-1),
                new Expression.Compare(Expression.Comparison.EQUAL, number, zero),
                Arguments.literal(0));
    }
}

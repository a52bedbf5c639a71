package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The square root of a number. */
@Component
class SqrtFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "SQRT";
    }

    @Override
    public String usage() {
        return "SQRT(number)";
    }

    @Override
    public Label description() {
        return Label.of("The square root: SQRT(9) is 3; empty below zero", "平方根：SQRT(9) 得 3，负数得空");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return Expression.apply(Operation.SQUARE_ROOT, ExpressionType.NUMBER, arguments.number(0));
    }
}

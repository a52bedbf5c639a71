package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The whole number at or below a number. */
@Component
class IntFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "INT";
    }

    @Override
    public String usage() {
        return "INT(number)";
    }

    @Override
    public Label description() {
        return Label.of("The whole number below: INT(-1.5) is -2", "向下取整：INT(-1.5) 得 -2");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return Expression.apply(Operation.FLOOR, ExpressionType.NUMBER, arguments.number(0));
    }
}

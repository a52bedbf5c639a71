package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** A number to a power. */
@Component
class PowerFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "POWER";
    }

    @Override
    public String usage() {
        return "POWER(number, exponent)";
    }

    @Override
    public Label description() {
        return Label.of("A number to a power: POWER(2, 10) is 1024", "乘方：POWER(2, 10) 得 1024");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, 2);
        return Expression.apply(Operation.POWER, ExpressionType.NUMBER, arguments.number(0), arguments.number(1));
    }
}

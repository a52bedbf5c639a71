package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** A number rounded away from zero. */
@Component
class RoundUpFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "ROUNDUP";
    }

    @Override
    public String usage() {
        return "ROUNDUP(number, digits)";
    }

    @Override
    public Label description() {
        return Label.of("A number rounded away from zero: ROUNDUP(2.01, 1) is 2.1", "远离零舍入：ROUNDUP(2.01, 1) 得 2.1");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 2);
        return Expression.apply(Operation.ROUND_UP, ExpressionType.NUMBER, arguments.number(0), arguments.digits(1));
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** A number without the digits that are too many. */
@Component
class RoundDownFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "ROUNDDOWN";
    }

    @Override
    public String usage() {
        return "ROUNDDOWN(number, digits)";
    }

    @Override
    public Label description() {
        return Label.of("A number cut off: ROUNDDOWN(2.99, 1) is 2.9", "截去多余的小数位：ROUNDDOWN(2.99, 1) 得 2.9");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 2);
        return Expression.apply(Operation.ROUND_DOWN, ExpressionType.NUMBER, arguments.number(0), arguments.digits(1));
    }
}

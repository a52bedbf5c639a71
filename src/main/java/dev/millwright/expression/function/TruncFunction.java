package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** A number cut off. */
@Component
class TruncFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "TRUNC";
    }

    @Override
    public String usage() {
        return "TRUNC(number, digits)";
    }

    @Override
    public Label description() {
        return Label.of("A number cut off, as ROUNDDOWN: TRUNC(-2.9) is -2", "截断数字，同 ROUNDDOWN：TRUNC(-2.9) 得 -2");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 2);
        return Expression.apply(Operation.ROUND_DOWN, ExpressionType.NUMBER, arguments.number(0), arguments.digits(1));
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** A number rounded half away from zero. */
@Component
class RoundFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "ROUND";
    }

    @Override
    public String usage() {
        return "ROUND(number, digits)";
    }

    @Override
    public Label description() {
        return Label.of("A number rounded half up, to a whole or so many digits", "四舍五入到整数或指定的小数位数");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 2);
        return Expression.apply(Operation.ROUND, ExpressionType.NUMBER, arguments.number(0), arguments.digits(1));
    }
}

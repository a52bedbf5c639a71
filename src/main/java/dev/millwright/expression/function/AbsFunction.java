package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** A number or duration without its sign. */
@Component
class AbsFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "ABS";
    }

    @Override
    public String usage() {
        return "ABS(number)";
    }

    @Override
    public Label description() {
        return Label.of("A number or duration without its sign", "数字或时长的绝对值");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return Expression.apply(Operation.ABSOLUTE, arguments.amount(0).type(), arguments.amount(0));
    }
}

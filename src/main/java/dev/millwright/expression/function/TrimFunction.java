package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** A text without the spaces around it. */
@Component
class TrimFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "TRIM";
    }

    @Override
    public String usage() {
        return "TRIM(text)";
    }

    @Override
    public Label description() {
        return Label.of("A text without spaces around it", "去掉首尾空格");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return Expression.apply(Operation.TRIM, ExpressionType.TEXT, arguments.text(0));
    }
}

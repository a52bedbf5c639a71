package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Whether a value is empty. */
@Component
class IsEmptyFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "ISEMPTY";
    }

    @Override
    public String usage() {
        return "ISEMPTY(value)";
    }

    @Override
    public Label description() {
        return Label.of("Whether nothing is filled in", "是否未填写");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return Expression.apply(Operation.IS_EMPTY, ExpressionType.BOOLEAN, arguments.get(0));
    }
}

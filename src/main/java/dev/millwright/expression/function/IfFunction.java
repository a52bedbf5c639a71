package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** One of two values, as a condition says. */
@Component
class IfFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "IF";
    }

    @Override
    public String usage() {
        return "IF(condition, value, otherwise)";
    }

    @Override
    public Label description() {
        return Label.of("One value if a condition holds, else another", "条件成立时取一个值，否则取另一个");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(3, 3);
        arguments.typed(0, ExpressionType.BOOLEAN);
        return new Expression.Apply(Operation.CHOOSE, arguments.all(), arguments.common(1));
    }
}

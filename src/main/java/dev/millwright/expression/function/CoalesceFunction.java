package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The first of its values that is not empty. */
@Component
class CoalesceFunction implements ExpressionFunction {

    private static final int MOST = 20;

    @Override
    public String name() {
        return "COALESCE";
    }

    @Override
    public String usage() {
        return "COALESCE(value, otherwise)";
    }

    @Override
    public Label description() {
        return Label.of("The first value that is filled in", "第一个已填写的值");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, MOST);
        return new Expression.Apply(Operation.FIRST_FILLED, arguments.all(), arguments.common(0));
    }
}

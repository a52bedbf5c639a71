package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** All of its conditions are true; the same as the word between them. */
@Component
class AndFunction implements ExpressionFunction {

    private static final int MOST = 60;

    @Override
    public String name() {
        return "AND";
    }

    @Override
    public String usage() {
        return "AND(condition, condition)";
    }

    @Override
    public Label description() {
        return Label.of("Whether all conditions hold: AND(price > 1, done)", "是否所有条件都成立：AND(price > 1, done)");
    }

    @Override
    public Expression apply(Arguments arguments) {
        return new Expression.All(arguments.count(1, MOST).truths());
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** One of its conditions is true; the same as the word between them. */
@Component
class OrFunction implements ExpressionFunction {

    private static final int MOST = 60;

    @Override
    public String name() {
        return "OR";
    }

    @Override
    public String usage() {
        return "OR(condition, condition)";
    }

    @Override
    public Label description() {
        return Label.of("Whether one of the conditions holds: OR(price > 1, done)", "是否有一个条件成立：OR(price > 1, done)");
    }

    @Override
    public Expression apply(Arguments arguments) {
        return new Expression.Any(arguments.count(1, MOST).truths());
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** A condition is false; the same as the word before it. */
@Component
class NotFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "NOT";
    }

    @Override
    public String usage() {
        return "NOT(condition)";
    }

    @Override
    public Label description() {
        return Label.of("Whether a condition does not hold: NOT(done)", "条件是否不成立：NOT(done)");
    }

    @Override
    public Expression apply(Arguments arguments) {
        return new Expression.Not(arguments.count(1, 1).truths().getFirst());
    }
}

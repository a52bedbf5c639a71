package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The moment of now. */
@Component
class NowFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "NOW";
    }

    @Override
    public String usage() {
        return "NOW()";
    }

    @Override
    public Label description() {
        return Label.of("This moment", "现在的时间");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(0, 0);
        return new Expression.Given(Expression.Circumstance.NOW);
    }
}

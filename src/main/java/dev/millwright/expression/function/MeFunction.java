package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The one who is signed in. */
@Component
class MeFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "ME";
    }

    @Override
    public String usage() {
        return "ME()";
    }

    @Override
    public Label description() {
        return Label.of("Whoever is signed in", "当前登录的人");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(0, 0);
        return new Expression.Given(Expression.Circumstance.ME);
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** How many seconds a duration has. */
@Component
class SecondsFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "SECONDS";
    }

    @Override
    public String usage() {
        return "SECONDS(duration)";
    }

    @Override
    public Label description() {
        return Label.of(
                "How many seconds a duration has: SECONDS(DURATION(0, 1, 30)) is 90",
                "时长合多少秒：SECONDS(DURATION(0, 1, 30)) 得 90");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return Expression.apply(Operation.DIVIDE, ExpressionType.NUMBER, arguments.duration(0), Arguments.literal(1));
    }
}

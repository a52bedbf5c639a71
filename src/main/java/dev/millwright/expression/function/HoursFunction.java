package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** How many hours a duration has. */
@Component
class HoursFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "HOURS";
    }

    @Override
    public String usage() {
        return "HOURS(duration)";
    }

    @Override
    public Label description() {
        return Label.of(
                "How many hours a duration has, with what is beyond whole ones: HOURS(DURATION(1, 30)) is 1.5",
                "时长合多少小时，含小数：HOURS(DURATION(1, 30)) 得 1.5");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return Expression.apply(
                Operation.DIVIDE, ExpressionType.NUMBER, arguments.duration(0), Arguments.literal(3_600));
    }
}

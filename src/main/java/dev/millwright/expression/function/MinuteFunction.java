package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The minute of a moment. */
@Component
class MinuteFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "MINUTE";
    }

    @Override
    public String usage() {
        return "MINUTE(time)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The minute of a date and time, a time of day or a duration, 0 to 59: MINUTE(created_at)",
                "日期时间、时刻或时长的分钟，0 到 59：MINUTE(created_at)");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return ClockParts.of(arguments, Operation.MINUTE);
    }
}

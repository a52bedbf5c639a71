package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The hour of a moment in the business zone. */
@Component
class HourFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "HOUR";
    }

    @Override
    public String usage() {
        return "HOUR(time)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The hour of a date and time in the business time zone or of a time of day, 0 to 23, or all whole hours of a duration: HOUR(created_at)",
                "日期时间（业务时区）或时刻的小时，0 到 23；时长则为全部整小时：HOUR(created_at)");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return ClockParts.of(arguments, Operation.HOUR);
    }
}

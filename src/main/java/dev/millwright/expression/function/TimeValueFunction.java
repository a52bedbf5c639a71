package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The time of day of a moment, or that a text reads as. */
@Component
class TimeValueFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "TIMEVALUE";
    }

    @Override
    public String usage() {
        return "TIMEVALUE(value)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The time of day of a date and time in the business time zone, or that a text reads as: TIMEVALUE(\"8:05\") is 08:05; empty if it is none",
                "日期时间在业务时区中的时刻，或文本所写的时刻：TIMEVALUE(\"8:05\") 得 08:05；不是时刻得空");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return arguments.get(0).type() == ExpressionType.DATE_TIME
                ? Expression.apply(Operation.TIME_OF_MOMENT, ExpressionType.TIME, arguments.get(0))
                : Expression.apply(Operation.TIME_OF_TEXT, ExpressionType.TIME, arguments.text(0));
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The day of the month of a date or of a moment in the business zone. */
@Component
class DayFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "DAY";
    }

    @Override
    public String usage() {
        return "DAY(date)";
    }

    @Override
    public Label description() {
        return Label.of("The day of the month, 1 to 31", "日期是当月的第几天（1 到 31）");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return Expression.apply(Operation.DAY, ExpressionType.NUMBER, arguments.date(0));
    }
}

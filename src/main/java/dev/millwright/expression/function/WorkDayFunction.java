package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The date some days from Monday to Friday later. */
@Component
class WorkDayFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "WORKDAY";
    }

    @Override
    public String usage() {
        return "WORKDAY(date, days)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The date so many days from Monday to Friday later; public holidays and the calendar of the organisation are not taken into account",
                "若干个工作日（星期一到星期五）后的日期；不考虑节假日和组织日历");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, 2);
        return Expression.apply(Operation.ADD_WORKDAYS, ExpressionType.DATE, arguments.date(0), arguments.number(1));
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The date some working days later. */
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
                "The date so many working days later, by the standard working calendar with its holidays and worked weekends: WORKDAY(ordered_on, 10)",
                "若干个工作日后的日期，按标准工作日历，含节假日和调休：WORKDAY(ordered_on, 10)");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, 2);
        return Expression.apply(Operation.ADD_WORKDAYS, ExpressionType.DATE, arguments.date(0), arguments.number(1));
    }
}

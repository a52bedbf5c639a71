package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Days from Monday to Friday between two dates. */
@Component
class NetWorkDaysFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "NETWORKDAYS";
    }

    @Override
    public String usage() {
        return "NETWORKDAYS(start, end)";
    }

    @Override
    public Label description() {
        return Label.of(
                "Days from Monday to Friday between two dates, both counted; public holidays and the calendar of the organisation are not taken into account",
                "两个日期之间（含两端）星期一到星期五的天数；不考虑节假日和组织日历");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, 2);
        return Expression.apply(
                Operation.WORKDAYS_BETWEEN, ExpressionType.NUMBER, arguments.date(0), arguments.date(1));
    }
}

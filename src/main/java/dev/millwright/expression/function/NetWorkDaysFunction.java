package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Working days between two dates, or of a range. */
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
                "Working days between two dates or of a date range, both ends counted, by the standard working calendar with its holidays and worked weekends: NETWORKDAYS(leave)",
                "两个日期之间或日期区间内（含两端）的工作日天数，按标准工作日历，含节假日和调休：NETWORKDAYS(leave)");
    }

    @Override
    public Expression apply(Arguments arguments) {
        if (arguments.count(1, 2).size() == 2) {
            return Expression.apply(
                    Operation.WORKDAYS_BETWEEN, ExpressionType.NUMBER, arguments.date(0), arguments.date(1));
        }
        Expression range = arguments
                .range(0)
                .orElseThrow(() -> arguments.refusal(0, "expression.error.range", "NETWORKDAYS(range)"));
        return Expression.apply(
                Operation.WORKDAYS_BETWEEN,
                ExpressionType.NUMBER,
                Expression.apply(Operation.FIRST_DAY, ExpressionType.DATE, range),
                Expression.apply(Operation.LAST_DAY, ExpressionType.DATE, range));
    }
}

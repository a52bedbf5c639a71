package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The week of a date by ISO 8601. */
@Component
class IsoWeekNumFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "ISOWEEKNUM";
    }

    @Override
    public String usage() {
        return "ISOWEEKNUM(date)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The ISO week of a date, from Monday: ISOWEEKNUM(\"2026-01-31\") is 5",
                "日期的 ISO 周数，星期一开始：ISOWEEKNUM(\"2026-01-31\") 得 5");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return Expression.apply(Operation.WEEK, ExpressionType.NUMBER, arguments.date(0), Arguments.literal(21));
    }
}

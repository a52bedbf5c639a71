package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The week of the year. */
@Component
class WeekNumFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "WEEKNUM";
    }

    @Override
    public String usage() {
        return "WEEKNUM(date, kind)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The week of the year: weeks begin on Sunday; of kind 2 on Monday; 21 is the ISO week: WEEKNUM(\"2026-01-31\", 21) is 5",
                "一年中的第几周：一周从星期日开始；kind 为 2 从星期一开始，21 为 ISO 周：WEEKNUM(\"2026-01-31\", 21) 得 5");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 2);
        return Expression.apply(
                Operation.WEEK,
                ExpressionType.NUMBER,
                arguments.date(0),
                Arguments.literal(arguments.oneOf(1, 1, 2, 21)));
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The day of the week as a number. */
@Component
class WeekdayFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "WEEKDAY";
    }

    @Override
    public String usage() {
        return "WEEKDAY(date, kind)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The day of the week: 1 is Sunday; of kind 2, 1 is Monday: WEEKDAY(\"2026-01-31\", 2) is 6",
                "星期几：1 为星期日；kind 为 2 时 1 为星期一：WEEKDAY(\"2026-01-31\", 2) 得 6");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 2);
        Expression day = Expression.apply(Operation.WEEKDAY, ExpressionType.NUMBER, arguments.date(0));
        return switch (arguments.oneOf(1, 1, 2, 3)) {
            case 1 -> plus(Expression.apply(Operation.REMAINDER, ExpressionType.NUMBER, day, Arguments.literal(7)), 1);
            case 2 -> day;
            default -> plus(day, -1);
        };
    }

    private static Expression plus(Expression number, int more) {
        return Expression.apply(Operation.ADD, ExpressionType.NUMBER, number, Arguments.literal(more));
    }
}

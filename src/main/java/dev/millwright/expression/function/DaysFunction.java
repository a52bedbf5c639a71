package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Days between two dates, or of a range. */
@Component
class DaysFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "DAYS";
    }

    @Override
    public String usage() {
        return "DAYS(end, start)";
    }

    @Override
    public Label description() {
        return Label.of(
                "Whole days from a start to an end, by the day: DAYS(closed_at, opened_at); of a date range how many days it has, both counted: DAYS(leave)",
                "从开始到结束的整天数，按天计算：DAYS(closed_at, opened_at)；日期区间则为区间内的天数（含两端）：DAYS(leave)");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 2);
        if (arguments.size() == 2) {
            return Expression.apply(
                    Operation.DAYS_BETWEEN, ExpressionType.NUMBER, arguments.date(0), arguments.date(1));
        }
        Expression range =
                arguments.range(0).orElseThrow(() -> arguments.refusal(0, "expression.error.range", "DAYS(range)"));
        return Expression.apply(
                Operation.ADD,
                ExpressionType.NUMBER,
                Expression.apply(
                        Operation.DAYS_BETWEEN,
                        ExpressionType.NUMBER,
                        Expression.apply(Operation.LAST_DAY, ExpressionType.DATE, range),
                        Expression.apply(Operation.FIRST_DAY, ExpressionType.DATE, range)),
                Arguments.literal(1));
    }
}

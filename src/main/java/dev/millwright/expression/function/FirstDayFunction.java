package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The first day of a range. */
@Component
class FirstDayFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "FIRSTDAY";
    }

    @Override
    public String usage() {
        return "FIRSTDAY(range)";
    }

    @Override
    public Label description() {
        return Label.of("The first day of a date range: FIRSTDAY(leave)", "日期区间的开始日期：FIRSTDAY(leave)");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return arguments
                .range(0)
                .map(range -> Expression.apply(Operation.FIRST_DAY, ExpressionType.DATE, range))
                .orElseThrow(() -> arguments.refusal(0, "expression.error.range", usage()));
    }
}

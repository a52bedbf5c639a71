package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The last day of a range. */
@Component
class LastDayFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "LASTDAY";
    }

    @Override
    public String usage() {
        return "LASTDAY(range)";
    }

    @Override
    public Label description() {
        return Label.of("The last day of a date range: LASTDAY(leave)", "日期区间的结束日期：LASTDAY(leave)");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return arguments
                .range(0)
                .map(range -> Expression.apply(Operation.LAST_DAY, ExpressionType.DATE, range))
                .orElseThrow(() -> arguments.refusal(0, "expression.error.range", usage()));
    }
}

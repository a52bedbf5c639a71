package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.Expression.Aggregate;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The mean of its numbers, leaving out empty ones. */
@Component
class AverageFunction implements ExpressionFunction {

    private static final int MOST = 30;

    @Override
    public String name() {
        return "AVERAGE";
    }

    @Override
    public String usage() {
        return "AVERAGE(number, number)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The mean of numbers or durations; empty ones are left out: AVERAGE(1, 2) is 1.5",
                "平均值，空值不计：AVERAGE(1, 2) 得 1.5");
    }

    @Override
    public boolean takesRows() {
        return true;
    }

    @Override
    public Expression apply(Arguments arguments) {
        ExpressionType type = arguments.count(1, MOST).amounts();
        return arguments.size() == 1 && arguments.isOfRows(0)
                ? arguments.rollup(Aggregate.AVERAGE, type)
                : Expression.apply(Operation.DIVIDE, type, Totals.sum(arguments, type), Totals.count(arguments));
    }
}

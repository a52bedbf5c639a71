package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.Expression.Aggregate;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The greatest of the rows that meet all of its conditions. */
@Component
class MaxIfsFunction implements ExpressionFunction {

    private static final int MOST = 21;

    @Override
    public String name() {
        return "MAXIFS";
    }

    @Override
    public String usage() {
        return "MAXIFS(rows.value, condition, condition)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The largest number or latest date of the rows that meet all conditions: MAXIFS(lines.due, lines.done = false)",
                "同时符合各条件的各行中最大的数或最晚的日期：MAXIFS(lines.due, lines.done = false)");
    }

    @Override
    public boolean takesRows() {
        return true;
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, MOST);
        return arguments.rollup(Aggregate.MAX, 0, arguments.conditions(1), arguments.orderedOne(0));
    }
}

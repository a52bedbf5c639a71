package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.Expression.Aggregate;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The least of the rows that meet all of its conditions. */
@Component
class MinIfsFunction implements ExpressionFunction {

    private static final int MOST = 21;

    @Override
    public String name() {
        return "MINIFS";
    }

    @Override
    public String usage() {
        return "MINIFS(rows.value, condition, condition)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The smallest number or earliest date of the rows that meet all conditions: MINIFS(lines.due, lines.done = false)",
                "同时符合各条件的各行中最小的数或最早的日期：MINIFS(lines.due, lines.done = false)");
    }

    @Override
    public boolean takesRows() {
        return true;
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, MOST);
        return arguments.rollup(Aggregate.MIN, 0, arguments.conditions(1), arguments.orderedOne(0));
    }
}

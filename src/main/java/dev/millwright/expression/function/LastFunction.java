package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.Expression.Aggregate;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The value of the last row. */
@Component
class LastFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "LAST";
    }

    @Override
    public String usage() {
        return "LAST(rows.value)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The value of the row that was added last, for example LAST(repairs.done_on)",
                "最后添加的一行的值，例如 LAST(repairs.done_on)");
    }

    @Override
    public boolean takesRows() {
        return true;
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 2);
        return arguments.rollup(Aggregate.LAST, arguments.plain(0));
    }
}

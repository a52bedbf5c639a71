package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.Expression.Aggregate;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The average of the rows that meet all of its conditions. */
@Component
class AverageIfsFunction implements ExpressionFunction {

    private static final int MOST = 21;

    @Override
    public String name() {
        return "AVERAGEIFS";
    }

    @Override
    public String usage() {
        return "AVERAGEIFS(rows.value, condition, condition)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The average of the rows that meet all conditions: AVERAGEIFS(lines.price, lines.kind = \"part\", lines.done)",
                "同时符合各条件的各行的平均值：AVERAGEIFS(lines.price, lines.kind = \"part\", lines.done)");
    }

    @Override
    public boolean takesRows() {
        return true;
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, MOST);
        return arguments.rollup(
                Aggregate.AVERAGE,
                0,
                arguments.conditions(1),
                arguments.amount(0).type());
    }
}

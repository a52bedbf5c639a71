package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.Expression.Aggregate;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The average of some rows. */
@Component
class AverageIfFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "AVERAGEIF";
    }

    @Override
    public String usage() {
        return "AVERAGEIF(rows.value, condition)";
    }

    @Override
    public Label description() {
        return Label.of("The average of the rows for which the condition holds", "符合条件的各行的平均值");
    }

    @Override
    public boolean takesRows() {
        return true;
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, 2);
        return arguments.rollup(Aggregate.AVERAGE, arguments.amount(0).type());
    }
}

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
        return Label.of(
                "The average of the rows for which the condition holds: AVERAGEIF(lines.price, lines.kind = \"part\"), or as in Excel AVERAGEIF(lines.kind, \"part\", lines.price)",
                "符合条件的各行的平均值：AVERAGEIF(lines.price, lines.kind = \"part\")，也可像 Excel 那样写 AVERAGEIF(lines.kind, \"part\", lines.price)");
    }

    @Override
    public boolean takesRows() {
        return true;
    }

    @Override
    public Expression apply(Arguments arguments) {
        if (arguments.count(2, 3).size() == 3) {
            // As in Excel: of what, what it is to equal, and what counts.
            return arguments.rollup(
                    Aggregate.AVERAGE,
                    2,
                    arguments.compare(Expression.Comparison.EQUAL, 0, 1),
                    arguments.amount(2).type());
        }
        return arguments.rollup(Aggregate.AVERAGE, arguments.amount(0).type());
    }
}

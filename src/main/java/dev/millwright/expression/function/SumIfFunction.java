package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.Expression.Aggregate;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The sum of some rows. */
@Component
class SumIfFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "SUMIF";
    }

    @Override
    public String usage() {
        return "SUMIF(rows.value, condition)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The sum of the rows for which the condition holds, for example SUMIF(lines.amount, lines.kind = \"part\"), or as in Excel SUMIF(lines.kind, \"part\", lines.amount)",
                "符合条件的各行之和，例如 SUMIF(lines.amount, lines.kind = \"part\")，也可像 Excel 那样写 SUMIF(lines.kind, \"part\", lines.amount)");
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
                    Aggregate.SUM,
                    2,
                    arguments.compare(Expression.Comparison.EQUAL, 0, 1),
                    arguments.amount(2).type());
        }
        return arguments.rollup(Aggregate.SUM, arguments.amount(0).type());
    }
}

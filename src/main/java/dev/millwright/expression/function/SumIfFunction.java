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
                "The sum of the rows for which the condition holds, for example SUMIF(lines.amount, lines.kind = \"part\")",
                "符合条件的各行之和，例如 SUMIF(lines.amount, lines.kind = \"part\")");
    }

    @Override
    public boolean takesRows() {
        return true;
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, 2);
        return arguments.rollup(Aggregate.SUM, arguments.amount(0).type());
    }
}

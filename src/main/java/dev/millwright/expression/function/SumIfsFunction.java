package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.Expression.Aggregate;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The sum of the rows that meet all of its conditions. */
@Component
class SumIfsFunction implements ExpressionFunction {

    private static final int MOST = 21;

    @Override
    public String name() {
        return "SUMIFS";
    }

    @Override
    public String usage() {
        return "SUMIFS(rows.value, condition, condition)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The sum of the rows that meet all conditions: SUMIFS(lines.amount, lines.kind = \"part\", lines.done), or as in Excel SUMIFS(lines.amount, lines.kind, \"part\")",
                "同时符合各条件的各行之和：SUMIFS(lines.amount, lines.kind = \"part\", lines.done)，也可像 Excel 那样写 SUMIFS(lines.amount, lines.kind, \"part\")");
    }

    @Override
    public boolean takesRows() {
        return true;
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, MOST);
        return arguments.rollup(
                Aggregate.SUM, 0, arguments.conditions(1), arguments.amount(0).type());
    }
}

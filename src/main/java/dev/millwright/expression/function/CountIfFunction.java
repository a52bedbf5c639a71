package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The number of some rows. */
@Component
class CountIfFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "COUNTIF";
    }

    @Override
    public String usage() {
        return "COUNTIF(condition)";
    }

    @Override
    public Label description() {
        return Label.of(
                "How many rows there are for which the condition holds: COUNTIF(lines.done = false), or as in Excel COUNTIF(lines.kind, \"part\")",
                "符合条件的行数：COUNTIF(lines.done = false)，也可像 Excel 那样写 COUNTIF(lines.kind, \"part\")");
    }

    @Override
    public boolean takesRows() {
        return true;
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 2);
        return arguments.countOf(arguments.conditions(0));
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** How many rows meet all of its conditions. */
@Component
class CountIfsFunction implements ExpressionFunction {

    private static final int MOST = 20;

    @Override
    public String name() {
        return "COUNTIFS";
    }

    @Override
    public String usage() {
        return "COUNTIFS(condition, condition)";
    }

    @Override
    public Label description() {
        return Label.of(
                "How many rows meet all conditions: COUNTIFS(lines.kind = \"part\", lines.done), or as in Excel COUNTIFS(lines.kind, \"part\")",
                "同时符合各条件的行数：COUNTIFS(lines.kind = \"part\", lines.done)，也可像 Excel 那样写 COUNTIFS(lines.kind, \"part\")");
    }

    @Override
    public boolean takesRows() {
        return true;
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, MOST);
        return arguments.countOf(arguments.conditions(0));
    }
}

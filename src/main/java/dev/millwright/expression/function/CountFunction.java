package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** How many of its values are filled in. */
@Component
class CountFunction implements ExpressionFunction {

    private static final int MOST = 30;

    @Override
    public String name() {
        return "COUNT";
    }

    @Override
    public String usage() {
        return "COUNT(value, value)";
    }

    @Override
    public Label description() {
        return Label.of(
                "How many of the values are filled in: COUNT(first, second), COUNT(lines)",
                "已填写的值的个数：COUNT(first, second), COUNT(lines)");
    }

    @Override
    public boolean takesRows() {
        return true;
    }

    @Override
    public Expression apply(Arguments arguments) {
        return Totals.count(arguments.count(1, MOST));
    }
}

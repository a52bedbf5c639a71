package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** How many of its values are filled in. */
@Component
class CountAFunction implements ExpressionFunction {

    private static final int MOST = 30;

    @Override
    public String name() {
        return "COUNTA";
    }

    @Override
    public String usage() {
        return "COUNTA(value, value)";
    }

    @Override
    public Label description() {
        return Label.of(
                "How many of the values are filled in, as COUNT: COUNTA(first, second)",
                "已填写的值的个数，同 COUNT：COUNTA(first, second)");
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

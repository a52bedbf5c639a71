package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.Expression.Aggregate;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The value of the first row. */
@Component
class FirstFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "FIRST";
    }

    @Override
    public String usage() {
        return "FIRST(rows.value)";
    }

    @Override
    public Label description() {
        return Label.of("The value of the row that was added first", "最先添加的一行的值");
    }

    @Override
    public boolean takesRows() {
        return true;
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 2);
        return arguments.rollup(Aggregate.FIRST, arguments.plain(0));
    }
}

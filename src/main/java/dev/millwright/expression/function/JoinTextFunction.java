package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.Expression.Aggregate;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The texts of all rows as one. */
@Component
class JoinTextFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "JOINTEXT";
    }

    @Override
    public String usage() {
        return "JOINTEXT(rows.text)";
    }

    @Override
    public Label description() {
        return Label.of("The texts of all rows, with commas between them", "把各行的文本用逗号连接起来");
    }

    @Override
    public boolean takesRows() {
        return true;
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 2);
        arguments.text(0);
        return arguments.rollup(Aggregate.JOIN, ExpressionType.TEXT);
    }
}

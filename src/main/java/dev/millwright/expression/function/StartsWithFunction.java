package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Whether a text begins with another one, letter case aside. */
@Component
class StartsWithFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "STARTS_WITH";
    }

    @Override
    public String usage() {
        return "STARTS_WITH(text, beginning)";
    }

    @Override
    public Label description() {
        return Label.of("Whether a text starts with another", "文本是否以另一段文本开头");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, 2);
        return Expression.apply(Operation.STARTS_WITH, ExpressionType.BOOLEAN, arguments.text(0), arguments.text(1));
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Whether a text ends with another one, letter case aside. */
@Component
class EndsWithFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "ENDS_WITH";
    }

    @Override
    public String usage() {
        return "ENDS_WITH(text, end)";
    }

    @Override
    public Label description() {
        return Label.of("Whether a text ends with another", "文本是否以另一段文本结尾");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, 2);
        return Expression.apply(Operation.ENDS_WITH, ExpressionType.BOOLEAN, arguments.text(0), arguments.text(1));
    }
}

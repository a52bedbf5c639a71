package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** A text in capital letters. */
@Component
class UpperFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "UPPER";
    }

    @Override
    public String usage() {
        return "UPPER(text)";
    }

    @Override
    public Label description() {
        return Label.of("A text in capitals", "转换为大写");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return Expression.apply(Operation.UPPER, ExpressionType.TEXT, arguments.text(0));
    }
}

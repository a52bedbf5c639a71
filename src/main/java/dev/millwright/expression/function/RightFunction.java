package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The last characters of a text. */
@Component
class RightFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "RIGHT";
    }

    @Override
    public String usage() {
        return "RIGHT(text, count)";
    }

    @Override
    public Label description() {
        return Label.of("The last characters: RIGHT(\"A01\", 2) is \"01\"", "末尾的字符：RIGHT(\"A01\", 2) 得 \"01\"");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 2);
        return Expression.apply(Operation.ENDING, ExpressionType.TEXT, arguments.text(0), arguments.numberOr(1, 1));
    }
}

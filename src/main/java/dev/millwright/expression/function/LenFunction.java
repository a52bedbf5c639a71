package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** How many characters a text has. */
@Component
class LenFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "LEN";
    }

    @Override
    public String usage() {
        return "LEN(text)";
    }

    @Override
    public Label description() {
        return Label.of("How many characters a text has", "文本的字数");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return Expression.apply(Operation.LENGTH, ExpressionType.NUMBER, arguments.text(0));
    }
}

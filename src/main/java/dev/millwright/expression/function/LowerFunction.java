package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** A text in small letters. */
@Component
class LowerFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "LOWER";
    }

    @Override
    public String usage() {
        return "LOWER(text)";
    }

    @Override
    public Label description() {
        return Label.of("A text in small letters", "转换为小写");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return Expression.apply(Operation.LOWER, ExpressionType.TEXT, arguments.text(0));
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The number that a text reads as. */
@Component
class ValueFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "VALUE";
    }

    @Override
    public String usage() {
        return "VALUE(text)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The number that a text reads as: VALUE(\"1,200.50\") is 1200.5; empty if it is none",
                "文本读作的数字：VALUE(\"1,200.50\") 得 1200.5，不是数字得空");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return Expression.apply(Operation.NUMBER_OF_TEXT, ExpressionType.NUMBER, arguments.text(0));
    }
}

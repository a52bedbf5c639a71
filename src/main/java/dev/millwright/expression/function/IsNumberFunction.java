package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Whether a value is a number or a text that can be read as one. */
@Component
class IsNumberFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "ISNUMBER";
    }

    @Override
    public String usage() {
        return "ISNUMBER(value)";
    }

    @Override
    public Label description() {
        return Label.of(
                "Whether a value is a number, or a text that reads as one: ISNUMBER(\"12.5\")",
                "是否为数字或可读作数字的文本：ISNUMBER(\"12.5\")");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        Expression value = arguments.get(0);
        Expression number = value.type() == ExpressionType.NUMBER
                ? value
                : Expression.apply(Operation.NUMBER_OF_TEXT, ExpressionType.NUMBER, arguments.text(0));
        return new Expression.Not(Expression.apply(Operation.IS_EMPTY, ExpressionType.BOOLEAN, number));
    }
}

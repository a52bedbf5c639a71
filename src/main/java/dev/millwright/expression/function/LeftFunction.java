package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The first characters of a text. */
@Component
class LeftFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "LEFT";
    }

    @Override
    public String usage() {
        return "LEFT(text, count)";
    }

    @Override
    public Label description() {
        return Label.of("The first characters: LEFT(\"零件A01\", 2) is \"零件\"", "开头的字符：LEFT(\"零件A01\", 2) 得 \"零件\"");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 2);
        return Expression.apply(
                Operation.PART, ExpressionType.TEXT, arguments.text(0), Arguments.literal(1), arguments.numberOr(1, 1));
    }
}

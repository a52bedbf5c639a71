package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Characters from within a text. */
@Component
class MidFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "MID";
    }

    @Override
    public String usage() {
        return "MID(text, start, count)";
    }

    @Override
    public Label description() {
        return Label.of(
                "Characters from within: MID(\"A-01-X\", 3, 2) is \"01\"", "中间的字符：MID(\"A-01-X\", 3, 2) 得 \"01\"");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(3, 3);
        return Expression.apply(
                Operation.PART, ExpressionType.TEXT, arguments.text(0), arguments.number(1), arguments.number(2));
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Its values one behind the other as a text, leaving out empty ones. */
@Component
class ConcatFunction implements ExpressionFunction {

    private static final int MOST = 30;

    @Override
    public String name() {
        return "CONCAT";
    }

    @Override
    public String usage() {
        return "CONCAT(text, text)";
    }

    @Override
    public Label description() {
        return Label.of(
                "Texts, numbers, dates, times and durations joined, as & does; empty ones are left out: CONCAT(\"A\", 1) is \"A1\"",
                "连接文本、数字、日期、时刻和时长，与 & 相同，空值不计：CONCAT(\"A\", 1) 得 \"A1\"");
    }

    @Override
    public Expression apply(Arguments arguments) {
        return new Expression.Apply(Operation.JOIN, arguments.count(1, MOST).written(), ExpressionType.TEXT);
    }
}

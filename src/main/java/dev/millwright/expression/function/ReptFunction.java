package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** A text over and over. */
@Component
class ReptFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "REPT";
    }

    @Override
    public String usage() {
        return "REPT(text, times)";
    }

    @Override
    public Label description() {
        return Label.of(
                "A text over and over: REPT(\"*\", 3) is \"***\"; empty beyond 100 000 characters",
                "重复文本：REPT(\"*\", 3) 得 \"***\"，超过 100 000 个字符得空");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, 2);
        return Expression.apply(Operation.REPEAT, ExpressionType.TEXT, arguments.text(0), arguments.number(1));
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The date that a text reads as. */
@Component
class DateValueFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "DATEVALUE";
    }

    @Override
    public String usage() {
        return "DATEVALUE(text)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The date that a text reads as, such as 2026-1-31, 2026/1/31 or 2026年1月31日; empty if it is none",
                "文本读作的日期，如 2026-1-31、2026/1/31、2026年1月31日；不是日期得空");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return Expression.apply(Operation.DATE_OF_TEXT, ExpressionType.DATE, arguments.text(0));
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The month of a date or of a moment in the business zone. */
@Component
class MonthFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "MONTH";
    }

    @Override
    public String usage() {
        return "MONTH(date)";
    }

    @Override
    public Label description() {
        return Label.of("The month of a date, 1 to 12", "日期的月份（1 到 12）");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return Expression.apply(Operation.MONTH, ExpressionType.NUMBER, arguments.date(0));
    }
}

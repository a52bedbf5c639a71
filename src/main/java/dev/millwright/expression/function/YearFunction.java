package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The year of a date or of a moment in the business zone. */
@Component
class YearFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "YEAR";
    }

    @Override
    public String usage() {
        return "YEAR(date)";
    }

    @Override
    public Label description() {
        return Label.of("The year of a date", "日期的年份");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return Expression.apply(Operation.YEAR, ExpressionType.NUMBER, arguments.date(0));
    }
}

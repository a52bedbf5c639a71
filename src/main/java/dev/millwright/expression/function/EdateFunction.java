package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The same day some months later. */
@Component
class EdateFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "EDATE";
    }

    @Override
    public String usage() {
        return "EDATE(date, months)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The same day so many months later, or the last of a shorter month: EDATE(\"2026-01-31\", 1) is 2026-02-28",
                "若干个月后的同一天，月份较短时取最后一天：EDATE(\"2026-01-31\", 1) 得 2026-02-28");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, 2);
        return Expression.apply(Operation.ADD_MONTHS, ExpressionType.DATE, arguments.date(0), arguments.number(1));
    }
}

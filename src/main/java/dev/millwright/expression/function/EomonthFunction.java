package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The last day of a month some months later. */
@Component
class EomonthFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "EOMONTH";
    }

    @Override
    public String usage() {
        return "EOMONTH(date, months)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The last day of the month so many months later: EOMONTH(\"2026-01-31\", 1) is 2026-02-28",
                "若干个月后那个月的最后一天：EOMONTH(\"2026-01-31\", 1) 得 2026-02-28");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, 2);
        return Expression.apply(
                Operation.MONTH_END,
                ExpressionType.DATE,
                Expression.apply(Operation.ADD_MONTHS, ExpressionType.DATE, arguments.date(0), arguments.number(1)));
    }
}

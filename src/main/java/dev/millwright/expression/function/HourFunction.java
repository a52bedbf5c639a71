package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The hour of a moment in the business zone. */
@Component
class HourFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "HOUR";
    }

    @Override
    public String usage() {
        return "HOUR(moment)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The hour of a moment in the business time zone, 0 to 23: HOUR(created_at)",
                "时间的小时（业务时区），0 到 23：HOUR(created_at)");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return Expression.apply(Operation.HOUR, ExpressionType.NUMBER, arguments.typed(0, ExpressionType.DATE_TIME));
    }
}

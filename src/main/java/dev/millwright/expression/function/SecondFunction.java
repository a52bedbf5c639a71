package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The second of a moment. */
@Component
class SecondFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "SECOND";
    }

    @Override
    public String usage() {
        return "SECOND(moment)";
    }

    @Override
    public Label description() {
        return Label.of("The second of a moment, 0 to 59: SECOND(created_at)", "时间的秒，0 到 59：SECOND(created_at)");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return Expression.apply(Operation.SECOND, ExpressionType.NUMBER, arguments.typed(0, ExpressionType.DATE_TIME));
    }
}

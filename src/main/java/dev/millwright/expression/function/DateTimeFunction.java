package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** A moment in the business zone made of its parts. */
@Component
class DateTimeFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "DATETIME";
    }

    @Override
    public String usage() {
        return "DATETIME(year, month, day, hour, minute, second)";
    }

    @Override
    public Label description() {
        return Label.of(
                "A moment in the business time zone from its parts; what is left out is 0",
                "由年、月、日、时、分、秒组成时间，省略的部分为 0");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(3, 6);
        List<Expression> parts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            parts.add(
                    i < arguments.size()
                            ? arguments.number(i)
                            : new Expression.Literal(BigDecimal.ZERO, ExpressionType.NUMBER));
        }
        return new Expression.Apply(Operation.MOMENT_OF_PARTS, parts, ExpressionType.DATE_TIME);
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import java.math.BigDecimal;
import org.springframework.stereotype.Component;

/** A number rounded half away from zero. */
@Component
class RoundFunction implements ExpressionFunction {

    private static final BigDecimal MOST_DIGITS = BigDecimal.valueOf(20);

    @Override
    public String name() {
        return "ROUND";
    }

    @Override
    public String usage() {
        return "ROUND(number, digits)";
    }

    @Override
    public Label description() {
        return Label.of("A number rounded half up, to a whole or so many digits", "四舍五入到整数或指定的小数位数");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 2);
        if (arguments.size() == 1) {
            return Expression.apply(
                    Operation.ROUND,
                    ExpressionType.NUMBER,
                    arguments.number(0),
                    new Expression.Literal(BigDecimal.ZERO, ExpressionType.NUMBER));
        }
        Expression digits = arguments.number(1);
        boolean sensible = digits instanceof Expression.Literal(BigDecimal number, ExpressionType _)
                && number.stripTrailingZeros().scale() <= 0
                && number.abs().compareTo(MOST_DIGITS) <= 0;
        if (!sensible) {
            throw arguments.refusal(1, "expression.error.digits", MOST_DIGITS);
        }
        return Expression.apply(Operation.ROUND, ExpressionType.NUMBER, arguments.number(0), digits);
    }
}

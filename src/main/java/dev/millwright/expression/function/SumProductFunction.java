package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.Expression.Aggregate;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The sum of products, row by row. */
@Component
class SumProductFunction implements ExpressionFunction {

    private static final int MOST = 10;

    @Override
    public String name() {
        return "SUMPRODUCT";
    }

    @Override
    public String usage() {
        return "SUMPRODUCT(rows.value, rows.value)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The sum over all rows of values multiplied with each other: SUMPRODUCT(lines.quantity, lines.price)",
                "各行的值相乘后求和：SUMPRODUCT(lines.quantity, lines.price)");
    }

    @Override
    public boolean takesRows() {
        return true;
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, MOST);
        Expression product = arguments.number(0);
        for (int i = 1; i < arguments.size(); i++) {
            product = Expression.apply(Operation.MULTIPLY, ExpressionType.NUMBER, product, arguments.number(i));
        }
        return arguments.rollupOf(Aggregate.SUM, product, ExpressionType.NUMBER);
    }
}

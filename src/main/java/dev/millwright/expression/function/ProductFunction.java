package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The product of its numbers, leaving out empty ones. */
@Component
class ProductFunction implements ExpressionFunction {

    private static final int MOST = 20;

    @Override
    public String name() {
        return "PRODUCT";
    }

    @Override
    public String usage() {
        return "PRODUCT(number, number)";
    }

    @Override
    public Label description() {
        return Label.of(
                "Numbers multiplied; empty ones are left out: PRODUCT(2, 3, 4) is 24",
                "各数相乘，空值不计：PRODUCT(2, 3, 4) 得 24");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, MOST);
        Expression product = factor(arguments, 0);
        for (int i = 1; i < arguments.size(); i++) {
            product = Expression.apply(Operation.MULTIPLY, ExpressionType.NUMBER, product, factor(arguments, i));
        }
        return product;
    }

    private static Expression factor(Arguments arguments, int index) {
        return Expression.apply(
                Operation.FIRST_FILLED, ExpressionType.NUMBER, arguments.number(index), Arguments.literal(1));
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The rest of a division as Excel has it, with the sign of the divisor. */
@Component
class ModFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "MOD";
    }

    @Override
    public String usage() {
        return "MOD(number, divisor)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The rest of a division, with the sign of the divisor: MOD(-7, 3) is 2",
                "除法的余数，符号与除数相同：MOD(-7, 3) 得 2");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, 2);
        Expression divisor = arguments.number(1);
        return remainder(sum(remainder(arguments.number(0), divisor), divisor), divisor);
    }

    private static Expression remainder(Expression number, Expression divisor) {
        return Expression.apply(Operation.REMAINDER, ExpressionType.NUMBER, number, divisor);
    }

    private static Expression sum(Expression one, Expression other) {
        return Expression.apply(Operation.ADD, ExpressionType.NUMBER, one, other);
    }
}

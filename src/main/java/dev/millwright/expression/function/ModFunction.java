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
                "The rest of a division, with the sign of the divisor: MOD(-7, 3) is 2; of durations, too: MOD(end - start, DURATION(24)) goes over midnight",
                "除法的余数，符号与除数相同：MOD(-7, 3) 得 2；也可用于时长：MOD(end - start, DURATION(24)) 可跨午夜");
    }

    @Override
    public Expression apply(Arguments arguments) {
        ExpressionType type = arguments.count(2, 2).amounts();
        Expression divisor = arguments.get(1);
        Expression rest = Expression.apply(
                Operation.ADD, type, Expression.apply(Operation.REMAINDER, type, arguments.get(0), divisor), divisor);
        return Expression.apply(Operation.REMAINDER, type, rest, divisor);
    }
}

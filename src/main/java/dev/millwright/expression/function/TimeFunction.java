package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** A time of day from its parts. */
@Component
class TimeFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "TIME";
    }

    @Override
    public String usage() {
        return "TIME(hour, minute, second)";
    }

    @Override
    public Label description() {
        return Label.of(
                "A time of day from hour, minute and second, beyond 24 hours from the beginning again: TIME(8, 30) is 08:30",
                "由时、分、秒得到一天中的时刻，超过 24 小时从头算起：TIME(8, 30) 得 08:30");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 3);
        return Expression.apply(
                Operation.TIME_OF_SECONDS,
                ExpressionType.TIME,
                Expression.apply(
                        Operation.ADD,
                        ExpressionType.NUMBER,
                        Expression.apply(
                                Operation.ADD,
                                ExpressionType.NUMBER,
                                times(arguments.number(0), 3_600),
                                times(arguments.numberOr(1, 0), 60)),
                        arguments.numberOr(2, 0)));
    }

    private static Expression times(Expression number, int seconds) {
        return Expression.apply(Operation.MULTIPLY, ExpressionType.NUMBER, number, Arguments.literal(seconds));
    }
}

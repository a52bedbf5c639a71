package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** A duration from hours, minutes and seconds. */
@Component
class DurationFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "DURATION";
    }

    @Override
    public String usage() {
        return "DURATION(hours, minutes, seconds)";
    }

    @Override
    public Label description() {
        return Label.of(
                "A duration from its parts, of which later ones may be left out: DURATION(1, 30) is 1:30; start + DURATION(0, 45)",
                "由时、分、秒得到时长，后面的可省略：DURATION(1, 30) 得 1:30；start + DURATION(0, 45)");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 3);
        return Expression.apply(
                Operation.SUM,
                ExpressionType.DURATION,
                times(arguments.number(0), 3_600),
                times(arguments.numberOr(1, 0), 60),
                arguments.numberOr(2, 0));
    }

    private static Expression times(Expression number, int seconds) {
        return Expression.apply(Operation.MULTIPLY, ExpressionType.NUMBER, number, Arguments.literal(seconds));
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Whether one of two conditions holds and the other does not. */
@Component
class XorFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "XOR";
    }

    @Override
    public String usage() {
        return "XOR(condition, condition)";
    }

    @Override
    public Label description() {
        return Label.of(
                "Whether one of two conditions holds and the other does not: XOR(paid, free)",
                "两个条件是否恰有一个成立：XOR(paid, free)");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, 2);
        arguments.truths();
        return arguments.compare(Expression.Comparison.UNEQUAL, 0, 1);
    }
}

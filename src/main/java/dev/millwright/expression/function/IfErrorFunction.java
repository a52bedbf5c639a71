package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** A value, or another where it cannot be worked out. */
@Component
class IfErrorFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "IFERROR";
    }

    @Override
    public String usage() {
        return "IFERROR(value, otherwise)";
    }

    @Override
    public Label description() {
        return Label.of(
                "A value, or another where it cannot be worked out or is empty, such as after a division by zero: IFERROR(total / pieces, 0)",
                "能算出时取前者；算不出（如除以零）或为空时取后者：IFERROR(total / pieces, 0)");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, 2);
        return Expression.apply(Operation.FIRST_FILLED, arguments.common(0), arguments.get(0), arguments.get(1));
    }
}

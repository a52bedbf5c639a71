package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import java.util.List;
import org.springframework.stereotype.Component;

/** Whether a value lies between two others. */
@Component
class BetweenFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "BETWEEN";
    }

    @Override
    public String usage() {
        return "BETWEEN(value, least, most)";
    }

    @Override
    public Label description() {
        return Label.of("Whether a value lies between two others, both included", "值是否在两者之间（含两端）");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(3, 3);
        return new Expression.All(List.of(
                arguments.compare(Expression.Comparison.AT_LEAST, 0, 1),
                arguments.compare(Expression.Comparison.AT_MOST, 0, 2)));
    }
}

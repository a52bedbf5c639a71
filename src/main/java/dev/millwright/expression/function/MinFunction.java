package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.Expression.Aggregate;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** The least of its numbers or dates, leaving out empty ones. */
@Component
class MinFunction implements ExpressionFunction {

    private static final int MOST = 30;

    @Override
    public String name() {
        return "MIN";
    }

    @Override
    public String usage() {
        return "MIN(value, value)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The smallest number or earliest date; empty ones are left out: MIN(3, 1) is 1",
                "最小的数或最早的日期，空值不计：MIN(3, 1) 得 1");
    }

    @Override
    public boolean takesRows() {
        return true;
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, MOST);
        ExpressionType type = arguments.ordered(0);
        List<Expression> values = IntStream.range(0, arguments.size())
                .mapToObj(i -> arguments.one(Aggregate.MIN, i, type))
                .toList();
        return values.size() == 1 ? values.getFirst() : new Expression.Apply(Operation.LEAST, values, type);
    }
}

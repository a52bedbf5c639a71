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

/** The greatest of its numbers or dates, leaving out empty ones. */
@Component
class MaxFunction implements ExpressionFunction {

    private static final int MOST = 30;

    @Override
    public String name() {
        return "MAX";
    }

    @Override
    public String usage() {
        return "MAX(value, value)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The largest number or latest date; empty ones are left out: MAX(3, 1) is 3",
                "最大的数或最晚的日期，空值不计：MAX(3, 1) 得 3");
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
                .mapToObj(i -> arguments.one(Aggregate.MAX, i, type))
                .toList();
        return values.size() == 1 ? values.getFirst() : new Expression.Apply(Operation.GREATEST, values, type);
    }
}

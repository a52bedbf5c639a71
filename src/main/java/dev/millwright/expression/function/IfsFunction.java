package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** The value behind the first condition that holds; empty if none does. */
@Component
class IfsFunction implements ExpressionFunction {

    private static final int MOST = 60;

    @Override
    public String name() {
        return "IFS";
    }

    @Override
    public String usage() {
        return "IFS(condition, value, condition, value)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The value behind the first condition that holds: IFS(n > 90, \"A\", n > 60, \"B\", true, \"C\")",
                "第一个成立的条件后面的值：IFS(n > 90, \"A\", n > 60, \"B\", true, \"C\")");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, MOST);
        if (arguments.size() % 2 != 0) {
            throw arguments.wrongCount();
        }
        for (int i = 0; i < arguments.size(); i += 2) {
            arguments.typed(i, ExpressionType.BOOLEAN);
        }
        return new Expression.Apply(
                Operation.CHOOSE,
                arguments.all(),
                arguments.common(IntStream.range(0, arguments.size())
                        .filter(i -> i % 2 == 1)
                        .toArray()));
    }
}

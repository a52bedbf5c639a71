package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** The result behind the case that equals a value, else the last one. */
@Component
class SwitchFunction implements ExpressionFunction {

    private static final int MOST = 60;

    @Override
    public String name() {
        return "SWITCH";
    }

    @Override
    public String usage() {
        return "SWITCH(value, case, result, otherwise)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The result behind the case that equals the value: SWITCH(status, \"new\", 1, \"sold\", 2, 0)",
                "与值相等的那一项后面的结果：SWITCH(status, \"new\", 1, \"sold\", 2, 0)");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(3, MOST);
        List<Expression> parts = new ArrayList<>();
        for (int i = 1; i + 1 < arguments.size(); i += 2) {
            parts.add(arguments.compare(Expression.Comparison.EQUAL, 0, i));
            parts.add(arguments.get(i + 1));
        }
        boolean otherwise = arguments.size() % 2 == 0;
        if (otherwise) {
            parts.add(arguments.get(arguments.size() - 1));
        }
        return new Expression.Apply(
                Operation.CHOOSE,
                parts,
                arguments.common(IntStream.range(2, arguments.size())
                        .filter(i -> i % 2 == 0 || otherwise && i == arguments.size() - 1)
                        .toArray()));
    }
}

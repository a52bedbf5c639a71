package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** One of its values by its place. */
@Component
class ChooseFunction implements ExpressionFunction {

    private static final int MOST = 30;

    @Override
    public String name() {
        return "CHOOSE";
    }

    @Override
    public String usage() {
        return "CHOOSE(place, value, value)";
    }

    @Override
    public Label description() {
        return Label.of(
                "One of several values by its place, from 1: CHOOSE(2, \"low\", \"high\") is \"high\"; empty where there is none",
                "按位置（从 1 开始）取其中一个值：CHOOSE(2, \"low\", \"high\") 得 \"high\"；没有则为空");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, MOST);
        Expression place = Expression.apply(
                Operation.ROUND_DOWN, ExpressionType.NUMBER, arguments.number(0), Arguments.literal(0));
        List<Expression> parts = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i++) {
            parts.add(new Expression.Compare(Expression.Comparison.EQUAL, place, Arguments.literal(i)));
            parts.add(arguments.get(i));
        }
        return new Expression.Apply(Operation.CHOOSE, parts, arguments.common(1));
    }
}

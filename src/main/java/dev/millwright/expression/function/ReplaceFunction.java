package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** A text with another in a place. */
@Component
class ReplaceFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "REPLACE";
    }

    @Override
    public String usage() {
        return "REPLACE(text, start, count, new)";
    }

    @Override
    public Label description() {
        return Label.of(
                "A text with another in place of so many characters: REPLACE(\"A-01\", 1, 1, \"B\") is \"B-01\"",
                "把从某位起的若干字符换成另一段文本：REPLACE(\"A-01\", 1, 1, \"B\") 得 \"B-01\"");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(4, 4);
        Expression text = arguments.text(0);
        Expression start = arguments.number(1);
        Expression before = Expression.apply(
                Operation.PART,
                ExpressionType.TEXT,
                text,
                Arguments.literal(1),
                Expression.apply(Operation.SUBTRACT, ExpressionType.NUMBER, start, Arguments.literal(1)));
        Expression behind = Expression.apply(
                Operation.PART,
                ExpressionType.TEXT,
                text,
                Expression.apply(Operation.ADD, ExpressionType.NUMBER, start, arguments.number(2)),
                Expression.apply(Operation.LENGTH, ExpressionType.NUMBER, text));
        return joined(joined(before, arguments.text(3)), behind);
    }

    private static Expression joined(Expression one, Expression other) {
        return Expression.apply(Operation.CONCATENATE, ExpressionType.TEXT, one, other);
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** How many of its values are empty. */
@Component
class CountBlankFunction implements ExpressionFunction {

    private static final int MOST = 30;

    @Override
    public String name() {
        return "COUNTBLANK";
    }

    @Override
    public String usage() {
        return "COUNTBLANK(value, value)";
    }

    @Override
    public Label description() {
        return Label.of(
                "How many of the values are empty: COUNTBLANK(first, second), COUNTBLANK(lines.checked_on)",
                "空值的个数：COUNTBLANK(first, second)、COUNTBLANK(lines.checked_on)");
    }

    @Override
    public boolean takesRows() {
        return true;
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, MOST);
        if (arguments.size() == 1 && arguments.isOfRows(0)) {
            return arguments.countOf(empty(arguments.get(0)));
        }
        Expression count = Arguments.literal(0);
        for (Expression value : arguments.all()) {
            Expression one = Expression.apply(
                    Operation.CHOOSE, ExpressionType.NUMBER, empty(value), Arguments.literal(1), Arguments.literal(0));
            count = Expression.apply(Operation.ADD, ExpressionType.NUMBER, count, one);
        }
        return count;
    }

    private static Expression empty(Expression value) {
        return Expression.apply(Operation.IS_EMPTY, ExpressionType.BOOLEAN, value);
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.Expression.Aggregate;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The sum of its numbers, leaving out empty ones. */
@Component
class SumFunction implements ExpressionFunction {

    private static final int MOST = 30;

    @Override
    public String name() {
        return "SUM";
    }

    @Override
    public String usage() {
        return "SUM(number, number)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The sum of numbers or durations; empty ones are left out: SUM(lines.amount, freight)",
                "数字或时长之和，空值不计：SUM(lines.amount, freight)");
    }

    @Override
    public boolean takesRows() {
        return true;
    }

    @Override
    public Expression apply(Arguments arguments) {
        ExpressionType type = arguments.count(1, MOST).amounts();
        return arguments.size() == 1 && arguments.isOfRows(0)
                ? arguments.one(Aggregate.SUM, 0, type)
                : Totals.sum(arguments, type);
    }
}

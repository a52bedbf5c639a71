package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The quarter of a date. */
@Component
class QuarterFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "QUARTER";
    }

    @Override
    public String usage() {
        return "QUARTER(date)";
    }

    @Override
    public Label description() {
        return Label.of(
                "The quarter of a date, 1 to 4: QUARTER(\"2026-05-01\") is 2",
                "日期所在的季度，1 到 4：QUARTER(\"2026-05-01\") 得 2");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        Expression month = Expression.apply(Operation.MONTH, ExpressionType.NUMBER, arguments.date(0));
        return Expression.apply(
                Operation.FLOOR,
                ExpressionType.NUMBER,
                Expression.apply(
                        Operation.DIVIDE,
                        ExpressionType.NUMBER,
                        Expression.apply(Operation.ADD, ExpressionType.NUMBER, month, Arguments.literal(2)),
                        Arguments.literal(3)));
    }
}

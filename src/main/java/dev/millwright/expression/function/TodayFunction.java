package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The day of today in the business zone. */
@Component
class TodayFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "TODAY";
    }

    @Override
    public String usage() {
        return "TODAY()";
    }

    @Override
    public Label description() {
        return Label.of("The day of today", "今天的日期");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(0, 0);
        return new Expression.Given(Expression.Circumstance.TODAY);
    }
}

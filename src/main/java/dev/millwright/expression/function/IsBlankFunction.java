package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Whether a value is empty or a text of nothing but spaces. */
@Component
class IsBlankFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "ISBLANK";
    }

    @Override
    public String usage() {
        return "ISBLANK(value)";
    }

    @Override
    public Label description() {
        return Label.of("Whether nothing but spaces is filled in", "是否未填写或只有空格");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        Expression value = arguments.get(0);
        return Expression.apply(
                Operation.IS_EMPTY,
                ExpressionType.BOOLEAN,
                value.type() == ExpressionType.TEXT
                        ? Expression.apply(Operation.TRIM, ExpressionType.TEXT, value)
                        : value);
    }
}

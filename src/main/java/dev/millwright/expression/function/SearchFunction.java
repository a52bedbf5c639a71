package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Where a text is in another, letter case aside. */
@Component
class SearchFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "SEARCH";
    }

    @Override
    public String usage() {
        return "SEARCH(part, text, start)";
    }

    @Override
    public Label description() {
        return Label.of(
                "As FIND, letter case aside: SEARCH(\"a\", \"BA\") is 2", "同 FIND，不分大小写：SEARCH(\"a\", \"BA\") 得 2");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, 3);
        return Expression.apply(
                Operation.POSITION,
                ExpressionType.NUMBER,
                lower(arguments.text(0)),
                lower(arguments.text(1)),
                arguments.numberOr(2, 1));
    }

    private static Expression lower(Expression text) {
        return Expression.apply(Operation.LOWER, ExpressionType.TEXT, text);
    }
}

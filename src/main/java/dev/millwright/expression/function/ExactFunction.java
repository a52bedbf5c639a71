package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Whether two texts are the same, letter case minded. */
@Component
class ExactFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "EXACT";
    }

    @Override
    public String usage() {
        return "EXACT(text, text)";
    }

    @Override
    public Label description() {
        return Label.of(
                "Whether two texts are the same, as =: EXACT(\"A\", \"a\") is false",
                "两段文本是否完全相同，同 =：EXACT(\"A\", \"a\") 得 false");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, 2);
        arguments.text(0);
        arguments.text(1);
        return arguments.compare(Expression.Comparison.EQUAL, 0, 1);
    }
}

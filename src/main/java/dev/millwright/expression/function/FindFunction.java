package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Where one text is in another. */
@Component
class FindFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "FIND";
    }

    @Override
    public String usage() {
        return "FIND(part, text, start)";
    }

    @Override
    public Label description() {
        return Label.of(
                "Where a text is in another, counted from 1 and minding letter case: FIND(\"-\", \"A-01\") is 2; empty if it is not",
                "文本在另一文本中的位置，从 1 数起，区分大小写：FIND(\"-\", \"A-01\") 得 2，找不到得空");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, 3);
        return Expression.apply(
                Operation.POSITION,
                ExpressionType.NUMBER,
                arguments.text(0),
                arguments.text(1),
                arguments.numberOr(2, 1));
    }
}

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

/** A text with another text in place of one it has. */
@Component
class SubstituteFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "SUBSTITUTE";
    }

    @Override
    public String usage() {
        return "SUBSTITUTE(text, old, new, which)";
    }

    @Override
    public Label description() {
        return Label.of(
                "A text with another in place of all, or of one, it has: SUBSTITUTE(\"a-b-c\", \"-\", \"\") is \"abc\"",
                "替换文本中的全部或第几处：SUBSTITUTE(\"a-b-c\", \"-\", \"\") 得 \"abc\"");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(3, 4);
        List<Expression> parts = new ArrayList<>(List.of(arguments.text(0), arguments.text(1), arguments.text(2)));
        if (arguments.size() == 4) {
            parts.add(arguments.number(3));
        }
        return new Expression.Apply(Operation.REPLACE, parts, ExpressionType.TEXT);
    }
}

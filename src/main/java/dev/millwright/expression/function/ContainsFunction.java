package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Whether a text has another one in it, letter case aside. */
@Component
class ContainsFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "CONTAINS";
    }

    @Override
    public String usage() {
        return "CONTAINS(text, part)";
    }

    @Override
    public Label description() {
        return Label.of(
                "Whether a text has another in it, or a choice of several an option", "文本中是否含有另一段文本，或多选中是否选了某项");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, 2);
        Operation operation =
                arguments.get(0).type() == ExpressionType.CHOICES ? Operation.HAS_OPTION : Operation.CONTAINS;
        if (operation == Operation.HAS_OPTION && arguments.get(1).type() == ExpressionType.PERSON) {
            Expression id = Expression.apply(Operation.ID_OF, ExpressionType.ID, arguments.get(1));
            return Expression.apply(operation, ExpressionType.BOOLEAN, arguments.get(0), id);
        }
        Expression whole = operation == Operation.HAS_OPTION ? arguments.get(0) : arguments.text(0);
        return Expression.apply(operation, ExpressionType.BOOLEAN, whole, arguments.text(1));
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The id of a linked record or a person. */
@Component
class IdFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "ID";
    }

    @Override
    public String usage() {
        return "ID(link)";
    }

    @Override
    public Label description() {
        return Label.of("What tells a linked record or a person apart for good", "关联记录或人员的唯一编号");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return switch (arguments.get(0).type()) {
            case LINK, PERSON -> Expression.apply(Operation.ID_OF, ExpressionType.ID, arguments.get(0));
            case TEXT,
                    NUMBER,
                    BOOLEAN,
                    DATE,
                    DATE_TIME,
                    TIME,
                    DURATION,
                    DATE_RANGE,
                    CHOICE,
                    CHOICES,
                    ID,
                    OTHER,
                    EMPTY ->
                throw arguments.refusal(
                        0,
                        "expression.error.argumentType",
                        name(),
                        ExpressionType.LINK.name(),
                        arguments.get(0).type().name(),
                        usage());
        };
    }
}

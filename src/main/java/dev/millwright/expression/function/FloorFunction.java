package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The next multiple at or below a number. */
@Component
class FloorFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "FLOOR";
    }

    @Override
    public String usage() {
        return "FLOOR(number, multiple)";
    }

    @Override
    public Label description() {
        return Label.of("A number down to the next multiple: FLOOR(17, 5) is 15", "向下舍入到倍数：FLOOR(17, 5) 得 15");
    }

    @Override
    public Expression apply(Arguments arguments) {
        if (arguments.count(1, 2).size() == 1) {
            return Multiples.below(arguments.number(0), Arguments.literal(1));
        }
        arguments.amounts();
        return Multiples.below(arguments.get(0), arguments.get(1));
    }
}

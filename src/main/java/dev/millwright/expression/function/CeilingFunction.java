package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The next multiple at or above a number. */
@Component
class CeilingFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "CEILING";
    }

    @Override
    public String usage() {
        return "CEILING(number, multiple)";
    }

    @Override
    public Label description() {
        return Label.of("A number up to the next multiple: CEILING(17, 5) is 20", "向上舍入到倍数：CEILING(17, 5) 得 20");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 2);
        return Multiples.above(arguments.number(0), arguments.size() == 1 ? Arguments.literal(1) : arguments.number(1));
    }
}

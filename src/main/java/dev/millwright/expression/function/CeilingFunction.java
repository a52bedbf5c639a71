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
        return Label.of(
                "A number up to the next multiple: CEILING(17, 5) is 20; a duration, too: CEILING(spent, DURATION(0, 15))",
                "向上舍入到倍数：CEILING(17, 5) 得 20；也可用于时长：CEILING(spent, DURATION(0, 15))");
    }

    @Override
    public Expression apply(Arguments arguments) {
        if (arguments.count(1, 2).size() == 1) {
            return Multiples.above(arguments.number(0), Arguments.literal(1));
        }
        arguments.amounts();
        return Multiples.above(arguments.get(0), arguments.get(1));
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;

/** Hours, minutes and seconds as they are written, of a moment, a time of day or a duration; all hours of a duration, days or not. */
final class ClockParts {

    private ClockParts() {}

    /**
     * @param part HOUR, MINUTE or SECOND
     */
    static Expression of(Arguments arguments, Operation part) {
        arguments.count(1, 1);
        Expression time = arguments.get(0);
        return switch (time.type()) {
            case TIME -> part(Expression.apply(Operation.SECONDS_OF_TIME, ExpressionType.NUMBER, time), part);
            case DURATION -> part(time, part);
            case TEXT, NUMBER, BOOLEAN, DATE, DATE_TIME, DATE_RANGE, CHOICE, CHOICES, LINK, PERSON, ID, OTHER, EMPTY ->
                Expression.apply(part, ExpressionType.NUMBER, arguments.typed(0, ExpressionType.DATE_TIME));
        };
    }

    private static Expression part(Expression seconds, Operation part) {
        Expression rest = part == Operation.HOUR
                ? divided(seconds, 3_600)
                : part == Operation.MINUTE ? divided(remainder(seconds, 3_600), 60) : remainder(seconds, 60);
        return Expression.apply(Operation.ROUND_DOWN, ExpressionType.NUMBER, rest, Arguments.literal(0));
    }

    private static Expression divided(Expression seconds, int by) {
        return Expression.apply(Operation.DIVIDE, ExpressionType.NUMBER, seconds, Arguments.literal(by));
    }

    private static Expression remainder(Expression seconds, int by) {
        return Expression.apply(Operation.REMAINDER, ExpressionType.NUMBER, seconds, Arguments.literal(by));
    }
}

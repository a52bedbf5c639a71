package dev.millwright.expression.function;

import dev.millwright.expression.Expression;
import dev.millwright.expression.Operation;

/** The multiples of one number beside another, found without a division, so that no digit is lost. */
final class Multiples {

    private Multiples() {}

    static Expression above(Expression number, Expression multiple) {
        return negate(below(negate(number), multiple));
    }

    /** What is too much is the rest of the division; below zero it is one multiple more. */
    static Expression below(Expression number, Expression multiple) {
        Expression size = Expression.apply(Operation.ABSOLUTE, multiple.type(), multiple);
        Expression rest = calculate(
                Operation.REMAINDER,
                calculate(Operation.ADD, calculate(Operation.REMAINDER, number, size), size),
                size);
        return calculate(Operation.SUBTRACT, number, rest);
    }

    private static Expression calculate(Operation operation, Expression one, Expression other) {
        return Expression.apply(operation, one.type(), one, other);
    }

    private static Expression negate(Expression number) {
        return Expression.apply(Operation.NEGATE, number.type(), number);
    }
}

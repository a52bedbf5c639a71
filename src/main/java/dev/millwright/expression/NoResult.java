package dev.millwright.expression;

import dev.millwright.expression.Expression.Apply;
import dev.millwright.expression.Expression.Comparison;
import dev.millwright.expression.Expression.Literal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tells a calculation that comes to nothing, such as a division by zero or a sum with an empty field, from a value that is meant to be empty:
 * {@code null}, a field that is empty, or a branch that says so.
 */
public final class NoResult {

    private static final Literal NEVER = Literal.of(false);

    /** What takes a value over in another form, or is content with those that are there: empty when all of it was meant to be. */
    private static final Set<Operation> CONTENT = EnumSet.of(
            Operation.SUM,
            Operation.LEAST,
            Operation.GREATEST,
            Operation.JOIN,
            Operation.ROUND,
            Operation.ROUND_UP,
            Operation.ROUND_DOWN,
            Operation.FLOOR,
            Operation.FIRST_DAY,
            Operation.LAST_DAY,
            Operation.DAY_OF_MOMENT,
            Operation.MOMENT_OF_DAY,
            Operation.TIME_OF_MOMENT,
            Operation.CONCATENATE,
            Operation.LOWER,
            Operation.UPPER,
            Operation.TRIM,
            Operation.TEXT_OF_NUMBER,
            Operation.WRITE_NUMBER,
            Operation.WRITE_TIME,
            Operation.WRITE_DURATION,
            Operation.ID_OF);

    private NoResult() {}

    /** What is true where the expression calculates and comes to nothing; never neither true nor false. */
    public static Expression of(Expression expression) {
        return switch (expression) {
            case Literal _,
                    Expression.Nothing _,
                    Expression.Named _,
                    Expression.Given _,
                    Expression.RowValue _,
                    Expression.Rollup _ -> NEVER;
            case Apply apply when apply.operation() == Operation.CHOOSE -> chosen(apply, NoResult::of);
            case Apply apply
            when apply.operation() == Operation.FIRST_FILLED ->
                both(empty(apply), of(apply.arguments().getLast()));
            case Apply apply
            when CONTENT.contains(apply.operation()) ->
                both(empty(apply), any(apply.arguments().stream().map(NoResult::of)));
            case Apply _,
                    Expression.Not _,
                    Expression.All _,
                    Expression.Any _,
                    Expression.Compare _,
                    Expression.OneOf _ -> empty(expression);
        };
    }

    /** What is true where something in the expression is divided by zero, in a branch that is taken. */
    public static Expression byZero(Expression expression) {
        return switch (expression) {
            case Expression.Rollup _ -> NEVER;
            case Apply apply when apply.operation() == Operation.CHOOSE -> chosen(apply, NoResult::byZero);
            case Apply apply
            when apply.operation() == Operation.DIVIDE || apply.operation() == Operation.REMAINDER ->
                any(Stream.concat(
                        Stream.of(new Expression.Compare(
                                Comparison.EQUAL,
                                apply.arguments().get(1),
                                new Literal(BigDecimal.ZERO, ExpressionType.NUMBER))),
                        apply.arguments().stream().map(NoResult::byZero)));
            default -> any(expression.parts().stream().map(NoResult::byZero));
        };
    }

    private static Expression chosen(Apply choice, Function<Expression, Expression> what) {
        List<Expression> arguments = new ArrayList<>();
        List<Expression> given = choice.arguments();
        boolean ever = false;
        for (int i = 0; i < given.size(); i++) {
            boolean condition = i % 2 == 0 && i < given.size() - 1;
            Expression argument = condition ? given.get(i) : what.apply(given.get(i));
            ever |= !condition && !argument.equals(NEVER);
            arguments.add(argument);
        }
        if (given.size() % 2 == 0) {
            arguments.add(NEVER);
        }
        return ever ? new Apply(Operation.CHOOSE, arguments, ExpressionType.BOOLEAN) : NEVER;
    }

    private static Expression empty(Expression expression) {
        return Expression.apply(Operation.IS_EMPTY, ExpressionType.BOOLEAN, expression);
    }

    private static Expression both(Expression one, Expression other) {
        return other.equals(NEVER) ? NEVER : new Expression.All(List.of(one, other));
    }

    private static Expression any(Stream<Expression> parts) {
        List<Expression> some = parts.filter(part -> !part.equals(NEVER)).toList();
        return some.isEmpty() ? NEVER : some.size() == 1 ? some.getFirst() : new Expression.Any(some);
    }
}

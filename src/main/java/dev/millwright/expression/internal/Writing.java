package dev.millwright.expression.internal;

import dev.millwright.expression.DurationFormat;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import java.util.Optional;

/** Values as texts, where texts are put together. */
public final class Writing {

    private Writing() {}

    /** The expression as a text; empty for what has none, such as true and false. */
    public static Optional<Expression> asText(Expression expression) {
        return switch (expression.type()) {
            case TEXT, CHOICE, LINK, PERSON, EMPTY -> Optional.of(expression);
            case NUMBER -> Optional.of(Expression.apply(Operation.TEXT_OF_NUMBER, ExpressionType.TEXT, expression));
            case DATE -> Optional.of(time(expression, "yyyy-mm-dd"));
            case DATE_TIME -> Optional.of(time(expression, "yyyy-mm-dd hh:mm"));
            // A time of day is kept as it is written.
            case TIME ->
                Optional.of(
                        Expression.apply(Operation.JOIN, ExpressionType.TEXT, expression, new Expression.Nothing()));
            case DURATION ->
                Optional.of(Expression.apply(
                        Operation.WRITE_DURATION,
                        ExpressionType.TEXT,
                        expression,
                        new Expression.Literal(DurationFormat.CLOCK.written(), ExpressionType.TEXT)));
            case BOOLEAN, DATE_RANGE, CHOICES, ID, OTHER -> Optional.empty();
        };
    }

    private static Expression time(Expression time, String format) {
        return Expression.apply(
                Operation.WRITE_TIME, ExpressionType.TEXT, time, new Expression.Literal(format, ExpressionType.TEXT));
    }
}

package dev.millwright.form;

import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Problem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Finds what expressions hardly mean as they are written: comparisons of a choice with what is none of its options, which never hold, and
 * percentages that are calculated with as if 12.5 % were 0.125.
 */
final class ExpressionWarnings {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal HUNDREDTH = new BigDecimal("0.01");

    private final AppFormulas formulas;

    ExpressionWarnings(AppFormulas formulas) {
        this.formulas = formulas;
    }

    /** A warning for each; the path is theirs. */
    List<Problem> in(FormShape form, Expression expression, String path) {
        return OptionWarnings.in(expression, part -> field(form, part), path);
    }

    /** As {@link #in(FormShape, Expression, String)}, for what gives the value of a field. */
    List<Problem> in(FormShape form, PublishedField<?, ?> given, Expression expression, String path) {
        List<Problem> found = in(form, expression, path);
        if (!given.type().isShare()) {
            percentages(form, expression, path, found);
        } else if (expression instanceof Expression.Apply(Operation operation, List<Expression> _, ExpressionType _)
                && operation == Operation.DIVIDE) {
            found.add(Problem.warning("form.problem.quotientAsPercent", path, given.label()));
        }
        return found;
    }

    private void percentages(FormShape form, Expression expression, String path, List<Problem> found) {
        if (expression instanceof Expression.Apply(Operation operation, List<Expression> of, ExpressionType _)) {
            if (isOverHundred(operation, of)) {
                return;
            }
            switch (operation) {
                case SUM, NEGATE, MULTIPLY, DIVIDE ->
                    of.forEach(part -> field(form, part)
                            .filter(field -> field.type().isShare())
                            .map(field -> Problem.warning("form.problem.percentAsNumber", path, field.label()))
                            .filter(warning -> !found.contains(warning))
                            .ifPresent(found::add));
                default -> {}
            }
        }
        expression.parts().forEach(part -> percentages(form, part, path, found));
    }

    private static boolean isOverHundred(Operation operation, List<Expression> of) {
        return operation == Operation.DIVIDE && isNumber(of.get(1), HUNDRED)
                || operation == Operation.MULTIPLY && of.stream().anyMatch(part -> isNumber(part, HUNDREDTH));
    }

    private static boolean isNumber(Expression expression, BigDecimal number) {
        return expression instanceof Expression.Literal(BigDecimal literal, ExpressionType _)
                && literal.compareTo(number) == 0;
    }

    private Optional<PublishedField<?, ?>> field(FormShape form, Expression named) {
        return switch (named) {
            case Expression.Named(String key, ExpressionType _) -> {
                int dot = key.indexOf('.');
                yield dot < 0
                        ? form.field(key)
                        : form.field(key.substring(0, dot))
                                .flatMap(PublishedField::target)
                                .flatMap(formulas::form)
                                .flatMap(target -> target.field(key.substring(dot + 1)));
            }
            case Expression.RowValue(String rows, String key, ExpressionType _) ->
                Optional.ofNullable(formulas.rows(form.id()).get(rows))
                        .flatMap(of -> of.form().field(key));
            default -> Optional.empty();
        };
    }
}

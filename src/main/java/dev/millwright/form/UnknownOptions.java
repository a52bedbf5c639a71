package dev.millwright.form;

import dev.millwright.expression.Expression;
import dev.millwright.expression.Expression.Comparison;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.field.ChoiceOption;
import dev.millwright.shared.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds texts in expressions that choices are compared with although they are none of their options: such a comparison never holds. */
final class UnknownOptions {

    private static final int MOST_NAMED = 8;

    private final AppFormulas formulas;

    UnknownOptions(AppFormulas formulas) {
        this.formulas = formulas;
    }

    /** A warning for each; the path is theirs. */
    List<Problem> in(FormShape form, Expression expression, String path) {
        List<Problem> found = new ArrayList<>();
        expression.all().forEach(part -> {
            switch (part) {
                case Expression.Compare(Comparison comparison, Expression left, Expression right)
                when !comparison.isOrder() -> {
                    check(form, left, List.of(right), path, found);
                    check(form, right, List.of(left), path, found);
                }
                case Expression.OneOf(Expression subject, List<Expression> values) ->
                    check(form, subject, values, path, found);
                case Expression.Apply(Operation operation, List<Expression> of, ExpressionType _)
                when operation == Operation.HAS_OPTION ->
                    check(form, of.getFirst(), of.subList(1, of.size()), path, found);
                default -> {}
            }
        });
        return found;
    }

    private void check(FormShape form, Expression subject, List<Expression> values, String path, List<Problem> found) {
        field(form, subject).filter(field -> !field.options().isEmpty()).ifPresent(field -> {
            for (Expression value : values) {
                if (value instanceof Expression.Literal(Object text, ExpressionType _)
                        && field.options().stream()
                                .noneMatch(option -> option.key().equals(text))) {
                    found.add(Problem.warning(
                            "form.problem.noOption", path, field.label(), text.toString(), words(field.options())));
                }
            }
        });
    }

    private static String words(List<ChoiceOption> options) {
        return Stream.concat(
                        options.stream()
                                .filter(option -> !option.retired())
                                .limit(MOST_NAMED)
                                .map(option -> "\"" + option.key() + "\" (" + option.label() + ")"),
                        options.size() > MOST_NAMED ? Stream.of("…") : Stream.empty())
                .collect(Collectors.joining(", "));
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

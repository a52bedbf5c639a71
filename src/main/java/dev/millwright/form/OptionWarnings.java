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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds comparisons of a choice with what is none of its options, which never hold. */
public final class OptionWarnings {

    public static final String CODE = "form.problem.noOption";

    private static final int MOST_NAMED = 8;

    private OptionWarnings() {}

    /**
     * A warning for each; its arguments are the label of the field, what it is compared with and its options in words.
     *
     * @param fields gives the field that an expression names, if it names one
     */
    public static List<Problem> in(
            Expression expression, Function<Expression, Optional<PublishedField<?, ?>>> fields, String path) {
        List<Problem> found = new ArrayList<>();
        expression.all().forEach(part -> {
            switch (part) {
                case Expression.Compare(Comparison comparison, Expression left, Expression right)
                when !comparison.isOrder() -> {
                    check(fields.apply(left), List.of(right), path, found);
                    check(fields.apply(right), List.of(left), path, found);
                }
                case Expression.OneOf(Expression subject, List<Expression> values) ->
                    check(fields.apply(subject), values, path, found);
                case Expression.Apply(Operation operation, List<Expression> of, ExpressionType _)
                when operation == Operation.HAS_OPTION ->
                    check(fields.apply(of.getFirst()), of.subList(1, of.size()), path, found);
                default -> {}
            }
        });
        return found;
    }

    private static void check(
            Optional<PublishedField<?, ?>> subject, List<Expression> values, String path, List<Problem> found) {
        subject.ifPresent(field -> {
            for (Expression value : values) {
                if (value instanceof Expression.Literal(Object text, ExpressionType _)) {
                    of(field, text.toString(), path).ifPresent(found::add);
                }
            }
        });
    }

    /** The same for a text that a field with options is to hold. */
    public static Optional<Problem> of(PublishedField<?, ?> field, String text, String path) {
        return field.options().isEmpty()
                        || field.options().stream()
                                .anyMatch(option -> option.key().equals(text))
                ? Optional.empty()
                : Optional.of(Problem.warning(CODE, path, field.label(), text, words(field.options())));
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
}

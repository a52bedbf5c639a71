package dev.millwright.exchange.internal;

import dev.millwright.field.FormatContext;
import dev.millwright.field.RecordRef;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Compare;
import dev.millwright.record.Condition.Operator;
import dev.millwright.record.RelativeDays;
import dev.millwright.shared.Phrase;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Conditions as a person would say them.
 *
 * @param forms those that links lead to, by their ids
 */
record ConditionWords(PublishedForm form, FormatContext format, Function<UUID, Optional<PublishedForm>> forms) {

    /** A phrase for each that must be met. */
    Stream<Phrase> all(Condition condition) {
        return switch (condition) {
            case Condition.And(List<Condition> several) -> several.stream().flatMap(this::all);
            case Condition.Or(List<Condition> several) ->
                Stream.of(Phrase.of(
                        "record.audit.anyOf",
                        several.stream().map(one -> (Object) all(one).toList()).toList()));
            case Condition.Not(Condition not) -> Stream.of(Phrase.of("record.audit.not", all(not).toList()));
            case Compare compare -> Stream.of(compare(compare));
            case Condition.Matches(String expression) -> Stream.of(Phrase.of("record.audit.matches", expression));
            case Condition.Duplicated(List<String> fields) ->
                Stream.of(Phrase.of(
                        "record.audit.test",
                        fields.stream().map(this::label).collect(Collectors.joining(" + ")),
                        Phrase.of("record.filter.test.duplicated")));
            case Condition.Within(String field, RelativeDays days) ->
                Stream.of(Phrase.of(
                        "record.audit.test",
                        label(field),
                        Phrase.of("record.filter.days." + days.span().key(), days.count())));
            case Condition.Linked(String link, Condition there) ->
                Stream.of(Phrase.of("record.audit.linked", label(link), ofLinked(link, there)));
            case Condition.Astray(String link) ->
                Stream.of(Phrase.of("record.audit.test", label(link), Phrase.of("record.filter.test.astray")));
        };
    }

    private List<Phrase> ofLinked(String link, Condition there) {
        PublishedForm target =
                form.field(link).flatMap(PublishedField::target).flatMap(forms).orElse(form);
        return new ConditionWords(target, format, forms).all(there).toList();
    }

    private Phrase compare(Compare compare) {
        Phrase test = Phrase.of("record.filter.test." + test(compare.operator()));
        if (compare.values().isEmpty()) {
            return Phrase.of("record.audit.test", label(compare.field()), test);
        }
        return Phrase.of(
                "record.audit.compare",
                label(compare.field()),
                test,
                compare.values().stream()
                        .map(value -> text(compare.field(), value))
                        .toList());
    }

    private static String test(Operator operator) {
        return switch (operator) {
            case EQ -> "is";
            case NE -> "is_not";
            case LT -> "less";
            case LE -> "at_most";
            case GT -> "more";
            case GE -> "at_least";
            case BETWEEN -> "between";
            case IN -> "any_of";
            case CONTAINS -> "contains";
            case STARTS_WITH -> "starts_with";
            case EMPTY -> "empty";
            case NOT_EMPTY -> "not_empty";
        };
    }

    private String label(String key) {
        return form.field(key).map(PublishedField::label).orElse(key);
    }

    private Object text(String key, Object value) {
        if (value instanceof RecordRef link) {
            return String.valueOf(link.title() == null ? link.id() : link.title());
        }
        return form.field(key)
                .filter(field -> field.type().valueType().isInstance(value))
                .map(field -> field.format(value, format))
                .orElseGet(value::toString);
    }
}

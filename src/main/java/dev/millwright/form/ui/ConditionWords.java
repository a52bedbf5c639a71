package dev.millwright.form.ui;

import dev.millwright.field.ChoiceOption;
import dev.millwright.form.ui.Conditions.Literal;
import dev.millwright.form.ui.Conditions.Row;
import dev.millwright.shared.Texts;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Conditions as people read them, with the labels of fields and options. */
public final class ConditionWords {

    private static final Pattern NAME_OR_TEXT = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|[\\p{L}_][\\p{L}\\p{N}_.]*");

    private ConditionWords() {}

    public static String of(String expression, List<ConditionField> fields, Texts texts, Locale locale) {
        return of(expression, fields, texts, locale, "form.condition.me");
    }

    /** @param me key of the text for whom the condition is about */
    public static String of(String expression, List<ConditionField> fields, Texts texts, Locale locale, String me) {
        return Conditions.read(expression)
                .map(conditions -> conditions.rows().stream()
                        .map(row -> of(row, fields, texts, locale, me))
                        .collect(Collectors.joining(
                                texts.text(locale, conditions.any() ? "form.condition.or" : "form.condition.and"))))
                .orElseGet(() -> NAME_OR_TEXT
                        .matcher(expression)
                        .replaceAll(found -> Matcher.quoteReplacement(
                                label(found.group(), fields).orElse(found.group()))));
    }

    private static Optional<String> label(String key, List<ConditionField> fields) {
        return field(key, fields).map(ConditionField::label);
    }

    private static Optional<ConditionField> field(String key, List<ConditionField> fields) {
        return fields.stream().filter(field -> field.key().equals(key)).findFirst();
    }

    private static String of(Row row, List<ConditionField> fields, Texts texts, Locale locale, String me) {
        String name = label(row.field(), fields).orElse(row.field());
        String values = row.values().stream()
                .map(value -> switch (value) {
                    case Literal.Own(String other) -> label(other, fields).orElse(other);
                    case Literal.Me _ -> texts.text(locale, me);
                    default -> of(value, field(row.field(), fields), texts, locale);
                })
                .collect(Collectors.joining(texts.text(locale, "form.condition.list")));
        return texts.text(locale, "form.condition.said." + row.test().key(), name, values)
                .strip();
    }

    public static String of(Literal value, Optional<ConditionField> field, Texts texts, Locale locale) {
        return switch (value) {
            case Literal.Words(String text) ->
                field.stream()
                        .flatMap(one -> one.options().stream())
                        .filter(option -> option.key().equals(text))
                        .map(ChoiceOption::label)
                        .findFirst()
                        .orElse(text);
            case Literal.Amount(String digits) -> digits;
            case Literal.Clock clock -> clock.words();
            case Literal.Day(java.time.LocalDate day) ->
                DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                        .withLocale(locale)
                        .format(day);
            case Literal.Moment(java.time.LocalDateTime moment) ->
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(locale)
                        .format(moment);
            case Literal.Truth(boolean yes) -> texts.text(locale, yes ? "form.condition.yes" : "form.condition.no");
            case Literal.Today _ -> texts.text(locale, "form.condition.today");
            case Literal.Me _ -> texts.text(locale, "form.condition.me");
            case Literal.Own(String name) -> name;
        };
    }
}

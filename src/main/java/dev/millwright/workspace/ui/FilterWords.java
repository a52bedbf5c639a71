package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import dev.millwright.field.ChoiceOption;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.form.PublishedField;
import dev.millwright.record.Asker;
import dev.millwright.record.RelativeDays;
import dev.millwright.record.RelativeDays.Span;
import dev.millwright.shared.ValueKind;
import dev.millwright.workspace.FilterGroup;
import dev.millwright.workspace.FilterPart;
import dev.millwright.workspace.FilterRow;
import dev.millwright.workspace.FilterRow.Test;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Conditions as people read them.
 *
 * @param columns what the conditions may be about
 */
record FilterWords(List<ListColumn> columns, FormatContext format) {

    String of(FilterPart part) {
        return switch (part) {
            case FilterRow row ->
                columns.stream()
                        .filter(column -> column.key().equals(row.field()))
                        .findFirst()
                        .map(column -> of(column, row))
                        .orElse("");
            case FilterGroup(boolean any, List<FilterPart> parts) ->
                parts.stream()
                        .map(one -> one instanceof FilterGroup ? t("record.filter.within", of(one)) : of(one))
                        .collect(Collectors.joining(t(any ? "record.filter.or" : "record.filter.and")));
        };
    }

    private String of(ListColumn column, FilterRow row) {
        return (column.label() + " " + withoutField(column, row)).strip();
    }

    /** The same in fewer words, where the field is named already. */
    String withoutField(ListColumn column, FilterRow row) {
        String values = row.values().stream()
                .map(value -> value(column, value))
                .collect(Collectors.joining(row.test() == Test.BETWEEN ? " – " : ", "));
        // "Due this week" says it: the question is in the days.
        String test = row.test() == Test.WITHIN ? "" : test(column.kind(), row.test()) + " ";
        return (test + values).strip();
    }

    private String value(ListColumn column, Object value) {
        return switch (value) {
            case RelativeDays days -> days(days);
            case Asker asker -> asker(asker);
            case PersonRef person -> person.name();
            case RecordRef link when link.title() != null -> link.title();
            case LocalDate day -> day.toString();
            default -> {
                PublishedField<?, ?> field = column.field();
                yield field == null
                        ? value.toString()
                        : field.options().stream()
                                .filter(option -> option.key().equals(value))
                                .map(ChoiceOption::label)
                                .findFirst()
                                .orElseGet(() -> field.type().valueType().isInstance(value)
                                        ? field.format(value, format)
                                        : value.toString());
            }
        };
    }

    /** Of several records one asks which are among them, of an option which it is. */
    static String test(ValueKind kind, Test test) {
        if (kind == ValueKind.REFERENCES && test.isOfSeveral()) {
            return t("record.filter.test.records." + test.name().toLowerCase(Locale.ROOT));
        }
        return t("record.filter.test." + test.name().toLowerCase(Locale.ROOT));
    }

    static String asker(Asker asker) {
        return t("record.filter.asker." + asker.name().toLowerCase(Locale.ROOT));
    }

    static String days(RelativeDays days) {
        return t("record.filter.days." + days.span().key(), days.count());
    }

    /** A stretch of days to choose, before anybody says how many they are. */
    static String span(Span span) {
        return span.isCounted() ? t("record.filter.span." + span.key()) : days(RelativeDays.of(span));
    }

    /** A value to choose among others. */
    static String choice(Object value, List<ChoiceOption> options) {
        return switch (value) {
            case Asker asker -> asker(asker);
            case PersonRef person -> person.name();
            case RecordRef link -> String.valueOf(link.title());
            default ->
                options.stream()
                        .filter(option -> option.key().equals(value))
                        .map(ChoiceOption::label)
                        .findFirst()
                        .orElseGet(() -> Arrays.stream(value.toString().split("/", -1))
                                .filter(step -> !step.isEmpty())
                                .collect(Collectors.joining(" / ")));
        };
    }
}

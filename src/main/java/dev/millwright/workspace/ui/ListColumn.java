package dev.millwright.workspace.ui;

import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.field.Token;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.RecordData;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.Texts;
import dev.millwright.shared.ValueKind;
import dev.millwright.workspace.FilterRow;
import dev.millwright.workspace.FilterScope;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A column of a list: a field of the form or one of the system's.
 *
 * @param field null for a column of the system
 */
record ListColumn(
        String key,
        String label,
        ValueKind kind,
        @Nullable PublishedField<?, ?> field,
        BiFunction<RecordData, FormatContext, List<Token>> tokens) {

    /** As fields write theirs. */
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    /** All columns of a form, its fields first. */
    static List<ListColumn> of(PublishedForm form, Texts texts, Locale locale) {
        Stream<ListColumn> fields = form.fields().stream().map(ListColumn::of);
        Stream<ListColumn> system = Stream.of(
                moment(SystemColumns.CREATED_AT, texts.text(locale, "record.column.createdAt"), RecordData::createdAt),
                person(SystemColumns.CREATED_BY, texts.text(locale, "record.column.createdBy"), RecordData::createdBy),
                moment(SystemColumns.UPDATED_AT, texts.text(locale, "record.column.updatedAt"), RecordData::updatedAt),
                person(SystemColumns.UPDATED_BY, texts.text(locale, "record.column.updatedBy"), RecordData::updatedBy));
        return Stream.concat(fields, system).toList();
    }

    /** What a filter can be about: the columns of the form, then the fields of the records that its links lead to. */
    static List<ListColumn> filtered(FilterScope scope, Texts texts, Locale locale) {
        PublishedForm form = scope.form();
        Stream<ListColumn> linked = form.fields().stream()
                .flatMap(link -> scope.target(link).stream()
                        .flatMap(there -> there.fields().stream().map(field -> linked(link, field))));
        return Stream.concat(of(form, texts, locale).stream(), linked).toList();
    }

    private static ListColumn linked(PublishedField<?, ?> link, PublishedField<?, ?> field) {
        return new ListColumn(
                FilterScope.path(link.key(), field.key()),
                FilterScope.linkedName(link, field),
                field.kind(),
                field,
                (row, context) -> List.of());
    }

    /** What can be asked of it, the usual question first. */
    List<FilterRow.Test> tests() {
        return field == null ? FilterRow.tests(kind) : FilterRow.tests(field);
    }

    /** Whether the list can be put in its order. */
    boolean isSortable() {
        return isSortable(kind, field) && !RecordMarks.isMark(this);
    }

    /** Of what is kept encrypted nothing is to be known by its place. */
    static boolean isSortable(ValueKind kind, @Nullable PublishedField<?, ?> field) {
        return kind.isOrdered() && (field == null || !field.type().isSealed());
    }

    boolean isSystem() {
        return field == null;
    }

    /** Numbers stand right, so that their digits stand below each other. */
    boolean alignsRight() {
        return kind == ValueKind.NUMBER;
    }

    private static ListColumn of(PublishedField<?, ?> field) {
        return new ListColumn(field.key(), field.label(), field.kind(), field, (row, context) -> {
            Object value = row.values().get(field.key());
            return value == null ? List.of() : field.tokens(value, context);
        });
    }

    private static ListColumn moment(
            String key, String label, java.util.function.Function<RecordData, Instant> moment) {
        return new ListColumn(
                key,
                label,
                ValueKind.DATE_TIME,
                null,
                (row, context) -> List.of(Token.text(format(moment.apply(row), context))));
    }

    private static ListColumn person(
            String key, String label, java.util.function.Function<RecordData, PersonRef> person) {
        return new ListColumn(
                key,
                label,
                ValueKind.REFERENCE,
                null,
                (row, context) -> List.of(Token.text(person.apply(row).name())));
    }

    /** A moment as people read it in lists: to the minute, in their zone. */
    static String format(Instant moment, FormatContext context) {
        return MOMENT.format(ZonedDateTime.ofInstant(moment, context.zone()));
    }
}

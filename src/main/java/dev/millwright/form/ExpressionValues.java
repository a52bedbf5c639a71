package dev.millwright.form;

import dev.millwright.expression.DateSpan;
import dev.millwright.expression.Reference;
import dev.millwright.field.ChoiceOption;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.Ids;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values of fields as expressions know them, and what expressions give as values of fields. */
public final class ExpressionValues {

    /** Longer texts than this are for people to write. */
    public static final int LONGEST_TEXT = 2_000;

    /** What stands at the end of a text that was longer. */
    public static final String CUT = "…";

    /** From here on {@code bigint} ends. */
    public static final BigDecimal LARGEST_WHOLE = new BigDecimal("9000000000000000000");

    /** What decimals stay below. */
    public static final BigDecimal LARGEST = BigDecimal.TEN.pow(30);

    private ExpressionValues() {}

    /** Somebody as expressions know them. */
    public static Reference reference(PersonRef person) {
        return new Reference(person.id() == null ? "" : person.id(), person.name());
    }

    /** A value as expressions know it. */
    public static @Nullable Object known(PublishedField<?, ?> field, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof PersonRef person) {
            return reference(person);
        }
        if (value instanceof RecordRef record) {
            return record.id() == null ? null : new Reference(record.id().toString(), record.title());
        }
        if (value instanceof List<?> several && several.stream().allMatch(PersonRef.class::isInstance)) {
            // People are told by who they are, or by what they are called.
            return several.stream()
                    .map(PersonRef.class::cast)
                    .flatMap(person -> Stream.of(person.id() == null ? "" : person.id(), person.name()))
                    .toList();
        }
        List<@Nullable Object> columns = field.toColumns(value);
        Object column = columns.getFirst();
        if (field.isDateRange()) {
            return column instanceof LocalDate first && columns.get(1) instanceof LocalDate last
                    ? new DateSpan(first, last)
                    : null;
        }
        return switch (field.expressionType()) {
            case NUMBER, DURATION -> column instanceof Long whole ? BigDecimal.valueOf(whole) : column;
            case DATE_TIME -> column instanceof OffsetDateTime moment ? moment.toInstant() : column;
            case CHOICES -> column instanceof Object[] many ? Arrays.asList(many) : column;
            case ID -> String.valueOf(column);
            case TEXT, TIME, CHOICE, BOOLEAN, DATE, DATE_RANGE, LINK, PERSON, OTHER, EMPTY -> column;
        };
    }

    /** The value of the field for what the evaluator gave. */
    public static <V> @Nullable Object value(PublishedField<?, V> field, @Nullable Object result) {
        if (result instanceof Reference reference) {
            if (PersonRef.class == field.type().valueType()) {
                return new PersonRef(reference.id(), reference.name() == null ? "" : reference.name());
            }
            if (field.target().isPresent()) {
                return Ids.parse(reference.id())
                        .map(id -> new RecordRef(id, null, reference.name()))
                        .orElse(null);
            }
        }
        Object column = switch (result) {
            case null -> null;
            case BigDecimal number -> number(field, number);
            case String text -> text(field, text);
            case Reference reference -> reference.name() == null ? null : text(field, reference.name());
            case Instant moment -> moment.atOffset(ZoneOffset.UTC);
            case Boolean _, LocalDate _ -> result;
            default -> throw new IllegalStateException("Nothing that a formula gives: " + result.getClass());
        };
        return column == null ? null : field.fromColumns(List.of(column));
    }

    private static @Nullable Object number(PublishedField<?, ?> field, BigDecimal number) {
        if (type(field) == ColumnType.BIGINT) {
            return number.abs().compareTo(LARGEST_WHOLE) < 0
                    ? number.setScale(0, RoundingMode.HALF_UP).longValueExact()
                    : null;
        }
        return number.abs().compareTo(LARGEST) < 0 ? number.setScale(field.decimals(), RoundingMode.HALF_UP) : null;
    }

    private static @Nullable String text(PublishedField<?, ?> field, String text) {
        List<ChoiceOption> options = field.options();
        if (!options.isEmpty()) {
            return options.stream()
                    .filter(option -> option.key().equals(text))
                    .findFirst()
                    .or(() -> options.stream()
                            .filter(option -> option.label().equals(text))
                            .findFirst())
                    .map(ChoiceOption::key)
                    .orElse(null);
        }
        if (text.isEmpty()) {
            return null;
        }
        return text.codePointCount(0, text.length()) <= LONGEST_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT - 1)) + CUT;
    }

    private static ColumnType type(PublishedField<?, ?> field) {
        return field.columns().getFirst().type();
    }
}

package dev.millwright.workspace.ui;

import dev.millwright.field.FormatContext;
import dev.millwright.form.PublishedField;
import dev.millwright.record.AggregateRequest.Function;
import dev.millwright.shared.ValueKind;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The figures below the columns of a list. */
final class Totals {

    private static final int DIGITS = 4;

    private Totals() {}

    /** What can be worked out of a column, the usual figure first. */
    static List<Function> possible(ListColumn column) {
        ValueKind kind = column.kind();
        if (column.isSystem()) {
            return kind == ValueKind.DATE_TIME ? List.of(Function.MIN, Function.MAX) : List.of();
        }
        return switch (kind) {
            case NUMBER -> List.of(Function.SUM, Function.AVG, Function.MIN, Function.MAX, Function.COUNT);
            case DATE, DATE_TIME -> List.of(Function.MIN, Function.MAX, Function.COUNT);
            case TEXT, BOOLEAN, TIME, CHOICE, REFERENCE, REFERENCES, FILE, STRUCTURE -> List.of(Function.COUNT);
        };
    }

    /** A figure as people read it; empty when there is nothing to work it out of. */
    static String format(ListColumn column, Function function, @Nullable Object value, FormatContext context) {
        if (value == null) {
            return "";
        }
        PublishedField<?, ?> field = column.field();
        if (field != null && function != Function.COUNT) {
            Object typed = typed(field, value);
            if (field.type().valueType().isInstance(typed)) {
                return field.format(typed, context);
            }
        }
        return switch (value) {
            case Number number -> {
                NumberFormat format = NumberFormat.getInstance(context.locale());
                format.setMaximumFractionDigits(DIGITS);
                yield format.format(number);
            }
            case Instant moment -> ListColumn.format(moment, context);
            case OffsetDateTime moment -> ListColumn.format(moment.toInstant(), context);
            default -> value.toString();
        };
    }

    /** A sum of whole numbers is whole; an average is shown to as many digits as people read. */
    private static Object typed(PublishedField<?, ?> field, Object value) {
        if (!(value instanceof BigDecimal number)) {
            return value;
        }
        boolean whole = number.stripTrailingZeros().scale() <= 0
                && number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        if (field.type().valueType() == Long.class && whole) {
            return number.longValueExact();
        }
        return number;
    }
}

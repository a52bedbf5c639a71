package dev.millwright.flow.internal;

import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.PublishedField;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** Compares what a field holds with a text that a designer entered, whatever way that is written. */
record WantedValue(PublishedField<?, ?> field, ZoneId zone) {

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);

    /** Whether the value is what the text says, or the text is among several. */
    boolean is(String wanted, Object value) {
        if (value instanceof List<?> several) {
            return several.stream().anyMatch(one -> isOne(wanted, one, List.of(one))) || isRead(wanted, value);
        }
        return isOne(wanted, value, value);
    }

    /** @param shown the same as the field would hold it */
    private boolean isOne(String wanted, Object value, Object shown) {
        boolean named = switch (value) {
            case PersonRef person -> wanted.equals(person.id()) || wanted.equals(person.name());
            case RecordRef record ->
                wanted.equals(String.valueOf(record.id())) || wanted.equals(String.valueOf(record.title()));
            default -> wanted.equals(String.valueOf(value));
        };
        return named
                || contexts().anyMatch(context -> wanted.equals(field.format(shown, context)))
                || isRead(wanted, shown);
    }

    private boolean isRead(String wanted, Object value) {
        return contexts().anyMatch(context -> {
            try {
                Object read = field.parse(wanted, context);
                return read instanceof BigDecimal number && value instanceof BigDecimal other
                        ? number.compareTo(other) == 0
                        : Objects.equals(read, value);
            } catch (ValueFormatException e) {
                return false;
            }
        });
    }

    private Stream<FormatContext> contexts() {
        return LANGUAGES.stream().map(locale -> new FormatContext(locale, zone));
    }
}

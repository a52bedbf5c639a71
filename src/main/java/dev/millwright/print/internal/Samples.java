package dev.millwright.print.internal;

import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.form.PublishedField;
import dev.millwright.print.internal.Needs.Text;
import dev.millwright.print.internal.Reader.Row;
import dev.millwright.record.RecordData;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A made-up record, for a preview before there is a real one. */
final class Samples {

    private Samples() {}

    static Row row(Needs needs, FormNames names, FormatContext format, Instant now) {
        Map<String, Object> values = new HashMap<>();
        needs.texts().forEach((name, text) -> values.put(name, sample(text, names, format)));
        needs.codes()
                .forEach((name, code) -> CodeImage.of(
                                code.kind(),
                                switch (code.kind()) {
                                    case QR ->
                                        "https://example.org/" + code.path().path();
                                    case CODE128 -> "SAMPLE-00001";
                                    case EAN13 -> "6901234567892";
                                })
                        .ifPresent(image -> values.put(name, image)));
        needs.conditions().keySet().forEach(name -> values.put(name, true));
        Map<String, BigDecimal> numbers = new HashMap<>();
        needs.figures().keySet().forEach(name -> numbers.put(name, BigDecimal.ONE));
        PersonRef nobody = new PersonRef(null, "");
        return new Row(
                new RecordData(new UUID(0, 0), 1, now, nobody, now, nobody, null, null, "", Map.of()), values, numbers);
    }

    private static String sample(Text text, FormNames names, FormatContext format) {
        PublishedField<?, ?> field = text.path().field();
        return field == null ? names.label(text.path().path()) : sample(field, text, format);
    }

    private static <C, V> String sample(PublishedField<C, V> field, Text text, FormatContext format) {
        return field.options().stream()
                .findFirst()
                .map(option -> option.label())
                .or(() -> field.type()
                        .sample(field.config(), format.locale())
                        .map(value -> Formats.text(field, value, text.format(), format)))
                .orElseGet(() -> "‹" + field.label() + "›");
    }
}

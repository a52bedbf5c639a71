package dev.millwright.form;

import dev.millwright.field.FormatContext;
import dev.millwright.field.ValueFormatException;
import dev.millwright.shared.BoundedJson;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What existing records get in a field, as the text by which publishing is answered. */
public final class FillValues {

    private FillValues() {}

    /** As people write it; references as JSON, for of two people with one name only the id tells which. */
    public static <C, V> String write(PublishedField<C, V> field, V value, ZoneId zone) {
        return switch (field.kind()) {
            case REFERENCE, REFERENCES, FILE, STRUCTURE -> field.toJson(value).toString();
            case TEXT, NUMBER, BOOLEAN, DATE, TIME, DATE_TIME, CHOICE -> field.format(value, context(zone));
        };
    }

    /**
     * @return null for a blank text
     * @throws dev.millwright.field.ValueFormatException when it is no such value
     */
    public static <C, V> @Nullable V read(PublishedField<C, V> field, String text, ZoneId zone) {
        return switch (field.kind()) {
            case REFERENCE, REFERENCES, FILE, STRUCTURE ->
                text.startsWith("{") || text.startsWith("[")
                        ? field.fromJson(json(text))
                        : field.parse(text, context(zone));
            case TEXT, NUMBER, BOOLEAN, DATE, TIME, DATE_TIME, CHOICE -> field.parse(text, context(zone));
        };
    }

    private static JsonNode json(String text) {
        try {
            return BoundedJson.mapper().readTree(text);
        } catch (JacksonException | NumberFormatException e) {
            throw new ValueFormatException("field.error.jsonText", 1, 1);
        }
    }

    private static FormatContext context(ZoneId zone) {
        return new FormatContext(Locale.ENGLISH, zone);
    }
}

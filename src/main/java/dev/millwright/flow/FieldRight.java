package dev.millwright.flow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the people of a step, or those who hand in, may do with a field of the record. */
public enum FieldRight {
    HIDDEN,
    READ,
    EDIT,
    /** Must be filled before the step can be answered with a yes, or the record be handed in. */
    REQUIRED;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static FieldRight of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}

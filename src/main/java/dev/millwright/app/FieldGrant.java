package dev.millwright.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a member may do with a field of the records that they reach. */
public enum FieldGrant {
    /** Not even know that there is one. */
    HIDDEN,
    /** Know that there is a value, and what its mask shows of it. */
    MASKED,
    READ_ONLY,
    EDITABLE;

    /** Its name in JSON and message keys. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The grant of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    @JsonCreator
    public static FieldGrant of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}

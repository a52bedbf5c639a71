package dev.millwright.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a member may be allowed to do with the records of a form. */
public enum Action {
    SEE,
    CREATE,
    CHANGE,
    DELETE,
    EXPORT,
    PRINT,
    /** See one encrypted text as it is; each time is told in the history. */
    UNMASK;

    /** Its name in JSON and message keys. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The action of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    @JsonCreator
    public static Action of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}

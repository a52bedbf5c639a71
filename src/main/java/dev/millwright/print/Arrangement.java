package dev.millwright.print;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What becomes a document when several records are printed. */
public enum Arrangement {
    /** Each record is a document of its own. */
    CARDS,
    /** All records, or those of one group, are one document, in which a table has a row for each. */
    LIST;

    /** Its name in JSON and message keys. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The arrangement of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    @JsonCreator
    public static Arrangement of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}

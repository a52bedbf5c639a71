package dev.millwright.print;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A strip of the page, from top to bottom. */
public enum Band {
    /** Once, at the top of the document's first page. */
    TITLE,
    /** On every page. */
    HEADER,
    /** Once; what does not fit goes on on the next page. */
    DETAIL,
    /** At the bottom of every page. */
    FOOTER;

    /** Its name in JSON and message keys. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The band of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    @JsonCreator
    public static Band of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}

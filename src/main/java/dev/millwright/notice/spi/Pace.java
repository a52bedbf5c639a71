package dev.millwright.notice.spi;

import java.util.Locale;

/** How soon a channel carries a kind of notice to a person. */
public enum Pace {
    OFF,
    AT_ONCE,
    /** Together with everything else of the day, in the morning; what is urgent goes at once all the same. */
    DAILY;

    /** Its name in tables and message keys. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}

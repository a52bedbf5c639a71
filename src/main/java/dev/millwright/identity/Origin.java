package dev.millwright.identity;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a deed comes from.
 *
 * @param address of the computer, behind proxies as far as these are trusted; null when nobody's request is behind it
 */
public record Origin(Way way, @Nullable String address) {

    /** What the product does on its own. */
    public static final Origin BACKGROUND = new Origin(Way.JOB, null);

    /** How somebody reached the product. */
    public enum Way {
        SCREEN,
        API,
        JOB;

        /** Its name in JSON and message keys. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

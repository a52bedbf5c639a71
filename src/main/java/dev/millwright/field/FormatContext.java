package dev.millwright.field;

import java.time.ZoneId;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The language and zone in which values are read and written as text.
 *
 * @param left whether somebody, by their id, is known to have left; said on screens only
 */
public record FormatContext(Locale locale, ZoneId zone, Predicate<String> left) {

    /** Where nothing is said of those who have left. */
    public FormatContext(Locale locale, ZoneId zone) {
        this(locale, zone, person -> false);
    }
}

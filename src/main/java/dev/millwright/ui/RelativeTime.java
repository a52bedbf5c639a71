package dev.millwright.ui;

import com.ibm.icu.text.DisplayContext;
import com.ibm.icu.text.NumberFormat;
import com.ibm.icu.text.RelativeDateTimeFormatter;
import com.ibm.icu.text.RelativeDateTimeFormatter.Direction;
import com.ibm.icu.text.RelativeDateTimeFormatter.RelativeUnit;
import com.ibm.icu.text.RelativeDateTimeFormatter.Style;
import com.ibm.icu.util.ULocale;
import dev.millwright.shared.Label;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Moments the way people say them: "5 minutes ago", after a week the date. */
public final class RelativeTime {

    private static final Label JUST_NOW = Label.of("Just now", "刚刚");

    private RelativeTime() {}

    public static String format(Instant moment, Instant now, ZoneId zone, Locale locale) {
        RelativeDateTimeFormatter formatter = RelativeDateTimeFormatter.getInstance(
                ULocale.forLocale(locale),
                NumberFormat.getIntegerInstance(locale),
                Style.LONG,
                DisplayContext.CAPITALIZATION_FOR_STANDALONE);
        Duration past = Duration.between(moment, now);
        if (past.abs().compareTo(Duration.ofMinutes(1)) < 0) {
            return JUST_NOW.in(locale);
        }
        if (past.isNegative() || past.compareTo(Duration.ofDays(7)) >= 0) {
            return exact(moment, zone, locale);
        }
        if (past.compareTo(Duration.ofHours(1)) < 0) {
            return formatter.format(past.toMinutes(), Direction.LAST, RelativeUnit.MINUTES);
        }
        if (past.compareTo(Duration.ofDays(1)) < 0) {
            return formatter.format(past.toHours(), Direction.LAST, RelativeUnit.HOURS);
        }
        return formatter.format(past.toDays(), Direction.LAST, RelativeUnit.DAYS);
    }

    /** Date and time to the minute. */
    public static String exact(Instant moment, ZoneId zone, Locale locale) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale)
                .withZone(zone)
                .format(moment);
    }
}

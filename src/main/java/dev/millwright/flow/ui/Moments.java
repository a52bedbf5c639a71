package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import dev.millwright.ui.RelativeTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Moments as people who have something to do say them: "due tomorrow 17:00".
 *
 * @param now when they are said
 */
record Moments(Instant now, ZoneId zone, Locale locale) {

    boolean isOver(Instant due) {
        return due.isBefore(now);
    }

    /** Until when, or since when it is over. */
    String due(Instant due) {
        return t(isOver(due) ? "work.due.over" : "work.due.until", isEndOfDay(due) ? endOfDay(due) : near(due));
    }

    /** A date is due when it is over, which is the first moment of the next one. */
    private boolean isEndOfDay(Instant due) {
        return LocalTime.ofInstant(due, zone).equals(LocalTime.MIDNIGHT);
    }

    private String endOfDay(Instant due) {
        return near(due.atZone(zone).minusDays(1), t("work.day.end"));
    }

    /** The day in words where it is near, and the time. */
    String near(Instant moment) {
        ZonedDateTime local = moment.atZone(zone);
        return near(
                local,
                DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                        .withLocale(locale)
                        .format(local));
    }

    private String near(ZonedDateTime local, String time) {
        long days = ChronoUnit.DAYS.between(LocalDate.ofInstant(now, zone), local.toLocalDate());
        if (days == 0) {
            return t("work.day.today", time);
        }
        if (days == 1) {
            return t("work.day.tomorrow", time);
        }
        if (days == -1) {
            return t("work.day.yesterday", time);
        }
        if (days > 1 && days < 7) {
            return t("work.day.other", local.getDayOfWeek().getDisplayName(TextStyle.FULL_STANDALONE, locale), time);
        }
        return t(
                "work.day.other",
                DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                        .withLocale(locale)
                        .format(local),
                time);
    }

    String ago(Instant moment) {
        return RelativeTime.format(moment, now, zone, locale);
    }

    String exact(Instant moment) {
        return RelativeTime.exact(moment, zone, locale);
    }

    /** The same of what is due then. */
    String exactDue(Instant due) {
        return isEndOfDay(due)
                ? t(
                        "work.day.other",
                        DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                                .withLocale(locale)
                                .format(due.atZone(zone).minusDays(1)),
                        t("work.day.end"))
                : exact(due);
    }
}

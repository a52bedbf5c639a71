package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import java.time.Duration;

/** Lengths of time as people say them: two units at most. */
final class Spans {

    private Spans() {}

    static String words(Duration span) {
        if (span.compareTo(Duration.ofMinutes(1)) < 0) {
            return t("work.span.seconds", span.toSeconds());
        }
        if (span.compareTo(Duration.ofHours(1)) < 0) {
            return t("work.span.minutes", span.toMinutes());
        }
        if (span.compareTo(Duration.ofDays(1)) < 0) {
            return t("work.span.hours", span.toHours(), span.toMinutesPart());
        }
        return t("work.span.days", span.toDays(), span.toHoursPart());
    }
}

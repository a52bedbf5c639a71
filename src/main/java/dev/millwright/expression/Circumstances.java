package dev.millwright.expression;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * When, where and for whom an expression runs.
 *
 * @param now in microseconds, as PostgreSQL keeps moments; what is finer is cut off
 * @param zone where days begin and end: the business zone
 * @param person the id of who is signed in
 * @param workDays which days work is done on
 */
public record Circumstances(Instant now, ZoneId zone, String person, String personName, WorkDays workDays) {

    public Circumstances {
        now = now.truncatedTo(ChronoUnit.MICROS);
    }

    /** Where work is done from Monday to Friday. */
    public Circumstances(Instant now, ZoneId zone, String person, String personName) {
        this(now, zone, person, personName, WorkDays.MONDAY_TO_FRIDAY);
    }

    /** The day in the business zone. */
    public LocalDate today() {
        return LocalDate.ofInstant(now, zone);
    }

    public Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}

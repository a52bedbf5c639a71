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
 */
public record Circumstances(Instant now, ZoneId zone, String person, String personName) {

    public Circumstances {
        now = now.truncatedTo(ChronoUnit.MICROS);
    }

    /** The day in the business zone. */
    public LocalDate today() {
        return LocalDate.ofInstant(now, zone);
    }

    public Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}

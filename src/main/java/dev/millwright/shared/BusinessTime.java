package dev.millwright.shared;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The clock and the one business zone of this installation.
 *
 * @param zone where TODAY, months and shifts begin and end
 */
public record BusinessTime(Clock clock, ZoneId zone) {

    /** The moment, in microseconds: what PostgreSQL keeps. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}

package dev.millwright.expression;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * When, where and for whom an expression runs.
 *
 * @param now in microseconds, as PostgreSQL keeps moments; what is finer is cut off
 * @param zone where days begin and end: the business zone
 * @param person the id of who is signed in
 * @param workDays which days work is done on
 * @param departments full paths of those that this person belongs to
 */
public record Circumstances(
        Instant now, ZoneId zone, String person, String personName, WorkDays workDays, List<String> departments) {

    public Circumstances {
        now = now.truncatedTo(ChronoUnit.MICROS);
        departments = List.copyOf(departments);
    }

    /** For somebody who belongs to no department. */
    public Circumstances(Instant now, ZoneId zone, String person, String personName, WorkDays workDays) {
        this(now, zone, person, personName, workDays, List.of());
    }

    /** The same for somebody who belongs to departments. */
    public Circumstances in(List<String> departments) {
        return new Circumstances(now, zone, person, personName, workDays, departments);
    }

    /** Whether a department is one of theirs, or else, if asked for, lies below one. */
    public boolean isMine(String department, boolean below) {
        return departments.stream()
                .anyMatch(mine -> department.equals(mine) || below && department.startsWith(mine + "/"));
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

package dev.millwright.organisation;

import java.time.LocalDate;
import java.util.UUID;

/**
 * Somebody stands in for somebody else.
 *
 * @param person id of who is away
 * @param personName as it was when it was set
 * @param substitute id of who stands in
 * @param from the first day, in the business zone
 * @param to the last day
 */
public record Substitution(
        UUID id,
        String person,
        String personName,
        String substitute,
        String substituteName,
        LocalDate from,
        LocalDate to) {

    public boolean isOn(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    public boolean overlaps(LocalDate first, LocalDate last) {
        return !first.isAfter(to) && !last.isBefore(from);
    }
}

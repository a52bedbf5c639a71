package dev.millwright.calendar;

import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * When work is done.
 *
 * @param label empty for the one that came along
 * @param standard whether it counts wherever no other is named; exactly one does
 * @param week the shifts of each weekday; a day that is missing is off
 * @param days those that differ
 * @param version rises with each change
 */
public record WorkingCalendar(
        UUID id,
        String label,
        boolean standard,
        Map<DayOfWeek, List<Shift>> week,
        NavigableMap<LocalDate, SpecialDay> days,
        long version) {

    /** Days beyond that nobody plans, and each is read again and again. */
    static final int MOST_DAYS = 5_000;

    private static final int LONGEST_LABEL = 100;

    public WorkingCalendar {
        Map<DayOfWeek, List<Shift>> sorted = new EnumMap<>(DayOfWeek.class);
        week.forEach((day, shifts) -> {
            if (!shifts.isEmpty()) {
                sorted.put(day, List.copyOf(shifts));
            }
        });
        week = Collections.unmodifiableMap(sorted);
        days = Collections.unmodifiableNavigableMap(new TreeMap<>(days));
    }

    /** What is wrong with it. */
    public Problems problems() {
        if (label.length() > LONGEST_LABEL) {
            return Problems.of(Problem.error("calendar.error.label", "label", LONGEST_LABEL));
        }
        if (week.isEmpty()) {
            return Problems.of(Problem.error("calendar.error.noWork", "week"));
        }
        if (days.size() > MOST_DAYS) {
            return Problems.of(Problem.error("calendar.error.tooMany", "days", MOST_DAYS));
        }
        boolean overlapping = week.values().stream().anyMatch(Shift::overlap)
                || days.values().stream().map(SpecialDay::shifts).anyMatch(Shift::overlap);
        return overlapping ? Problems.of(Problem.error("calendar.error.shifts", "week")) : Problems.NONE;
    }

    /** The shifts of the day, in order; empty when nobody works. */
    public List<Shift> shifts(LocalDate day) {
        SpecialDay special = days.get(day);
        if (special == null) {
            return week.getOrDefault(day.getDayOfWeek(), List.of());
        }
        return switch (special.kind()) {
            case HOLIDAY -> List.of();
            case WORKING -> special.shifts().isEmpty() ? usual() : special.shifts();
        };
    }

    /** The shifts of the first working day of the week. */
    public List<Shift> usual() {
        return week.values().stream().findFirst().orElse(List.of());
    }

    /** Whether something in the year is not settled yet. */
    public boolean isProvisional(int year) {
        return days.subMap(LocalDate.of(year, 1, 1), true, LocalDate.of(year, 12, 31), true).values().stream()
                .anyMatch(SpecialDay::provisional);
    }

    public WorkingCalendar withLabel(String newLabel) {
        return new WorkingCalendar(id, newLabel, standard, week, days, version);
    }

    public WorkingCalendar withWeek(Map<DayOfWeek, List<Shift>> newWeek) {
        return new WorkingCalendar(id, label, standard, newWeek, days, version);
    }

    public WorkingCalendar withDays(Map<LocalDate, SpecialDay> newDays) {
        return new WorkingCalendar(id, label, standard, week, new TreeMap<>(newDays), version);
    }

    /** With the day as given; as its weekday says when there is nothing special. */
    public WorkingCalendar withDay(LocalDate day, Optional<SpecialDay> special) {
        NavigableMap<LocalDate, SpecialDay> changed = new TreeMap<>(days);
        special.ifPresentOrElse(now -> changed.put(day, now), () -> changed.remove(day));
        return withDays(changed);
    }
}

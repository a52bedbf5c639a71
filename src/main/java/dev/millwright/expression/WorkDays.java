package dev.millwright.expression;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which days work is done on: some days of the week, but for days off and days that are worked nevertheless. */
public final class WorkDays {

    /** Monday to Friday, whatever day it is. */
    public static final WorkDays MONDAY_TO_FRIDAY =
            new WorkDays(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), List.of(), List.of());

    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
    private static final long MOST = 4_000_000;

    private final Set<DayOfWeek> week;
    private final LocalDate[] off;
    private final LocalDate[] worked;

    /**
     * @param week at least one of them
     * @param off holidays, on whatever day of the week
     * @param worked days that are worked, on whatever day of the week
     */
    public WorkDays(Set<DayOfWeek> week, Collection<LocalDate> off, Collection<LocalDate> worked) {
        if (week.isEmpty()) {
            throw new IllegalArgumentException("No day of the week is worked");
        }
        this.week = EnumSet.copyOf(week);
        this.off = off.stream()
                .filter(day -> week.contains(day.getDayOfWeek()))
                .distinct()
                .sorted()
                .toArray(LocalDate[]::new);
        this.worked = worked.stream()
                .filter(day -> !week.contains(day.getDayOfWeek()))
                .distinct()
                .sorted()
                .toArray(LocalDate[]::new);
    }

    /** A sign for each day from Monday on: 1 where work is done. */
    public String week() {
        StringBuilder signs = new StringBuilder();
        for (DayOfWeek day : DayOfWeek.values()) {
            signs.append(week.contains(day) ? '1' : '0');
        }
        return signs.toString();
    }

    /** Days off that would be worked, in order. */
    public LocalDate[] off() {
        return off.clone();
    }

    /** Days that are worked and would be off, in order. */
    public LocalDate[] worked() {
        return worked.clone();
    }

    /** How many there are from one day to another, both counted; below zero if the other is earlier. */
    public long between(LocalDate from, LocalDate to) {
        return to.isBefore(from) ? before(to) - before(from.plusDays(1)) : before(to.plusDays(1)) - before(from);
    }

    /** The day so many of them later, or earlier below zero; the day itself for none, worked or not; null beyond the years 1 to 9999. */
    public @Nullable LocalDate later(LocalDate day, long count) {
        if (count > MOST || count < -MOST) {
            return null;
        }
        if (count == 0) {
            return day;
        }
        // The day before which there are so many, as the first whose end has one more.
        long wanted = count > 0 ? before(day.plusDays(1)) + count : before(day) + count + 1;
        long low = 0;
        long high = ChronoUnit.DAYS.between(FIRST, LAST) + 1;
        if (wanted < 1 || before(FIRST.plusDays(high)) < wanted) {
            return null;
        }
        while (high - low > 1) {
            long middle = (low + high) / 2;
            if (before(FIRST.plusDays(middle)) >= wanted) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return FIRST.plusDays(high - 1);
    }

    /** Since the first of January of the year 1, a Monday. */
    private long before(LocalDate day) {
        long days = ChronoUnit.DAYS.between(FIRST, day);
        long rest = days % 7;
        long usual = days / 7 * week.size()
                + week.stream().filter(one -> one.getValue() <= rest).count();
        return usual - countBefore(off, day) + countBefore(worked, day);
    }

    private static int countBefore(LocalDate[] days, LocalDate day) {
        int place = Arrays.binarySearch(days, day);
        return place < 0 ? -place - 1 : place;
    }
}

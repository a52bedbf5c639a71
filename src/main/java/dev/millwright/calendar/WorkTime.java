package dev.millwright.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts in the working time of a calendar, in one zone. A shift goes from the first moment at which clocks show its beginning to the
 * first at which they show its end, so that it is as long as it really was on a night when clocks are changed. Every count goes day by
 * day, at most {@value #MOST_YEARS} years far.
 */
public final class WorkTime {

    /** How far anything is counted. */
    public static final int MOST_YEARS = 20;

    private static final int MOST_DAYS = MOST_YEARS * 366;

    private final WorkingCalendar calendar;
    private final ZoneId zone;

    public WorkTime(WorkingCalendar calendar, ZoneId zone) {
        this.calendar = calendar;
        this.zone = zone;
    }

    /** Work without a break, from the beginning up to but without the end. */
    private record Stretch(Instant from, Instant to) {

        boolean holds(Instant moment) {
            return !moment.isBefore(from) && moment.isBefore(to);
        }

        /** Whether work was done right up to the moment. */
        boolean endsWith(Instant moment) {
            return moment.isAfter(from) && !moment.isAfter(to);
        }
    }

    /** The days of a calendar one after the other; what a night shift has in common with the next morning belongs to the night. */
    private final class Days {

        private LocalDate day;
        private Instant workedUntil = Instant.MIN;
        private int left = MOST_DAYS;

        /** From the day before the one that the moment lies in, since its night shift may reach into it. */
        Days(Instant moment) {
            // One more, so that it is known where the night before begins.
            this(LocalDate.ofInstant(moment, zone).minusDays(2));
        }

        /** From the day on; of the night before it is known how long it lasted. */
        Days(LocalDate first) {
            day = first.minusDays(1);
        }

        LocalDate day() {
            return day;
        }

        List<Stretch> next() {
            if (left-- == 0) {
                throw new NoWorkingTimeException(MOST_YEARS);
            }
            day = day.plusDays(1);
            List<Stretch> stretches = new ArrayList<>();
            for (Shift shift : calendar.shifts(day)) {
                Instant from = moment(day.atTime(shift.from()));
                Instant to = moment((shift.isOvernight() ? day.plusDays(1) : day).atTime(shift.to()));
                if (from.isBefore(workedUntil)) {
                    from = workedUntil;
                }
                if (from.isBefore(to)) {
                    stretches.add(new Stretch(from, to));
                    workedUntil = to;
                }
            }
            return stretches;
        }
    }

    /** The first moment at which clocks show this time, or that at which they jump over it. */
    private Instant moment(LocalDateTime local) {
        ZoneOffsetTransition jump = zone.getRules().getTransition(local);
        return jump != null && jump.isGap()
                ? jump.getInstant()
                : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }

    /** Whether work is done at the moment. */
    public boolean works(Instant moment) {
        Days days = new Days(moment);
        LocalDate last = LocalDate.ofInstant(moment, zone);
        do {
            if (days.next().stream().anyMatch(stretch -> stretch.holds(moment))) {
                return true;
            }
        } while (days.day().isBefore(last));
        return false;
    }

    /**
     * The moment itself if work is done then, else when work begins next.
     *
     * @throws NoWorkingTimeException when it never does
     */
    public Instant next(Instant moment) {
        return plus(moment, Duration.ZERO);
    }

    /**
     * The moment until which so much work is done; at the end of a shift rather than at the beginning of the next.
     *
     * @param amount zero or more; for zero the next moment at which work is done
     * @throws NoWorkingTimeException when that lies too far away
     */
    public Instant plus(Instant moment, Duration amount) {
        if (amount.isNegative()) {
            throw new IllegalArgumentException("Working time is counted forwards: " + amount);
        }
        Days days = new Days(moment);
        Duration left = amount;
        while (true) {
            for (Stretch stretch : days.next()) {
                if (!stretch.to().isAfter(moment)) {
                    continue;
                }
                Instant from = stretch.from().isBefore(moment) ? moment : stretch.from();
                Duration room = Duration.between(from, stretch.to());
                if (left.compareTo(room) <= 0) {
                    return from.plus(left);
                }
                left = left.minus(room);
            }
        }
    }

    /**
     * The same time of day so many working days later, counted from the next moment at which work is done. Where nobody works at that
     * time of that day, the next beginning on that day, or its end if it is over by then. From Friday 17:00 one working day leads to
     * Monday 17:00, or to Tuesday 17:00 when Monday is a holiday.
     *
     * @param days zero or more
     * @throws NoWorkingTimeException when that lies too far away
     */
    public Instant plusDays(Instant moment, int days) {
        if (days < 0) {
            throw new IllegalArgumentException("Working days are counted forwards: " + days);
        }
        Instant begin = next(moment);
        Days all = new Days(begin);
        @Nullable Duration intoDay = null;
        int left = days;
        while (true) {
            List<Stretch> stretches = all.next();
            if (stretches.isEmpty()) {
                continue;
            }
            if (intoDay != null) {
                left--;
            } else if (stretches.stream().anyMatch(stretch -> stretch.holds(begin))) {
                intoDay = Duration.between(all.day().atStartOfDay(), LocalDateTime.ofInstant(begin, zone));
            }
            if (intoDay != null && left == 0) {
                return days == 0 ? begin : at(moment(all.day().atStartOfDay().plus(intoDay)), stretches);
            }
        }
    }

    private static Instant at(Instant wanted, List<Stretch> stretches) {
        for (Stretch stretch : stretches) {
            if (!wanted.isAfter(stretch.to())) {
                return wanted.isBefore(stretch.from()) ? stretch.from() : wanted;
            }
        }
        return stretches.getLast().to();
    }

    /**
     * The moment from which on so much work is done until the given one; at the beginning of a shift rather than at the end of the one
     * before.
     *
     * @param amount zero or more; for zero the last moment until which work is done
     * @throws NoWorkingTimeException when that lies too far away
     */
    public Instant minus(Instant moment, Duration amount) {
        if (amount.isNegative()) {
            throw new IllegalArgumentException("Working time is counted backwards by no less than zero: " + amount);
        }
        Duration left = amount;
        LocalDate last = LocalDate.ofInstant(moment, zone);
        for (int i = 0; i < MOST_DAYS; i++) {
            for (Stretch stretch : stretches(last.minusDays(i)).reversed()) {
                if (!stretch.from().isBefore(moment)) {
                    continue;
                }
                Instant to = stretch.to().isAfter(moment) ? moment : stretch.to();
                Duration room = Duration.between(stretch.from(), to);
                if (left.compareTo(room) <= 0) {
                    return to.minus(left);
                }
                left = left.minus(room);
            }
        }
        throw new NoWorkingTimeException(MOST_YEARS);
    }

    /**
     * The same time of day so many working days earlier, counted from the last moment until which work was done. Where nobody works at
     * that time of that day, the end before it on that day, or its beginning if it had not begun. From Monday 9:30 one working day leads
     * to Friday 9:30.
     *
     * @param days zero or more
     * @throws NoWorkingTimeException when that lies too far away
     */
    public Instant minusDays(Instant moment, int days) {
        if (days < 0) {
            throw new IllegalArgumentException("Working days are counted backwards by no less than zero: " + days);
        }
        Instant end = minus(moment, Duration.ZERO);
        LocalDate last = LocalDate.ofInstant(end, zone);
        @Nullable Duration intoDay = null;
        int left = days;
        for (int i = 0; i < MOST_DAYS; i++) {
            LocalDate day = last.minusDays(i);
            List<Stretch> stretches = stretches(day);
            if (stretches.isEmpty()) {
                continue;
            }
            if (intoDay != null) {
                left--;
            } else if (stretches.stream().anyMatch(stretch -> stretch.endsWith(end))) {
                intoDay = Duration.between(day.atStartOfDay(), LocalDateTime.ofInstant(end, zone));
            }
            if (intoDay != null && left == 0) {
                return days == 0 ? end : until(moment(day.atStartOfDay().plus(intoDay)), stretches);
            }
        }
        throw new NoWorkingTimeException(MOST_YEARS);
    }

    private static Instant until(Instant wanted, List<Stretch> stretches) {
        for (Stretch stretch : stretches.reversed()) {
            if (!wanted.isBefore(stretch.from())) {
                return wanted.isAfter(stretch.to()) ? stretch.to() : wanted;
            }
        }
        return stretches.getFirst().from();
    }

    /** What is worked on the day, without what belongs to the night before. */
    private List<Stretch> stretches(LocalDate day) {
        Days days = new Days(day.minusDays(1));
        var _ = days.next();
        return days.next();
    }

    /** How much work is done from one moment to the other; negative when the other is earlier. */
    public Duration between(Instant one, Instant other) {
        if (other.isBefore(one)) {
            return between(other, one).negated();
        }
        Days days = new Days(one);
        LocalDate last = LocalDate.ofInstant(other, zone);
        Duration sum = Duration.ZERO;
        do {
            for (Stretch stretch : days.next()) {
                Instant from = stretch.from().isBefore(one) ? one : stretch.from();
                Instant to = stretch.to().isAfter(other) ? other : stretch.to();
                if (from.isBefore(to)) {
                    sum = sum.plus(Duration.between(from, to));
                }
            }
        } while (days.day().isBefore(last));
        return sum;
    }
}

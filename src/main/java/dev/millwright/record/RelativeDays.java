package dev.millwright.record;

import dev.millwright.record.AggregateRequest.Bucket;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Days told by where they lie from today: what a condition keeps, so that tomorrow it means the days of tomorrow. Weeks begin on Monday.
 *
 * @param count how many days, for those of the stretches that are so and so many days; 0 for the others
 */
public record RelativeDays(Span span, int count) {

    /** Further away nobody plans, and dates of PostgreSQL have an end. */
    public static final int MOST_DAYS = 36_500;

    /**
     * @throws IllegalArgumentException for a number of days that the stretch does not take
     */
    public RelativeDays {
        if (span.isCounted() ? count < 1 || count > MOST_DAYS : count != 0) {
            throw new IllegalArgumentException("Not a number of days for " + span + ": " + count);
        }
    }

    public static RelativeDays of(Span span) {
        return new RelativeDays(span, 0);
    }

    /** A stretch of days. */
    public enum Span {
        TODAY(Bucket.DAY, 0),
        YESTERDAY(Bucket.DAY, -1),
        TOMORROW(Bucket.DAY, 1),
        THIS_WEEK(Bucket.WEEK, 0),
        LAST_WEEK(Bucket.WEEK, -1),
        NEXT_WEEK(Bucket.WEEK, 1),
        THIS_MONTH(Bucket.MONTH, 0),
        LAST_MONTH(Bucket.MONTH, -1),
        NEXT_MONTH(Bucket.MONTH, 1),
        THIS_QUARTER(Bucket.QUARTER, 0),
        LAST_QUARTER(Bucket.QUARTER, -1),
        NEXT_QUARTER(Bucket.QUARTER, 1),
        THIS_YEAR(Bucket.YEAR, 0),
        LAST_YEAR(Bucket.YEAR, -1),
        NEXT_YEAR(Bucket.YEAR, 1),
        /** So many days that end with today. */
        LAST_DAYS(null, 0),
        /** So many days that begin with today. */
        NEXT_DAYS(null, 0),
        /** All days that are more than so many before today. */
        MORE_DAYS_AGO(null, 0),
        /** All days before today: what is overdue. */
        BEFORE_TODAY(null, 0),
        /** All days after today. */
        AFTER_TODAY(null, 0);

        private final @Nullable Bucket unit;
        private final int away;

        /**
         * @param away units from the present one
         */
        Span(@Nullable Bucket unit, int away) {
            this.unit = unit;
            this.away = away;
        }

        /** Whether it is so and so many days. */
        public boolean isCounted() {
            return this == LAST_DAYS || this == NEXT_DAYS || this == MORE_DAYS_AGO;
        }

        /** How it is written in addresses and files. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Span> of(String key) {
            return Arrays.stream(values())
                    .filter(span -> span.key().equals(key))
                    .findFirst();
        }
    }

    /** The days that are meant, seen from a day. */
    public Range range(LocalDate today) {
        return switch (span) {
            case LAST_DAYS -> new Range(today.minusDays(count - 1L), today);
            case NEXT_DAYS -> new Range(today, today.plusDays(count - 1L));
            case MORE_DAYS_AGO -> new Range(null, today.minusDays(count + 1L));
            case BEFORE_TODAY -> new Range(null, today.minusDays(1));
            case AFTER_TODAY -> new Range(today.plusDays(1), null);
            case TODAY,
                    YESTERDAY,
                    TOMORROW,
                    THIS_WEEK,
                    LAST_WEEK,
                    NEXT_WEEK,
                    THIS_MONTH,
                    LAST_MONTH,
                    NEXT_MONTH,
                    THIS_QUARTER,
                    LAST_QUARTER,
                    NEXT_QUARTER,
                    THIS_YEAR,
                    LAST_YEAR,
                    NEXT_YEAR -> ofUnit(today, span.unit == null ? Bucket.DAY : span.unit, span.away);
        };
    }

    private static Range ofUnit(LocalDate today, Bucket unit, int away) {
        LocalDate first = unit.first(today);
        if (away < 0) {
            first = unit.first(first.minusDays(1));
        } else if (away > 0) {
            first = unit.next(first);
        }
        return new Range(first, unit.last(first));
    }

    /**
     * Days from the first to the last, both of them included.
     *
     * @param first null where there is none
     * @param last null where there is none
     */
    public record Range(@Nullable LocalDate first, @Nullable LocalDate last) {

        public boolean contains(LocalDate day) {
            return (first == null || !day.isBefore(first)) && (last == null || !day.isAfter(last));
        }
    }
}

package dev.millwright.dashboard;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millwright.record.AggregateRequest.Bucket;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stretch of time that moves along with today, in the business zone. */
public enum Period {
    @JsonProperty("all")
    ALL(null, 0, 0),
    @JsonProperty("today")
    TODAY(Bucket.DAY, 0, 1),
    @JsonProperty("last_7_days")
    LAST_7_DAYS(Bucket.DAY, -6, 7),
    @JsonProperty("last_30_days")
    LAST_30_DAYS(Bucket.DAY, -29, 30),
    @JsonProperty("this_week")
    THIS_WEEK(Bucket.WEEK, 0, 1),
    @JsonProperty("this_month")
    THIS_MONTH(Bucket.MONTH, 0, 1),
    @JsonProperty("last_month")
    LAST_MONTH(Bucket.MONTH, -1, 1),
    @JsonProperty("this_quarter")
    THIS_QUARTER(Bucket.QUARTER, 0, 1),
    @JsonProperty("last_12_months")
    LAST_12_MONTHS(Bucket.MONTH, -11, 12),
    @JsonProperty("this_year")
    THIS_YEAR(Bucket.YEAR, 0, 1),
    @JsonProperty("last_year")
    LAST_YEAR(Bucket.YEAR, -1, 1);

    private final @Nullable Bucket unit;
    private final int start;
    private final int length;

    /**
     * @param unit null for all time
     * @param start units from the present one to the first
     * @param length in units
     */
    Period(@Nullable Bucket unit, int start, int length) {
        this.unit = unit;
        this.start = start;
        this.length = length;
    }

    /** How it is written in addresses and files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Period> of(String key) {
        return Arrays.stream(values()).filter(p -> p.key().equals(key)).findFirst();
    }

    /** Its first and last day, or nothing for all time. */
    public Optional<Range> range(LocalDate today) {
        return range(today, start);
    }

    /** The stretch of the same length right before it. */
    public Optional<Range> previous(LocalDate today) {
        return range(today, start - length);
    }

    private Optional<Range> range(LocalDate today, int from) {
        if (unit == null) {
            return Optional.empty();
        }
        LocalDate present = unit.first(today);
        LocalDate first = moved(unit, present, from);
        return Optional.of(new Range(first, moved(unit, first, length).minusDays(1)));
    }

    private static LocalDate moved(Bucket unit, LocalDate day, int units) {
        return switch (unit) {
            case DAY -> day.plusDays(units);
            case WEEK -> day.plusWeeks(units);
            case MONTH -> day.plusMonths(units);
            case QUARTER -> day.plusMonths(3L * units);
            case YEAR -> day.plusYears(units);
        };
    }

    /** Days, both ends included. */
    public record Range(LocalDate first, LocalDate last) {}
}

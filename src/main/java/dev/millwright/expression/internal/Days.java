package dev.millwright.expression.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Calculations with dates and moments, which are empty outside of the years 1 to 9999. */
public final class Days {

    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final BigDecimal MOST = BigDecimal.valueOf(4_000_000);
    private static final BigDecimal MICROS = BigDecimal.valueOf(86_400_000_000L);

    private Days() {}

    /** So many whole days later; what is behind the point does not count. */
    public static @Nullable LocalDate later(LocalDate day, BigDecimal days) {
        if (days.abs().compareTo(MOST) > 0) {
            return null;
        }
        LocalDate later = day.plusDays(days.longValue());
        return later.isBefore(FIRST) || later.isAfter(LAST) ? null : later;
    }

    public static @Nullable Instant later(Instant moment, BigDecimal days) {
        if (days.abs().compareTo(MOST) > 0) {
            return null;
        }
        Instant later = moment.plus(
                days.multiply(MICROS).setScale(0, RoundingMode.HALF_UP).longValueExact(), ChronoUnit.MICROS);
        return later.isBefore(EARLIEST) || later.isAfter(LATEST) ? null : later;
    }

    public static @Nullable LocalDate of(BigDecimal year, BigDecimal month, BigDecimal day) {
        if (!isWhole(year, 1, 9999) || !isWhole(month, 1, 12) || !isWhole(day, 1, 31)) {
            return null;
        }
        try {
            return LocalDate.of(year.intValue(), month.intValue(), day.intValue());
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * A moment from year to second; what clocks leave out counts from before, and what they show twice is the second.
     */
    public static @Nullable Instant of(BigDecimal[] parts, ZoneId zone) {
        LocalDate day = of(parts[0], parts[1], parts[2]);
        BigDecimal seconds = parts[5].setScale(6, RoundingMode.HALF_UP);
        if (day == null
                || !isWhole(parts[3], 0, 23)
                || !isWhole(parts[4], 0, 59)
                || seconds.signum() < 0
                || seconds.compareTo(BigDecimal.valueOf(60)) >= 0) {
            return null;
        }
        BigDecimal nanos =
                seconds.subtract(seconds.setScale(0, RoundingMode.DOWN)).movePointRight(9);
        return day.atTime(LocalTime.of(parts[3].intValue(), parts[4].intValue(), seconds.intValue(), nanos.intValue()))
                .atZone(zone)
                .withLaterOffsetAtOverlap()
                .toInstant();
    }

    private static boolean isWhole(BigDecimal number, int least, int most) {
        return number.compareTo(BigDecimal.valueOf(least)) >= 0
                && number.compareTo(BigDecimal.valueOf(most)) <= 0
                && number.stripTrailingZeros().scale() <= 0;
    }
}

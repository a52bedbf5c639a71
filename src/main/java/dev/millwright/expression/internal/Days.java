package dev.millwright.expression.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Optional;
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
        return within(moment.plus(
                days.multiply(MICROS).setScale(0, RoundingMode.HALF_UP).longValueExact(), ChronoUnit.MICROS));
    }

    /** The moment, if it lies in those years. */
    static @Nullable Instant within(Instant moment) {
        return moment.isBefore(EARLIEST) || moment.isAfter(LATEST) ? null : moment;
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

    /** A date as it is written in expressions. */
    public static Optional<LocalDate> written(String text) {
        try {
            return Optional.of(LocalDate.parse(text)).filter(day -> !day.isBefore(FIRST) && !day.isAfter(LAST));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The date that a text reads as: year, month and day with signs between them. */
    public static @Nullable LocalDate read(String text) {
        String date = Letters.halfWidth(Letters.trim(text));
        int end = date.endsWith("日") ? date.length() - 1 : date.length();
        int first = sign(date, 0, "-/.年");
        int second = sign(date, first + 1, "-/.月");
        if (first != 4 || second < 6 || second > 7 || end < second + 2 || end > second + 3) {
            return null;
        }
        String digits = date.substring(0, first) + date.substring(first + 1, second) + date.substring(second + 1, end);
        return digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? of(
                        new BigDecimal(date.substring(0, first)),
                        new BigDecimal(date.substring(first + 1, second)),
                        new BigDecimal(date.substring(second + 1, end)))
                : null;
    }

    private static int sign(String text, int from, String signs) {
        for (int i = from; i < text.length(); i++) {
            if (signs.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    public static @Nullable LocalDate monthsLater(LocalDate day, BigDecimal months) {
        if (months.abs().compareTo(MOST) > 0) {
            return null;
        }
        LocalDate later = day.plusMonths(months.longValue());
        return later.isBefore(FIRST) || later.isAfter(LAST) ? null : later;
    }

    public static LocalDate monthEnd(LocalDate day) {
        return day.withDayOfMonth(day.lengthOfMonth());
    }

    /** Of weeks that begin on Sunday (1) or Monday (2), the first with the first of January in it, or of ISO 8601 (21). */
    public static int week(LocalDate day, int kind) {
        if (kind == 21) {
            return day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        }
        int newYear = day.withDayOfYear(1).getDayOfWeek().getValue();
        int before = kind == 1 ? newYear % 7 : newYear - 1;
        return (day.getDayOfYear() - 1 + before) / 7 + 1;
    }

    public static @Nullable BigDecimal difference(LocalDate from, LocalDate to, String unit) {
        if (to.isBefore(from)) {
            return null;
        }
        long months = ChronoUnit.MONTHS.between(from, to);
        return BigDecimal.valueOf(
                switch (unit) {
                    case "Y" -> months / 12;
                    case "YM" -> months % 12;
                    case "M" -> months;
                    case "D" -> ChronoUnit.DAYS.between(from, to);
                    case "MD" -> ChronoUnit.DAYS.between(from.plusMonths(months), to);
                    default -> throw new IllegalStateException("Not checked: " + unit);
                });
    }

    /** So many whole days; so many that none is that far away when there are too many. */
    public static long whole(BigDecimal days) {
        return days.abs().compareTo(MOST) > 0 ? Long.MAX_VALUE : days.longValue();
    }
}

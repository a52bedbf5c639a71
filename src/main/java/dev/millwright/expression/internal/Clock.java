package dev.millwright.expression.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calculations with times of day, which are texts such as {@code 08:05} or {@code 08:05:30}, and with durations in seconds. */
public final class Clock {

    private static final BigDecimal DAY = BigDecimal.valueOf(86_400);
    private static final BigDecimal HOUR = BigDecimal.valueOf(3_600);
    private static final BigDecimal MINUTE = BigDecimal.valueOf(60);
    private static final int MICROS = 6;
    private static final BigDecimal MOST = BigDecimal.valueOf(4_000_000).multiply(DAY);

    /** Of a duration that is written out. */
    private static final int MOST_DIGITS_OF_HOURS = 7;

    private Clock() {}

    public static @Nullable Instant later(Instant moment, BigDecimal seconds) {
        return seconds.abs().compareTo(MOST) > 0
                ? null
                : Days.within(moment.plus(
                        seconds.movePointRight(MICROS)
                                .setScale(0, RoundingMode.HALF_UP)
                                .longValueExact(),
                        ChronoUnit.MICROS));
    }

    public static BigDecimal between(Instant to, Instant from) {
        return BigDecimal.valueOf(ChronoUnit.MICROS.between(from, to), MICROS);
    }

    /** What clocks leave out counts from before, and what they show twice is the second; empty when a day has not so many seconds. */
    public static @Nullable Instant of(LocalDate day, BigDecimal seconds, ZoneId zone) {
        return seconds.signum() < 0 || seconds.compareTo(DAY) >= 0
                ? null
                : Days.within(day.atTime(LocalTime.ofSecondOfDay(seconds.longValue()))
                        .atZone(zone)
                        .withLaterOffsetAtOverlap()
                        .toInstant());
    }

    public static String of(Instant moment, ZoneId zone) {
        return written(moment.atZone(zone).toLocalTime().toSecondOfDay());
    }

    public static BigDecimal seconds(String time) {
        return BigDecimal.valueOf(LocalTime.parse(time).toSecondOfDay());
    }

    /** The time of day after so many seconds, days aside. */
    public static String time(BigDecimal seconds) {
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        BigDecimal rest = whole.remainder(DAY);
        return written((rest.signum() < 0 ? rest.add(DAY) : rest).longValueExact());
    }

    private static String written(long seconds) {
        String minutes = two(seconds / 3_600) + ":" + two(seconds / 60 % 60);
        return seconds % 60 == 0 ? minutes : minutes + ":" + two(seconds % 60);
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }

    /** The time of day that a text reads as: hours and minutes, and seconds if there are some. */
    public static @Nullable String read(String text) {
        BigDecimal seconds = parts(Letters.halfWidth(Letters.trim(text)).replace('：', ':'), 2)
                .orElse(null);
        return seconds == null || seconds.compareTo(DAY) >= 0 ? null : written(seconds.longValueExact());
    }

    /** The seconds of a duration that is written as {@code 30:15} or {@code 30:15:20}. */
    public static Optional<BigDecimal> duration(String text) {
        return parts(text, MOST_DIGITS_OF_HOURS);
    }

    private static Optional<BigDecimal> parts(String text, int digitsOfHours) {
        String[] parts = text.split(":", -1);
        if (parts.length < 2
                || parts.length > 3
                || !isNumber(parts[0], 1, digitsOfHours)
                || !isNumber(parts[1], 2, 2)
                || parts.length == 3 && !isNumber(parts[2], 2, 2)) {
            return Optional.empty();
        }
        BigDecimal minutes = new BigDecimal(parts[1]);
        BigDecimal seconds = parts.length == 3 ? new BigDecimal(parts[2]) : BigDecimal.ZERO;
        return minutes.compareTo(MINUTE) < 0 && seconds.compareTo(MINUTE) < 0
                ? Optional.of(new BigDecimal(parts[0])
                        .multiply(HOUR)
                        .add(minutes.multiply(MINUTE))
                        .add(seconds))
                : Optional.empty();
    }

    private static boolean isNumber(String digits, int least, int most) {
        return digits.length() >= least
                && digits.length() <= most
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}

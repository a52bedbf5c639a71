package dev.millwright.exchange.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a spreadsheet shows a number: what matters of its number format to those who read the value. */
enum CellFormat {
    GENERAL,
    DATE,
    TIME,
    DATE_TIME,
    PERCENT,
    /** Time that has passed, which may be more than a day: {@code 26:30}. */
    HOURS,
    HOURS_SECONDS,
    MINUTES,
    SECONDS,
    /** At least so many digits, with zeros in front: the number of an article, not an amount. */
    ZEROS_2(2),
    ZEROS_3(3),
    ZEROS_4(4),
    ZEROS_5(5),
    ZEROS_6(6),
    ZEROS_7(7),
    ZEROS_8(8),
    ZEROS_9(9),
    ZEROS_10(10),
    ZEROS_11(11),
    ZEROS_12(12),
    ZEROS_13(13),
    ZEROS_14(14),
    ZEROS_15(15);

    /** What spreadsheets show; the rest is noise of binary fractions. */
    private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_UP);

    /** As long as spreadsheets allow. */
    private static final int LONGEST = 255;

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,40}(\\.\\d{1,60})?([eE][+-]?\\d{1,3})?");
    private static final int MOST_BINARY_DIGITS = 17;
    private static final int LAST_DAY = 2_958_465;

    private final int zeros;

    CellFormat() {
        this(0);
    }

    CellFormat(int zeros) {
        this.zeros = zeros;
    }

    /**
     * @param id as ECMA-376 numbers the formats that need no pattern
     * @param pattern of a format that somebody made; empty for the others
     */
    static CellFormat of(long id, String pattern) {
        if (pattern.isEmpty()) {
            return switch ((int) id) {
                case 9, 10 -> PERCENT;
                case 14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58 -> DATE;
                case 18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56 -> TIME;
                case 46 -> HOURS_SECONDS;
                case 22 -> DATE_TIME;
                default -> GENERAL;
            };
        }
        String plain = plainPart(pattern.length() > LONGEST ? pattern.substring(0, LONGEST) : pattern);
        if (plain.contains("general") || plain.contains("@")) {
            return GENERAL;
        }
        if (plain.contains("[h")) {
            return plain.contains("s") ? HOURS_SECONDS : HOURS;
        }
        if (plain.contains("[m")) {
            return MINUTES;
        }
        if (plain.contains("[s")) {
            return SECONDS;
        }
        boolean day = plain.contains("y")
                || plain.contains("d")
                || (plain.contains("m") && !plain.contains("h") && !plain.contains("s"));
        boolean time = plain.contains("h") || plain.contains("s");
        if (day || time) {
            return day && time ? DATE_TIME : day ? DATE : TIME;
        }
        if (plain.contains("%")) {
            return PERCENT;
        }
        if (plain.length() >= 2 && plain.length() <= 15 && plain.chars().allMatch(c -> c == '0')) {
            return valueOf("ZEROS_" + plain.length());
        }
        return GENERAL;
    }

    /** The part for numbers that are not negative, in small letters, without what is shown as it is. */
    private static String plainPart(String pattern) {
        StringBuilder plain = new StringBuilder();
        int i = 0;
        while (i < pattern.length() && pattern.charAt(i) != ';') {
            char c = pattern.charAt(i);
            int end = switch (c) {
                case '"' -> pattern.indexOf('"', i + 1);
                case '[' -> isElapsed(pattern, i) ? -1 : pattern.indexOf(']', i + 1);
                case '\\', '_', '*' -> i + 1 < pattern.length() ? i + 1 : -1;
                default -> -1;
            };
            if (end < 0) {
                plain.append(c);
                i++;
            } else {
                i = end + 1;
            }
        }
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    /** Hours, minutes or seconds beyond what a clock has: {@code [h]}. */
    private static boolean isElapsed(String pattern, int open) {
        int close = pattern.indexOf(']', open);
        return close > open + 1 && pattern.substring(open + 1, close).chars().allMatch(c -> "hmsHMS".indexOf(c) >= 0);
    }

    /** The number as a person would read it out: {@code 2025-03-01}, {@code 12.5%}, {@code 00123}, {@code 1234.5}. */
    String text(String raw, boolean from1904) {
        if (!NUMBER.matcher(raw).matches()) {
            return raw;
        }
        BigDecimal number = new BigDecimal(raw);
        // More digits than a binary fraction has were written by somebody who meant them, and so were those of a whole
        // number.
        boolean binary = number.precision() <= MOST_BINARY_DIGITS && !isWhole(raw);
        if (binary && number.precision() > DIGITS.getPrecision()) {
            number = number.round(DIGITS);
        }
        if (number.precision() - (long) number.scale() > 40 || number.scale() > 60) {
            return raw;
        }
        return shown(number, from1904);
    }

    private String shown(BigDecimal number, boolean from1904) {
        return switch (this) {
            case DATE, DATE_TIME, TIME -> moment(number, from1904);
            case HOURS -> elapsed(number, false);
            case HOURS_SECONDS -> elapsed(number, true);
            case MINUTES -> seconds(number).map(s -> s / 60 + ":" + two(s % 60)).orElseGet(() -> plain(number));
            case SECONDS -> seconds(number).map(s -> Long.toString(s)).orElseGet(() -> plain(number));
            case PERCENT -> plain(number.movePointRight(2)) + "%";
            case GENERAL -> plain(number);
            case ZEROS_2,
                    ZEROS_3,
                    ZEROS_4,
                    ZEROS_5,
                    ZEROS_6,
                    ZEROS_7,
                    ZEROS_8,
                    ZEROS_9,
                    ZEROS_10,
                    ZEROS_11,
                    ZEROS_12,
                    ZEROS_13,
                    ZEROS_14,
                    ZEROS_15 -> {
                String digits = plain(number);
                yield digits.chars().allMatch(Character::isDigit) && digits.length() < zeros
                        ? "0".repeat(zeros - digits.length()) + digits
                        : digits;
            }
        };
    }

    /**
     * Whether a spreadsheet has kept only the first fifteen digits of a long number, as of a card or a person: what stands there is not
     * what was typed.
     */
    static boolean isCut(String raw) {
        if (!NUMBER.matcher(raw).matches() || isWhole(raw)) {
            return false;
        }
        BigDecimal number = new BigDecimal(raw).stripTrailingZeros();
        return number.precision() >= DIGITS.getPrecision()
                && number.precision() - (long) number.scale() > DIGITS.getPrecision();
    }

    private static boolean isWhole(String raw) {
        return raw.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    }

    private static String elapsed(BigDecimal days, boolean always) {
        return seconds(days)
                .map(s -> {
                    String minutes = s / 3600 + ":" + two(s / 60 % 60);
                    return always || s % 60 != 0 ? minutes + ":" + two(s % 60) : minutes;
                })
                .orElseGet(() -> plain(days));
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }

    private static Optional<Long> seconds(BigDecimal days) {
        return days.signum() < 0 || days.compareTo(BigDecimal.valueOf(LAST_DAY)) > 0
                ? Optional.empty()
                : Optional.of(days.multiply(BigDecimal.valueOf(86_400))
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact());
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private String moment(BigDecimal serial, boolean from1904) {
        if (serial.signum() < 0 || serial.compareTo(BigDecimal.valueOf(LAST_DAY + 1L)) >= 0) {
            return plain(serial);
        }
        int days = serial.intValue();
        long seconds = serial.subtract(BigDecimal.valueOf(days))
                .multiply(BigDecimal.valueOf(86_400))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        LocalTime time = LocalTime.ofSecondOfDay(seconds % 86_400);
        if (this == TIME && days == 0) {
            return time.toString();
        }
        // 1900 was no leap year, but the first spreadsheets took it for one.
        LocalDate first = from1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, days < 60 ? 31 : 30);
        LocalDateTime moment = first.plusDays(days).atStartOfDay().plusSeconds(seconds);
        return moment.toLocalTime().equals(LocalTime.MIDNIGHT) && this != TIME
                ? moment.toLocalDate().toString()
                : moment.toLocalDate() + " " + moment.toLocalTime();
    }
}

package dev.millwright.expression;

import dev.millwright.expression.internal.Numbers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** How Excel writes how long something takes, without leaving out days. */
public enum DurationFormat {
    /** {@code 30:15}, with seconds only where there are some. */
    CLOCK(""),
    MINUTES("[h]:mm"),
    SECONDS("[h]:mm:ss"),
    ONLY_HOURS("[h]"),
    ONLY_MINUTES("[m]"),
    ONLY_SECONDS("[s]");

    private static final BigDecimal MOST = BigDecimal.TEN.pow(15);
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;

    private final String written;

    DurationFormat(String written) {
        this.written = written;
    }

    public String written() {
        return written;
    }

    /** The format that is written so, in any letter case. */
    public static Optional<DurationFormat> of(String written) {
        return Arrays.stream(values())
                .filter(format -> format != CLOCK && format.written.equalsIgnoreCase(written))
                .findFirst();
    }

    /** All that can be written. */
    public static String all() {
        return Arrays.stream(values())
                .filter(format -> format != CLOCK)
                .map(format -> '"' + format.written + '"')
                .collect(Collectors.joining(", "));
    }

    /** What is less than the last unit is cut off, as clocks do; one beyond all measure is written as a number of seconds. */
    public String write(BigDecimal seconds) {
        if (seconds.abs().compareTo(MOST) >= 0) {
            return Numbers.write(seconds);
        }
        long whole = seconds.abs().setScale(0, RoundingMode.DOWN).longValueExact();
        String text = switch (this) {
            case CLOCK -> whole % MINUTE == 0 ? minutes(whole) : seconds(whole);
            case MINUTES -> minutes(whole);
            case SECONDS -> seconds(whole);
            case ONLY_HOURS -> Long.toString(whole / HOUR);
            case ONLY_MINUTES -> Long.toString(whole / MINUTE);
            case ONLY_SECONDS -> Long.toString(whole);
        };
        // Nothing has no sign.
        return seconds.signum() < 0 && text.chars().anyMatch(c -> c >= '1' && c <= '9') ? "-" + text : text;
    }

    private static String minutes(long seconds) {
        return seconds / HOUR + ":" + two(seconds / MINUTE % 60);
    }

    private static String seconds(long seconds) {
        return minutes(seconds) + ":" + two(seconds % MINUTE);
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}

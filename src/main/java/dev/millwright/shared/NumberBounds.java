package dev.millwright.shared;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * How large and how fine a number from outside may be. A few characters such as {@code 1e-25000000} say a number whose digits fill the
 * memory as soon as it is rounded or written out, so every number is held against these bounds before anything is done with it.
 */
public final class NumberBounds {

    /** Before the point, and as many behind it: more than any column, file or formula has. */
    public static final int MOST_DIGITS = 400;

    private static final int LONGEST_EXPONENT = 6;

    private NumberBounds() {}

    /** Whether its digits may be written out. */
    public static boolean holds(BigDecimal number) {
        return Math.abs((long) number.scale()) <= 2 * MOST_DIGITS
                && number.scale() <= MOST_DIGITS
                && number.precision() - (long) number.scale() <= MOST_DIGITS;
    }

    /** The same of a number as it is written, without making one of it: an exponent may be too long for any. */
    public static boolean holds(CharSequence written) {
        int before = 0;
        int behind = 0;
        boolean point = false;
        int at = 0;
        for (; at < written.length(); at++) {
            char c = written.charAt(at);
            if (c == 'e' || c == 'E') {
                break;
            }
            if (c == '.') {
                point = true;
            } else if (c != '-' && c != '+') {
                before += point ? 0 : 1;
                behind += point ? 1 : 0;
            }
        }
        if (before > MOST_DIGITS || behind > MOST_DIGITS) {
            return false;
        }
        if (at >= written.length()) {
            return true;
        }
        String exponent = written.subSequence(at + 1, written.length()).toString();
        if (exponent.length() > LONGEST_EXPONENT) {
            return false;
        }
        int places = Integer.parseInt(exponent);
        return before + places <= MOST_DIGITS && behind - places <= MOST_DIGITS;
    }

    /** All its digits, or the short way with an exponent where there are too many of them. */
    public static String write(BigDecimal number) {
        return holds(number)
                ? number.toPlainString()
                : number.round(new MathContext(16)).toString();
    }
}

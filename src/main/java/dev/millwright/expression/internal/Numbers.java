package dev.millwright.expression.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers as PostgreSQL calculates with its {@code numeric}. */
public final class Numbers {

    private static final int GROUP = 4;
    private static final int LEAST_SIGNIFICANT = 16;
    private static final int MOST_BEHIND_THE_POINT = 1_000;

    private static final int LONGEST = 60;

    private Numbers() {}

    /**
     * A quotient with so many digits as PostgreSQL gives it, 16 or more significant ones: see {@code select_div_scale} in its numeric.c.
     * Zeros at the end of either number do not count, there as here.
     */
    public static BigDecimal divide(BigDecimal dividend, BigDecimal divisor) {
        BigDecimal a = dividend.stripTrailingZeros();
        BigDecimal b = divisor.stripTrailingZeros();
        int weightOfA = weight(a);
        int weightOfB = weight(b);
        int weight = weightOfA - weightOfB;
        if (firstGroup(a, weightOfA) <= firstGroup(b, weightOfB)) {
            weight--;
        }
        int scale = Math.max(LEAST_SIGNIFICANT - weight * GROUP, Math.max(Math.max(a.scale(), b.scale()), 0));
        return a.divide(b, Math.min(scale, MOST_BEHIND_THE_POINT), RoundingMode.HALF_UP);
    }

    /** How many groups of four digits stand between the first one and the point. */
    private static int weight(BigDecimal number) {
        return number.signum() == 0 ? 0 : Math.floorDiv(number.precision() - number.scale() - 1, GROUP);
    }

    private static int firstGroup(BigDecimal number, int weight) {
        return number.signum() == 0
                ? 0
                : number.abs()
                        .movePointLeft(weight * GROUP)
                        .setScale(0, RoundingMode.DOWN)
                        .intValue();
    }

    public static @Nullable BigDecimal power(BigDecimal number, BigDecimal exponent) {
        return Powers.power(number, exponent);
    }

    public static @Nullable BigDecimal squareRoot(BigDecimal number) {
        return Powers.squareRoot(number);
    }

    /** All its digits. */
    public static String write(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** With a text between sign and digits. */
    public static String write(BigDecimal number, String prefix, int whole, int least, int most, boolean grouped) {
        BigDecimal rounded = number.abs().setScale(most, RoundingMode.HALF_UP);
        String digits = rounded.toPlainString();
        int point = most == 0 ? digits.length() : digits.indexOf('.');
        String before = digits.substring(0, point);
        int end = digits.length();
        while (end > point + 1 + least && digits.charAt(end - 1) == '0') {
            end--;
        }
        String behind = most == 0 ? "" : digits.substring(point + 1, end);
        if (whole == 0 && before.equals("0")) {
            before = "";
        }
        StringBuilder written = new StringBuilder(number.signum() < 0 && rounded.signum() != 0 ? "-" : "");
        written.append(prefix);
        before = "0".repeat(Math.max(whole - before.length(), 0)) + before;
        for (int i = 0; i < before.length(); i++) {
            if (grouped && i > 0 && (before.length() - i) % 3 == 0) {
                written.append(',');
            }
            written.append(before.charAt(i));
        }
        return behind.isEmpty()
                ? written.toString()
                : written.append('.').append(behind).toString();
    }

    /** The number that a text reads as, with thousands parted by commas and a percent sign at the end or not. */
    public static @Nullable BigDecimal read(String text) {
        String number = Letters.halfWidth(Letters.trim(text));
        boolean percent = number.endsWith("%");
        int start = number.startsWith("-") || number.startsWith("+") ? 1 : 0;
        int end = number.length() - (percent ? 1 : 0);
        if (number.length() > LONGEST || start >= end) {
            return null;
        }
        int point = number.indexOf('.', start);
        String before = number.substring(start, point < 0 || point > end ? end : point);
        String behind = point < 0 ? "" : number.substring(point + 1, Math.max(end, point + 1));
        String digits = before.contains(",") ? parted(before) : before;
        if (digits == null || !isDigits(digits) || !isDigits(behind) || digits.isEmpty() && behind.isEmpty()) {
            return null;
        }
        BigDecimal read =
                new BigDecimal((start == 1 ? number.substring(0, 1) : "") + "0" + digits + "." + behind + "0");
        return percent ? read.movePointLeft(2) : read;
    }

    private static @Nullable String parted(String digits) {
        String[] groups = digits.split(",", -1);
        boolean sound = !groups[0].isEmpty() && groups[0].length() <= 3;
        for (int i = 1; i < groups.length; i++) {
            sound &= groups[i].length() == 3;
        }
        return sound ? String.join("", groups) : null;
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}

package dev.millwright.expression.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as PostgreSQL calculates with its {@code numeric}. */
public final class Numbers {

    private static final int GROUP = 4;
    private static final int LEAST_SIGNIFICANT = 16;
    private static final int MOST_BEHIND_THE_POINT = 1_000;

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
}

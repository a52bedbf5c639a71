package dev.millwright.expression.internal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Powers and roots, step by step as {@code platform.power_of} and {@code platform.square_root} take them, each step with 60 digits behind the
 * point. Powers with whole exponents have 30 digits behind the point, others 15 in all.
 */
final class Powers {

    private static final int DIGITS = 60;
    private static final BigDecimal LIMIT = BigDecimal.TEN.pow(100);
    private static final BigDecimal MOST = BigDecimal.valueOf(10_000);
    private static final BigDecimal HIGHEST = BigDecimal.valueOf(230);
    private static final BigDecimal LOWEST = BigDecimal.valueOf(-138);
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal ABOVE_ONE = new BigDecimal("1.5");
    private static final BigDecimal BELOW_ONE = new BigDecimal("0.75");
    private static final BigDecimal LOGARITHM_OF_TWO =
            new BigDecimal("0.693147180559945309417232121458176568075500134360255254120680");

    private Powers() {}

    static @Nullable BigDecimal power(BigDecimal number, BigDecimal exponent) {
        if (number.abs().compareTo(LIMIT) >= 0 || exponent.abs().compareTo(MOST) > 0) {
            return null;
        }
        BigDecimal base = rounded(number);
        if (base.signum() == 0) {
            return exponent.signum() < 0 ? null : exponent.signum() == 0 ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        if (exponent.stripTrailingZeros().scale() > 0) {
            return base.signum() < 0 ? null : broken(base, exponent);
        }
        BigDecimal power = whole(base, exponent.abs().intValue());
        if (exponent.signum() >= 0) {
            return power == null ? null : power.setScale(30, RoundingMode.HALF_UP);
        }
        if (power == null) {
            return BigDecimal.ZERO;
        }
        return power.signum() == 0 ? null : divided(BigDecimal.ONE, power).setScale(30, RoundingMode.HALF_UP);
    }

    private static @Nullable BigDecimal whole(BigDecimal base, int exponent) {
        BigDecimal power = BigDecimal.ONE;
        BigDecimal square = base;
        for (int rest = exponent; rest > 0; ) {
            if (rest % 2 == 1) {
                power = rounded(power.multiply(square));
            }
            rest /= 2;
            if (rest > 0) {
                square = rounded(square.multiply(square));
            }
            if (power.abs().compareTo(LIMIT) >= 0 || square.abs().compareTo(LIMIT) >= 0) {
                return null;
            }
        }
        return power;
    }

    private static @Nullable BigDecimal broken(BigDecimal base, BigDecimal exponent) {
        BigDecimal logarithm = rounded(rounded(exponent).multiply(logarithm(base)));
        if (logarithm.compareTo(HIGHEST) > 0) {
            return null;
        }
        if (logarithm.compareTo(LOWEST) < 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal power = exponential(logarithm);
        int before = power.toBigInteger().toString().length();
        return power.setScale(15 - before, RoundingMode.HALF_UP);
    }

    private static BigDecimal logarithm(BigDecimal number) {
        BigDecimal near = number;
        int twos = 0;
        for (; near.compareTo(ABOVE_ONE) > 0; twos++) {
            near = rounded(near.multiply(HALF));
        }
        for (; near.compareTo(BELOW_ONE) < 0; twos--) {
            near = near.add(near);
        }
        BigDecimal term = divided(near.subtract(BigDecimal.ONE), near.add(BigDecimal.ONE));
        BigDecimal square = rounded(term.multiply(term));
        BigDecimal sum = term;
        for (int i = 1; i <= 50; i++) {
            term = rounded(term.multiply(square));
            sum = sum.add(divided(term, BigDecimal.valueOf(2L * i + 1)));
        }
        return rounded(sum.add(sum).add(LOGARITHM_OF_TWO.multiply(BigDecimal.valueOf(twos))));
    }

    private static BigDecimal exponential(BigDecimal exponent) {
        int twos = divided(exponent, LOGARITHM_OF_TWO)
                .setScale(0, RoundingMode.HALF_UP)
                .intValue();
        BigDecimal rest = exponent.subtract(LOGARITHM_OF_TWO.multiply(BigDecimal.valueOf(twos)));
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int i = 1; i <= 50; i++) {
            term = divided(rounded(term.multiply(rest)), BigDecimal.valueOf(i));
            sum = sum.add(term);
        }
        BigDecimal power = new BigDecimal(BigInteger.TWO.pow(Math.abs(twos)));
        return twos >= 0 ? rounded(sum.multiply(power)) : divided(sum, power);
    }

    static @Nullable BigDecimal squareRoot(BigDecimal number) {
        BigDecimal of = number.setScale(40, RoundingMode.HALF_UP);
        return of.signum() < 0
                ? null
                : new BigDecimal(of.setScale(80).unscaledValue().sqrt(), 40).setScale(20, RoundingMode.HALF_UP);
    }

    private static BigDecimal rounded(BigDecimal number) {
        return number.setScale(DIGITS, RoundingMode.HALF_UP);
    }

    private static BigDecimal divided(BigDecimal dividend, BigDecimal divisor) {
        return dividend.divide(divisor, DIGITS, RoundingMode.DOWN);
    }
}

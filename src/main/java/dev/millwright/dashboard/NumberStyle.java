package dev.millwright.dashboard;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.ibm.icu.number.Notation;
import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.number.Precision;
import dev.millwright.shared.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the figures of a measure are written.
 *
 * @param decimals digits after the point; null for as many as they have, but few
 * @param unit what stands beside them; empty for the unit of the field
 */
public record NumberStyle(@Nullable Long decimals, Scale scale, String unit) {

    /** As the field says, else as many digits as there are, but few. */
    public static final NumberStyle USUAL = new NumberStyle(null, Scale.ONE, "");

    public static final int MOST_DECIMALS = 6;
    public static final int LONGEST_UNIT = 20;

    private static final int USUAL_DECIMALS = 2;
    private static final int SHORT_DECIMALS = 1;

    public NumberStyle {
        decimals = decimals == null ? null : Math.clamp(decimals, 0L, MOST_DECIMALS);
        scale = or(scale);
        unit = or(unit);
    }

    /** What one of the written number stands for. */
    public enum Scale {
        @JsonProperty("one")
        ONE(0),
        /** As people of the language shorten it, by its size: {@code 1.6万}, {@code 16K}. */
        @JsonProperty("short")
        SHORT(0),
        @JsonProperty("thousand")
        THOUSAND(3),
        @JsonProperty("ten_thousand")
        TEN_THOUSAND(4),
        @JsonProperty("million")
        MILLION(6),
        @JsonProperty("hundred_million")
        HUNDRED_MILLION(8);

        private final int zeros;

        Scale(int zeros) {
            this.zeros = zeros;
        }

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public BigDecimal divisor() {
            return BigDecimal.TEN.pow(zeros);
        }

        /** What stands behind a number of it; empty for none. */
        public String suffix(Locale language, Texts texts) {
            return zeros == 0 ? "" : texts.text(language, "dashboard.scale." + key() + ".sign");
        }
    }

    private static Scale or(@Nullable Scale given) {
        return given == null ? Scale.ONE : given;
    }

    private static String or(@Nullable String given) {
        return given == null ? "" : given.strip();
    }

    public NumberStyle withDecimals(@Nullable Long digits) {
        return new NumberStyle(digits, scale, unit);
    }

    public NumberStyle withScale(Scale other) {
        return new NumberStyle(decimals, other, unit);
    }

    public NumberStyle withUnit(String other) {
        return new NumberStyle(decimals, scale, other);
    }

    /** The number with its scale, without a unit. */
    public String number(BigDecimal value, Locale language, Texts texts) {
        boolean shortened = scale == Scale.SHORT;
        int least = decimals == null ? 0 : decimals.intValue();
        int most = decimals == null ? (shortened ? SHORT_DECIMALS : USUAL_DECIMALS) : decimals.intValue();
        return NumberFormatter.withLocale(language)
                        .notation(shortened ? Notation.compactShort() : Notation.simple())
                        .precision(Precision.minMaxFraction(least, most))
                        .roundingMode(RoundingMode.HALF_UP)
                        .format(value.movePointLeft(scale.zeros))
                + scale.suffix(language, texts);
    }

    /** A number with the unit: currency signs stand before it, all else behind. */
    public static String with(String unit, String number) {
        if (unit.isEmpty()) {
            return number;
        }
        if (Character.getType(unit.codePointBefore(unit.length())) == Character.CURRENCY_SYMBOL) {
            return number.startsWith("-") ? "-" + unit + number.substring(1) : unit + number;
        }
        boolean close = "%‰°".contains(unit.substring(0, 1))
                || (Character.isIdeographic(unit.codePointAt(0))
                        && Character.isIdeographic(number.codePointBefore(number.length())));
        return close ? number + unit : number + " " + unit;
    }
}

package dev.millwright.field.type;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers as people write them in Chinese and English: the point parts the decimals, commas or spaces part groups of three,
 * a unit or a currency sign may stand beside. What could be read in two ways ({@code 1,23}) is not read.
 */
final class Numerals {

    /** More digits than any quantity has; keeps a hostile exponent from filling the memory. */
    static final int MAX_DIGITS = 30;

    private static final Set<String> CURRENCY_SIGNS =
            Set.of("¥", "$", "€", "£", "₩", "HK$", "US$", "NT$", "CN¥", "JP¥");
    private static final Set<String> YUAN = Set.of("", "¥", "CN¥", "元", "CNY", "RMB", "人民币");
    private static final Pattern NUMBER = Pattern.compile(
            "([+-]?)(¥?)([+-]?)((?:\\d+|\\d{1,3}(?:,\\d{3})+|\\d{1,3}(?: \\d{3})+)?(?:\\.\\d+)?)(?:[eE]([+-]?\\d{1,2}))?(元?)");

    private Numerals() {}

    static boolean isCurrencySign(String unit) {
        return CURRENCY_SIGNS.contains(Typed.halfWidth(unit));
    }

    /** The number in a text that is not blank, or nothing if it cannot be read in exactly one way. */
    static Optional<BigDecimal> read(String text, String unit) {
        String plain = Typed.halfWidth(text);
        String expected = Typed.halfWidth(unit);
        String rest = withoutUnit(plain, expected);
        boolean percent = rest.endsWith("%") && !expected.equals("%");
        if (percent) {
            rest = rest.substring(0, rest.length() - 1).strip();
        }
        Matcher number = rest.length() > 100 ? NUMBER.matcher("") : NUMBER.matcher(rest);
        if (!number.matches() || number.group(4).isEmpty()) {
            return Optional.empty();
        }
        boolean twoSigns = !number.group(1).isEmpty() && !number.group(3).isEmpty();
        boolean yuan = !number.group(2).isEmpty() || !number.group(6).isEmpty();
        if (twoSigns || (yuan && !YUAN.contains(expected)) || (yuan && percent)) {
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(number.group(4).replace(",", "").replace(" ", ""));
        if (number.group(5) != null) {
            value = value.scaleByPowerOfTen(Integer.parseInt(number.group(5)));
        }
        if (percent) {
            value = value.movePointLeft(2);
        }
        boolean negative = number.group(1).equals("-") || number.group(3).equals("-");
        return Optional.of(negative ? value.negate() : value);
    }

    private static String withoutUnit(String text, String unit) {
        if (unit.isEmpty()) {
            return text;
        }
        int length = unit.length();
        if (text.length() > length && text.regionMatches(true, text.length() - length, unit, 0, length)) {
            return text.substring(0, text.length() - length).strip();
        }
        if (text.length() > length && text.regionMatches(true, 0, unit, 0, length)) {
            return text.substring(length).strip();
        }
        return text;
    }

    /** The number with its unit, the same in both languages: {@code 1,234.50 mm}, {@code -¥5.00}. */
    static String write(BigDecimal value, int scale, boolean grouped, String unit) {
        DecimalFormat format = new DecimalFormat("0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(scale);
        format.setMaximumFractionDigits(Math.max(scale, value.scale()));
        format.setGroupingUsed(grouped);
        format.setGroupingSize(3);
        String number = format.format(value);
        if (unit.isEmpty()) {
            return number;
        }
        if (isCurrencySign(unit)) {
            return value.signum() < 0 ? "-" + unit + number.substring(1) : unit + number;
        }
        return unit.equals("%") || unit.equals("°") || unit.equals("‰") ? number + unit : number + " " + unit;
    }

    /** Whether it has no more digits than quantities have. */
    static boolean isSensible(BigDecimal value) {
        return value.precision() - value.scale() <= MAX_DIGITS && value.scale() <= MAX_DIGITS;
    }
}

package dev.millwright.field.type;

import dev.millwright.field.DecimalMark;
import dev.millwright.field.ValueFormatException;
import dev.millwright.shared.NumberBounds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
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
    private static final Pattern NUMBER = Pattern.compile("([+-]?)(¥?)([+-]?)((?:\\d+|\\d{1,3}(?:,\\d{3})+|\\d{1,3}(?:"
            + " \\d{3})+)?(?:\\.\\d+)?)(?:[eE]([+-]?\\d{1,2}))?(元?)");

    private static final Pattern BARE = Pattern.compile("[+-]?[0-9,.]++");

    /** Beyond that it is no number, whatever it says. */
    private static final int LONGEST = 200;

    private Numerals() {}

    static boolean isCurrencySign(String unit) {
        return CURRENCY_SIGNS.contains(Typed.halfWidth(unit));
    }

    /** The number in a text that is not blank, or nothing if it cannot be read in exactly one way. */
    static Optional<BigDecimal> read(String text, String unit) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String plain = Typed.halfWidth(text);
        String expected = Typed.halfWidth(unit);
        String rest = withoutUnit(plain, expected);
        boolean percent = rest.endsWith("%") && !expected.equals("%");
        if (percent) {
            rest = rest.substring(0, rest.length() - 1).strip();
        }
        Matcher number = NUMBER.matcher(rest);
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

    /** As {@link #read}, for files: a number without unit may have any currency sign, and bookkeepers put what is less than zero in brackets. */
    static Optional<BigDecimal> readCell(String text, String unit) {
        Optional<BigDecimal> usual = read(text, unit);
        if (usual.isPresent() || text.length() > LONGEST) {
            return usual;
        }
        String plain = Typed.halfWidth(text);
        if (plain.length() > 2 && plain.startsWith("(") && plain.endsWith(")")) {
            return readCell(plain.substring(1, plain.length() - 1), unit)
                    .filter(number -> number.signum() > 0)
                    .map(BigDecimal::negate);
        }
        if (!unit.isEmpty()) {
            return Optional.empty();
        }
        boolean signed = plain.startsWith("-") || plain.startsWith("+");
        String unsigned = signed ? plain.substring(1) : plain;
        return sign(plain)
                .map(sign -> (signed ? plain.substring(0, 1) : "") + withoutUnit(unsigned, sign))
                .flatMap(number -> read(number, ""));
    }

    /** As {@link #readCell(String, String)}, in a column whose numbers may have a comma before their decimals. */
    static Optional<BigDecimal> readCell(String text, String unit, DecimalMark mark) {
        return readCell(plain(text, mark), unit);
    }

    /** With the marks of the house instead. */
    static String plain(String text, DecimalMark mark) {
        return switch (mark) {
            case POINT -> text;
            case COMMA -> text.replace(".", "").replace(',', '.');
        };
    }

    private static Optional<String> sign(String plain) {
        String unsigned = plain.startsWith("-") || plain.startsWith("+") ? plain.substring(1) : plain;
        return CURRENCY_SIGNS.stream()
                .filter(sign -> unsigned.startsWith(sign) || unsigned.endsWith(sign))
                .max(Comparator.comparingInt(String::length));
    }

    /**
     * The currency sign or percent that all texts have in common, empty for none of them; nothing when they differ. A sum of money
     * may stand without its sign beside others that have it; a percentage without its sign may be a share.
     */
    static Optional<String> commonSign(Collection<String> texts) {
        Set<String> signs = new HashSet<>();
        for (String text : texts) {
            String plain = Typed.halfWidth(text);
            signs.add(plain.endsWith("%") ? "%" : sign(plain).orElse(""));
        }
        if (signs.size() == 2 && signs.contains("") && !signs.contains("%")) {
            signs.remove("");
        }
        return signs.size() == 1 ? Optional.of(signs.iterator().next()) : Optional.empty();
    }

    /** Whether there are only digits, commas and a sign. */
    static boolean isBare(String text) {
        return BARE.matcher(Typed.halfWidth(text)).matches();
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
        // A limit that a program once wrote into a design is named like any other number.
        if (!NumberBounds.holds(value)) {
            return unit.isEmpty() ? NumberBounds.write(value) : NumberBounds.write(value) + " " + unit;
        }
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

    /**
     * With exactly so many digits after the point, so that equal numbers are equal values.
     *
     * @throws ValueFormatException when it has more, for nothing is rounded that people enter
     */
    static BigDecimal scaled(BigDecimal number, int digits) {
        if (number.signum() == 0) {
            return BigDecimal.ZERO.setScale(digits);
        }
        if (number.precision() - (long) number.scale() > MAX_DIGITS) {
            throw new ValueFormatException("field.error.tooLarge");
        }
        if (number.stripTrailingZeros().scale() > digits) {
            throw new ValueFormatException("field.error.tooManyDecimals", digits);
        }
        return number.setScale(digits, RoundingMode.UNNECESSARY);
    }

    /** Whether it has no more digits than quantities have. */
    static boolean isSensible(BigDecimal value) {
        return value.precision() - (long) value.scale() <= MAX_DIGITS && value.scale() <= MAX_DIGITS;
    }
}

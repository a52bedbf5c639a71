package dev.millwright.print.internal;

import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.DecimalFormat;
import com.ibm.icu.text.DecimalFormatSymbols;
import com.ibm.icu.util.TimeZone;
import dev.millwright.field.FormatContext;
import dev.millwright.field.Parted;
import dev.millwright.form.PublishedField;
import dev.millwright.print.spi.TextFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values as they stand on paper. */
final class Formats {

    private static final String DIGITS = "零壹贰叁肆伍陆柒捌玖";
    private static final String[] UNITS = {"", "拾", "佰", "仟"};
    private static final String[] BLOCKS = {"", "万", "亿", "万亿"};
    private static final BigDecimal MOST = new BigDecimal("9999999999999999.99");

    private Formats() {}

    /** A field's value in the format if that suits it, else as its type writes it. */
    static String text(PublishedField<?, ?> field, Object value, TextFormat format, FormatContext context) {
        return special(plain(field, value), format, context).orElseGet(() -> field.format(value, context));
    }

    /** A number, day or moment in the format; empty when the format is none for it. */
    static Optional<String> special(@Nullable Object value, TextFormat format, FormatContext context) {
        return switch (format) {
            case USUAL -> Optional.empty();
            case ISO_DATE -> day(value, context).map(DateTimeFormatter.ISO_LOCAL_DATE::format);
            case LONG_DATE -> day(value, context).map(day -> written(day, "yMMMMd", context.locale()));
            case MONTH -> day(value, context).map(day -> written(day, "yMMMM", context.locale()));
            case WHOLE -> number(value).map(number -> digits(number, 0));
            case TWO_DECIMALS -> number(value).map(number -> digits(number, 2));
            case CAPITALS -> number(value).flatMap(Formats::capitals);
        };
    }

    private static @Nullable Object plain(PublishedField<?, ?> field, Object value) {
        return switch (field.kind()) {
            case NUMBER -> field.toColumns(value).getFirst();
            case DATE, DATE_TIME -> Parted.plain(value);
            case TEXT, BOOLEAN, TIME, CHOICE, REFERENCE, REFERENCES, FILE, STRUCTURE -> null;
        };
    }

    /** The number that a value is, for sums. */
    static Optional<BigDecimal> number(PublishedField<?, ?> field, Object value) {
        return number(plain(field, value));
    }

    private static Optional<BigDecimal> number(@Nullable Object value) {
        return value instanceof Number number ? Optional.of(new BigDecimal(number.toString())) : Optional.empty();
    }

    private static Optional<LocalDate> day(@Nullable Object value, FormatContext context) {
        return switch (value) {
            case LocalDate day -> Optional.of(day);
            case Instant moment -> Optional.of(LocalDate.ofInstant(moment, context.zone()));
            case null, default -> Optional.empty();
        };
    }

    private static String written(LocalDate day, String skeleton, Locale locale) {
        DateFormat format = DateFormat.getInstanceForSkeleton(skeleton, locale);
        format.setTimeZone(TimeZone.GMT_ZONE);
        return format.format(
                Date.from(day.atStartOfDay(java.time.ZoneOffset.UTC).toInstant()));
    }

    private static String digits(BigDecimal number, int decimals) {
        DecimalFormat format = new DecimalFormat(
                decimals == 0 ? "#,##0" : "#,##0." + "0".repeat(decimals),
                DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setRoundingMode(RoundingMode.HALF_UP.ordinal());
        return format.format(number);
    }

    /** An amount in the capitals of Chinese cheques, which cannot be altered: 1204.50 is 壹仟贰佰零肆元伍角. */
    static Optional<String> capitals(BigDecimal amount) {
        BigDecimal rounded = amount.setScale(2, RoundingMode.HALF_UP);
        if (rounded.abs().compareTo(MOST) > 0) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder(rounded.signum() < 0 ? "负" : "");
        String whole = rounded.abs().setScale(0, RoundingMode.DOWN).toPlainString();
        int cents = rounded.abs().remainder(BigDecimal.ONE).movePointRight(2).intValue();
        boolean some = !whole.equals("0");
        if (some) {
            text.append(wholes(whole)).append('元');
        }
        int tenths = cents / 10;
        int hundredths = cents % 10;
        if (cents == 0) {
            return Optional.of(text.append(some ? "整" : "零元整").toString());
        }
        if (tenths > 0) {
            text.append(DIGITS.charAt(tenths)).append('角');
        } else if (some) {
            text.append('零');
        }
        if (hundredths > 0) {
            text.append(DIGITS.charAt(hundredths)).append('分');
        } else {
            text.append('整');
        }
        return Optional.of(text.toString());
    }

    private static String wholes(String digits) {
        StringBuilder text = new StringBuilder();
        int blocks = (digits.length() + 3) / 4;
        boolean zero = false;
        for (int block = blocks - 1; block >= 0; block--) {
            int end = digits.length() - block * 4;
            String four = digits.substring(Math.max(0, end - 4), end);
            boolean any = false;
            for (int i = 0; i < four.length(); i++) {
                int digit = four.charAt(i) - '0';
                if (digit == 0) {
                    zero = true;
                } else {
                    if (zero && !text.isEmpty()) {
                        text.append('零');
                    }
                    zero = false;
                    any = true;
                    text.append(DIGITS.charAt(digit)).append(UNITS[four.length() - 1 - i]);
                }
            }
            if (any) {
                text.append(BLOCKS[block]);
            }
        }
        return text.toString();
    }
}

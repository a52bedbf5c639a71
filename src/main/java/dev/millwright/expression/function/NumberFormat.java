package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import java.util.Optional;

/**
 * How Excel writes numbers, as far as formulas need it: {@code 0}, {@code 0.00}, {@code 0.##}, {@code #,##0.00}, {@code 0%}, with any text
 * before and behind.
 *
 * @param whole digits before the point at least
 * @param least digits behind the point
 * @param most digits behind the point
 */
record NumberFormat(String prefix, int whole, int least, int most, boolean grouped, boolean percent, String suffix) {

    private static final int MOST_DIGITS = 20;
    private static final String PLACES = "0#,.";
    private static final String RESERVED = "?*_@[];\"\\eE";

    static Optional<NumberFormat> of(String format) {
        int start = 0;
        while (start < format.length() && PLACES.indexOf(format.charAt(start)) < 0) {
            start++;
        }
        int end = start;
        while (end < format.length() && PLACES.indexOf(format.charAt(end)) >= 0) {
            end++;
        }
        String prefix = format.substring(0, start);
        String suffix = format.substring(end);
        int point = format.substring(start, end).indexOf('.');
        String before = point < 0 ? format.substring(start, end) : format.substring(start, start + point);
        String behind = point < 0 ? "" : format.substring(start + point + 1, end);
        String digits = before.replace(",", "");
        boolean sound = start < end
                && before.length() + behind.length() <= MOST_DIGITS
                && isOrdered(digits, '#', '0')
                && isOrdered(behind, '0', '#')
                && isGrouping(before)
                && (prefix + suffix).chars().noneMatch(c -> RESERVED.indexOf(c) >= 0 || PLACES.indexOf(c) >= 0)
                && !prefix.contains("%")
                && suffix.indexOf('%') == suffix.lastIndexOf('%');
        return sound
                ? Optional.of(new NumberFormat(
                        prefix,
                        count(digits),
                        count(behind),
                        behind.length(),
                        before.contains(","),
                        suffix.contains("%"),
                        suffix))
                : Optional.empty();
    }

    private static boolean isOrdered(String places, char first, char second) {
        return places.chars().allMatch(c -> c == first || c == second)
                && (places.indexOf(second) < 0 || places.lastIndexOf(first) < places.indexOf(second));
    }

    /** Thousands are parted: a comma stands before the last three places and nowhere else. */
    private static boolean isGrouping(String before) {
        return !before.contains(",") || before.indexOf(',') == before.length() - 4 && before.indexOf(',') > 0;
    }

    private static int count(String places) {
        return (int) places.chars().filter(c -> c == '0').count();
    }

    Expression write(Expression number) {
        Expression written = Expression.apply(
                Operation.WRITE_NUMBER,
                ExpressionType.TEXT,
                percent
                        ? Expression.apply(Operation.MULTIPLY, ExpressionType.NUMBER, number, Arguments.literal(100))
                        : number,
                text(prefix),
                Arguments.literal(whole),
                Arguments.literal(least),
                Arguments.literal(most),
                Expression.Literal.of(grouped));
        return suffix.isEmpty()
                ? written
                : Expression.apply(Operation.CONCATENATE, ExpressionType.TEXT, written, text(suffix));
    }

    private static Expression text(String text) {
        return new Expression.Literal(text, ExpressionType.TEXT);
    }
}

package dev.millwright.field.type;

import dev.millwright.field.ColumnProfile;
import dev.millwright.field.DateOrder;
import dev.millwright.field.ValueFormatException;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What field types ask of a column of a file when they say how well they suit it. */
final class Fits {

    private static final Pattern BARE_NUMBER = Pattern.compile("[0-9]++");
    private static final Pattern LEADING_ZERO = Pattern.compile("(?s)[+-]?0[0-9].*+");

    private Fits() {}

    /** Whether there are values and all of them are such; a text that cannot be read is none. */
    static boolean all(ColumnProfile column, Predicate<String> test) {
        try {
            return !column.distinct().isEmpty()
                    && column.distinct().keySet().stream().allMatch(test);
        } catch (ValueFormatException e) {
            return false;
        }
    }

    /** 20250301 may be a day, but also a number of anything. */
    static boolean isBareNumber(String text) {
        return BARE_NUMBER.matcher(Typed.halfWidth(text)).matches();
    }

    /** 00123 is a code: as a number it would lose its zeros. */
    static boolean isCode(String text) {
        return LEADING_ZERO.matcher(Typed.halfWidth(text)).matches();
    }

    /** For the question whether these are dates at all, any order will do. */
    static DateOrder anyOrder(ColumnProfile column) {
        return column.context().dates() == DateOrder.UNKNOWN
                ? DateOrder.DAY_FIRST
                : column.context().dates();
    }
}

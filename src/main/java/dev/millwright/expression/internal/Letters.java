package dev.millwright.expression.internal;

import java.math.BigDecimal;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Texts as PostgreSQL takes them in the locale {@code C.UTF-8}: letter by letter, in the order of their code points. */
public final class Letters {

    private static final String SPACES = " \t\r\n\u00a0\u3000";

    private static final String FULL_WIDTH = "０１２３４５６７８９．，－＋％";
    private static final String HALF_WIDTH = "0123456789.,-+%";

    /** The longest text that is made of a shorter one, in characters. */
    private static final int LONGEST = 100_000;

    private static final BigDecimal FEWEST = BigDecimal.valueOf(-1_000_000);
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);

    private Letters() {}

    public static int compare(String one, String other) {
        int least = Math.min(one.length(), other.length());
        for (int i = 0; i < least; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                // Halves of letters beyond the first plane are smaller than some letters of the first.
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    public static String lower(String text) {
        return mapped(text, Character::toLowerCase);
    }

    public static String upper(String text) {
        return mapped(text, Character::toUpperCase);
    }

    private static String mapped(String text, IntUnaryOperator mapping) {
        StringBuilder mapped = new StringBuilder(text.length());
        text.codePoints().map(mapping).forEach(mapped::appendCodePoint);
        return mapped.toString();
    }

    /** Without spaces at both ends. */
    public static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && SPACES.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (start < end && SPACES.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Digits and signs of numbers as keyboards for Chinese type them, in their usual form. */
    static String halfWidth(String text) {
        StringBuilder half = new StringBuilder(text);
        for (int i = 0; i < half.length(); i++) {
            int at = FULL_WIDTH.indexOf(half.charAt(i));
            if (at >= 0) {
                half.setCharAt(i, HALF_WIDTH.charAt(at));
            }
        }
        return half.toString();
    }

    /** So many characters from one on, counted from 1. */
    public static @Nullable String part(String text, BigDecimal start, BigDecimal count) {
        int first = whole(start);
        int characters = whole(count);
        if (first < 1 || characters < 0) {
            return null;
        }
        int from = offset(text, 0, first - 1);
        return text.substring(from, offset(text, from, characters));
    }

    /** So many characters at the end. */
    public static @Nullable String ending(String text, BigDecimal count) {
        int characters = whole(count);
        if (characters < 0) {
            return null;
        }
        int length = text.codePointCount(0, text.length());
        return text.substring(offset(text, 0, Math.max(length - characters, 0)));
    }

    /** Where a part begins at or behind a place, both counted from 1. */
    public static @Nullable BigDecimal position(String part, String text, BigDecimal start) {
        int first = whole(start);
        if (first < 1 || first > text.codePointCount(0, text.length()) + 1) {
            return null;
        }
        int at = text.indexOf(part, offset(text, 0, first - 1));
        return at < 0 ? null : BigDecimal.valueOf(text.codePointCount(0, at) + 1L);
    }

    public static @Nullable String repeat(String text, BigDecimal times) {
        int count = whole(times);
        long length = (long) text.codePointCount(0, text.length()) * count;
        return count < 0 || length > LONGEST ? null : text.isEmpty() ? "" : text.repeat(count);
    }

    /**
     * @param which the one that is to be replaced, counted from 1; null for all
     */
    public static @Nullable String replace(String text, String old, String other, @Nullable BigDecimal which) {
        if (which != null && whole(which) < 1) {
            return null;
        }
        if (old.isEmpty()) {
            return text;
        }
        StringBuilder replaced = new StringBuilder();
        int wanted = which == null ? 0 : whole(which);
        int from = 0;
        int found = 0;
        for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, at + old.length())) {
            found++;
            if (wanted == 0 || wanted == found) {
                replaced.append(text, from, at).append(other);
                from = at + old.length();
                if (replaced.length() > 2 * LONGEST) {
                    return null;
                }
            }
        }
        replaced.append(text, from, text.length());
        return replaced.codePointCount(0, replaced.length()) > LONGEST && found > 0 ? null : replaced.toString();
    }

    private static int offset(String text, int from, int characters) {
        int offset = from;
        for (int i = 0; i < characters && offset < text.length(); i++) {
            offset += Character.charCount(text.codePointAt(offset));
        }
        return offset;
    }

    /** What is behind the point does not count, nor what is larger than any text is long. */
    private static int whole(BigDecimal number) {
        return number.max(FEWEST).min(MOST).intValue();
    }
}

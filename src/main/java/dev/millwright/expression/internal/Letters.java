package dev.millwright.expression.internal;

import java.util.function.IntUnaryOperator;

/** Texts as PostgreSQL takes them in the locale {@code C.UTF-8}: letter by letter, in the order of their code points. */
public final class Letters {

    private static final String SPACES = " \t\r\n\u00a0\u3000";

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
}

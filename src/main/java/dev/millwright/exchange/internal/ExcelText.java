package dev.millwright.exchange.internal;

/** Texts as Excel files keep them: a character that XML cannot hold is written {@code _x001F_}, and the sign itself {@code _x005F_}. */
final class ExcelText {

    private static final int LENGTH = 7;

    private ExcelText() {}

    static String decoded(String text) {
        int at = text.indexOf("_x");
        if (at < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        int from = 0;
        while (at >= 0) {
            if (isEscape(text, at)) {
                decoded.append(text, from, at).append((char) Integer.parseInt(text, at + 2, at + 6, 16));
                from = at + LENGTH;
            }
            at = text.indexOf("_x", Math.max(at + 1, from));
        }
        return decoded.append(text, from, text.length()).toString();
    }

    private static boolean isEscape(String text, int at) {
        if (at + LENGTH > text.length() || text.charAt(at + 6) != '_') {
            return false;
        }
        for (int i = at + 2; i < at + 6; i++) {
            if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
                return false;
            }
        }
        return true;
    }
}

package dev.millwright.exchange.internal;

import java.text.Normalizer;
import java.util.List;

/** When two cells mean the same, and when two headings do. */
final class Likeness {

    /** What a heading says besides what it is about. */
    private static final List<String> ENDINGS =
            List.of("number", "编号", "编码", "代码", "名称", "姓名", "号码", "code", "name", "key", "id", "no", "号", "名");

    /** What the name of a sheet says besides what is on it. */
    private static final List<String> TABLES = List.of("table", "list", "清单", "列表", "资料", "信息", "档案", "台账", "表");

    private static final int SHORTEST = 3;
    private static final int SHORTEST_HAN = 2;

    private Likeness() {}

    /** A cell whatever its spaces, width and case, and a number whatever zeros stand behind its point. */
    static String plain(String text) {
        String wide = isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFKC);
        StringBuilder plain = new StringBuilder(wide.length());
        boolean space = false;
        int before = 0;
        for (int i = 0; i < wide.length(); ) {
            int c = wide.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                space = true;
                continue;
            }
            // Chinese is written without spaces; where there are some they only make names equally long.
            if (space && !plain.isEmpty() && !Character.isIdeographic(before) && !Character.isIdeographic(c)) {
                plain.append(' ');
            }
            space = false;
            before = c;
            plain.appendCodePoint(Character.toLowerCase(c));
        }
        return withoutLastZeros(plain.toString());
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static String withoutLastZeros(String text) {
        int point = text.indexOf('.');
        boolean isNumber = point > 0 && point < text.length() - 1;
        for (int i = 0; isNumber && i < text.length(); i++) {
            char c = text.charAt(i);
            isNumber = i == point || (c >= '0' && c <= '9') || (i == 0 && c == '-' && point > 1);
        }
        if (!isNumber) {
            return text;
        }
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, end - 1 == point ? point : end);
    }

    /** Whether a column is likely to name records of a sheet, by what it, their key and the sheet are called. */
    static boolean areAlike(String heading, String key, String sheet) {
        return stemsAreAlike(ofHeading(heading), ofHeading(key), ofSheet(sheet));
    }

    /** What a heading is about. */
    static String ofHeading(String heading) {
        return stem(heading, ENDINGS);
    }

    /** What a sheet is about. */
    static String ofSheet(String name) {
        return singular(stem(name, TABLES));
    }

    /** {@link #areAlike} for what they are about. */
    static boolean stemsAreAlike(String heading, String key, String sheet) {
        return !heading.isEmpty() && (heading.equals(key) || overlap(heading, sheet));
    }

    private static boolean overlap(String one, String other) {
        String shorter = one.length() < other.length() ? one : other;
        String longer = one.length() < other.length() ? other : one;
        boolean says = shorter.length() >= SHORTEST
                || (shorter.length() >= SHORTEST_HAN && shorter.codePoints().allMatch(Character::isIdeographic));
        return says && longer.contains(shorter);
    }

    private static String stem(String name, List<String> endings) {
        String plain = Headings.plain(name);
        for (String ending : endings) {
            if (plain.endsWith(ending)) {
                return plain.substring(0, plain.length() - ending.length());
            }
        }
        return plain;
    }

    private static String singular(String word) {
        if (word.endsWith("ies") && word.length() > SHORTEST + 1) {
            return word.substring(0, word.length() - 3) + "y";
        }
        return word.endsWith("s") && !word.endsWith("ss") && word.length() > SHORTEST
                ? word.substring(0, word.length() - 1)
                : word;
    }
}

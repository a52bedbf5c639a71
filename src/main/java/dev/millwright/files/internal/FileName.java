package dev.millwright.files.internal;

import java.text.Normalizer;

/** Names of files as they come from outside, made fit to be read and to be saved under. */
final class FileName {

    /** In characters; file systems take 255 bytes, and a Chinese character has three. */
    static final int LONGEST = 80;

    private static final int LONGEST_ENDING = 12;
    private static final int JOINER = 0x200d;

    private FileName() {}

    /**
     * The last part of a path, without signs that cannot be seen, that turn the direction of reading or that some system forbids in
     * names. Never empty.
     */
    static String clean(String given) {
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        StringBuilder name = new StringBuilder();
        Normalizer.normalize(last, Normalizer.Form.NFC).codePoints().forEach(c -> {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                if (!name.isEmpty() && name.charAt(name.length() - 1) != ' ') {
                    name.append(' ');
                }
            } else if ("<>:\"|?*".indexOf(c) >= 0) {
                name.append('_');
            } else if (isReadable(c)) {
                name.appendCodePoint(c);
            }
        });
        String cleaned = trimmed(name.toString());
        return cleaned.isEmpty() ? "file" : shortened(cleaned);
    }

    private static boolean isReadable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            // Pictures of families are several signs that it joins.
            case Character.FORMAT -> c == JOINER;
            default -> true;
        };
    }

    /** Without blanks around it and dots at its ends: a leading one hides a file, Windows takes a trailing one away. */
    private static String trimmed(String name) {
        int begin = 0;
        int end = name.length();
        while (begin < end && (name.charAt(begin) == '.' || name.charAt(begin) == ' ')) {
            begin++;
        }
        while (end > begin && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) {
            end--;
        }
        return name.substring(begin, end);
    }

    /** A name that is too long loses the end of its stem and keeps its ending. */
    private static String shortened(String name) {
        int characters = name.codePointCount(0, name.length());
        if (characters <= LONGEST) {
            return name;
        }
        String ending = ending(name);
        String dotted = ending.isEmpty() ? "" : "." + ending;
        int room = LONGEST - dotted.codePointCount(0, dotted.length());
        return trimmed(name.substring(0, name.offsetByCodePoints(0, room))) + dotted;
    }

    /** What stands behind the last dot, as it is written; empty for nothing or for what is too long to be an ending. */
    static String ending(String name) {
        int dot = name.lastIndexOf('.');
        String ending = dot <= 0 ? "" : name.substring(dot + 1);
        return ending.length() > LONGEST_ENDING ? "" : ending;
    }
}

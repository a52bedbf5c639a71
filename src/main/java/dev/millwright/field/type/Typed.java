package dev.millwright.field.type;

import dev.millwright.field.ValueFormatException;
import dev.millwright.shared.Characters;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Texts as people type them and programs send them. */
final class Typed {

    private static final int LONGEST_QUOTE = 40;

    private Typed() {}

    /**
     * Full-width letters, digits and signs as their ASCII ones. Narrower than NFKC on purpose, which would read {@code 5²}
     * as {@code 52}.
     */
    static String halfWidth(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            result.append(
                    switch (c) {
                        case '\u3000', '\u00a0', '\u202f', '\u2007' -> ' ';
                        case '\uffe5' -> '¥';
                        case '\u2212' -> '-';
                        default -> c >= '\uff01' && c <= '\uff5e' ? (char) (c - 0xfee0) : c;
                    });
        }
        return result.toString().strip();
    }

    /** Without the space around it, which nobody sees; null when nothing is left. */
    static @Nullable String trimmed(String text) {
        String trimmed = text.strip();
        return trimmed.isEmpty() ? null : trimmed;
    }

    /** So much of what was typed that people know it again. */
    static String quoted(String typed) {
        String line = typed.strip();
        return line.codePointCount(0, line.length()) <= LONGEST_QUOTE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_QUOTE)) + "…";
    }

    /** A JSON text, or a refusal that says what is expected. */
    static String string(JsonNode json, String expectation) {
        if (!json.isString()) {
            throw new ValueFormatException(expectation);
        }
        return json.stringValue();
    }

    /** Refuses what PostgreSQL cannot keep (NUL), what is no text (half a character) and what is too long. */
    static Problems check(String text, long maxLength) {
        if (!isStorable(text)) {
            return Problems.of(Problem.error("field.error.characters", ""));
        }
        int length = text.codePointCount(0, text.length());
        return length > maxLength
                ? Problems.of(Problem.error("field.error.tooLong", "", maxLength, length))
                : Problems.NONE;
    }

    static boolean isStorable(String text) {
        return Characters.areStorable(text);
    }
}

package dev.millwright.field;

import java.util.Optional;

/**
 * What is shown in place of a value to somebody who may know only that there is one.
 *
 * @param text how it is shown
 */
public record Masked(String text) {

    /** What hides a value of which nothing is shown. */
    public static final String ALL = "***";

    private static final String GAP = "****";
    private static final int BEGINNING = 3;
    private static final int END = 4;

    /** Of texts that are no longer than what is shown and the gap nothing is shown: the gap would hide nothing. */
    private static final int SHORTEST = BEGINNING + GAP.length() + END;

    /** The beginning and the end of a text such as a phone number, as in {@code 138****0000}; nothing of a short one. */
    public static String middleOf(String text) {
        int length = text.codePointCount(0, text.length());
        return length < SHORTEST
                ? ALL
                : text.substring(0, text.offsetByCodePoints(0, BEGINNING))
                        + GAP
                        + text.substring(text.offsetByCodePoints(text.length(), -END));
    }

    /** A mask that comes back where a value is expected, if the text is one. */
    public static Optional<Masked> in(String text) {
        String typed = text.strip();
        return typed.equals(ALL) || typed.contains(GAP) ? Optional.of(new Masked(typed)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}

package dev.millwright.field;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a value as it is drawn in lists.
 *
 * @param colour name of a colour of the product's palette ({@link ChoiceOption#COLOURS}), drawn as a badge; null for plain text
 * @param icon name of an icon before the text; null for none
 * @param address where the text leads on the page of a record, outside of Millwright; only ever one that the type has checked. Null for
 *     nowhere
 * @param picture address, within Millwright, of a small picture that is drawn in place of the text; null for none
 */
public record Token(
        String text,
        @Nullable String colour,
        @Nullable String icon,
        @Nullable String address,
        @Nullable String picture) {

    public Token(String text, @Nullable String colour, @Nullable String icon, @Nullable String address) {
        this(text, colour, icon, address, null);
    }

    public Token(String text, @Nullable String colour, @Nullable String icon) {
        this(text, colour, icon, null);
    }

    public static Token text(String text) {
        return new Token(text, null, null);
    }

    public static Token picture(String text, String address) {
        return new Token(text, null, null, null, address);
    }

    public static Token link(String text, String address) {
        return new Token(text, null, null, address);
    }

    public static Token badge(String text, String colour) {
        return new Token(text, colour, null);
    }
}

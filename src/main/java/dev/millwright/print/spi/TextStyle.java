package dev.millwright.print.spi;

import java.awt.Color;

/**
 * How a text looks.
 *
 * @param size in points
 * @param colour {@code #rrggbb}
 */
public record TextStyle(long size, boolean bold, TextAlign align, String colour) {

    public static final TextStyle PLAIN = new TextStyle(10, false, TextAlign.LEFT, "#1a1a1a");

    public TextStyle {
        size = Math.clamp(size, 4, 96);
        align = align == null ? TextAlign.LEFT : align;
        colour = valid(colour) ? colour : "#1a1a1a";
    }

    /** Whether it is a colour as {@code #rrggbb}. */
    public static boolean valid(String colour) {
        return colour != null && colour.matches("#[0-9a-fA-F]{6}");
    }

    public static Color color(String colour) {
        return valid(colour) ? Color.decode(colour) : Color.BLACK;
    }

    public TextStyle withSize(long points) {
        return new TextStyle(points, bold, align, colour);
    }

    public TextStyle withBold(boolean heavy) {
        return new TextStyle(size, heavy, align, colour);
    }

    public TextStyle withAlign(TextAlign other) {
        return new TextStyle(size, bold, other, colour);
    }

    public TextStyle withColour(String other) {
        return new TextStyle(size, bold, align, other);
    }
}

package dev.millwright.print.spi;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the canvas of the designer shows in place of an element: the shape of it, not a record's values. */
public sealed interface Preview {

    /** A text, perhaps with a heading. */
    record Words(String text, TextStyle style, @Nullable Heading heading) implements Preview {}

    /**
     * @param beside the width in millimetres that it takes at the left of the text; null when it stands above
     */
    record Heading(String text, TextStyle style, @Nullable Double beside) {}

    /** A picture of the app, or a place for one. */
    record Image(@Nullable UUID picture) implements Preview {}

    /** A square code. */
    record Square(String about) implements Preview {}

    /** A code of bars. */
    record Bars(String about) implements Preview {}

    /**
     * @param thickness in points
     */
    record Stroke(double thickness, String colour) implements Preview {}

    /**
     * @param thickness of the edge, in points
     * @param fill colour inside; empty for none
     * @param radius of the corners, in points
     */
    record Frame(double thickness, String colour, String fill, int radius) implements Preview {}

    /** A table with its headings. */
    record Grid(List<Head> heads, TextStyle style) implements Preview {}

    /**
     * @param share of the width, in percent
     */
    record Head(String text, double share, TextAlign align) {}
}

package dev.millwright.field;

import java.util.List;

/**
 * One of the values of a choice.
 *
 * @param key stable, what is kept in the table
 * @param label what people read; may change at any time
 * @param colour one of {@link #COLOURS}
 * @param retired no longer offered; values that have it keep it
 */
public record ChoiceOption(String key, String label, String colour, boolean retired) {

    /** The product's palette for options, by name; the theme knows light and dark tones of each. */
    public static final List<String> COLOURS =
            List.of("grey", "blue", "teal", "green", "lime", "yellow", "orange", "red", "pink", "purple");

    @SuppressWarnings("NullAway") // what is absent in JSON arrives as null
    public ChoiceOption {
        key = key == null ? "" : key;
        label = label == null ? key : label;
        colour = colour != null && COLOURS.contains(colour) ? colour : COLOURS.getFirst();
    }
}

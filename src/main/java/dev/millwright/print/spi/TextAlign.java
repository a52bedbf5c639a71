package dev.millwright.print.spi;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import net.sf.jasperreports.engine.type.HorizontalTextAlignEnum;

/** Where the lines of a text stand. */
public enum TextAlign {
    LEFT,
    CENTER,
    RIGHT;

    /** Its name in JSON. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The alignment of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    @JsonCreator
    public static TextAlign of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    public HorizontalTextAlignEnum horizontal() {
        return switch (this) {
            case LEFT -> HorizontalTextAlignEnum.LEFT;
            case CENTER -> HorizontalTextAlignEnum.CENTER;
            case RIGHT -> HorizontalTextAlignEnum.RIGHT;
        };
    }
}

package dev.millwright.print;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * A page, in millimetres.
 *
 * @param width of the upright page; counts for {@link Paper#CUSTOM} only
 * @param height of the upright page; counts for {@link Paper#CUSTOM} only
 */
public record PrintPage(
        Paper paper,
        double width,
        double height,
        boolean landscape,
        double top,
        double right,
        double bottom,
        double left) {

    public static final PrintPage A4 = of(Paper.A4, false, 15);

    public PrintPage {
        paper = paper == null ? Paper.A4 : paper;
        if (paper != Paper.CUSTOM) {
            width = paper.width();
            height = paper.height();
        }
        width = Box.round(width);
        height = Box.round(height);
        top = Box.round(top);
        right = Box.round(right);
        bottom = Box.round(bottom);
        left = Box.round(left);
    }

    /** A page with the same margin on all sides. */
    public static PrintPage of(Paper paper, boolean landscape, double margin) {
        return new PrintPage(paper, paper.width(), paper.height(), landscape, margin, margin, margin, margin);
    }

    /** From the left edge of the paper to the right one. */
    @JsonIgnore
    public double across() {
        return landscape ? Math.max(width, height) : width;
    }

    /** From the upper edge of the paper to the lower one. */
    @JsonIgnore
    public double down() {
        return landscape ? Math.min(width, height) : height;
    }

    /** The width between the margins. */
    @JsonIgnore
    public double inner() {
        return Box.round(across() - left - right);
    }

    /** The height between the margins. */
    @JsonIgnore
    public double innerDown() {
        return Box.round(down() - top - bottom);
    }

    /** Sizes of paper; labels lie as they leave the printer. */
    public enum Paper {
        A4(210, 297),
        A5(148, 210),
        LETTER(215.9, 279.4),
        LABEL_100_60(100, 60),
        LABEL_80_50(80, 50),
        LABEL_60_40(60, 40),
        CUSTOM(100, 100);

        private final double width;
        private final double height;

        Paper(double width, double height) {
            this.width = width;
            this.height = height;
        }

        public double width() {
            return width;
        }

        public double height() {
            return height;
        }

        public boolean isLabel() {
            return name().startsWith("LABEL");
        }

        /** Its name in JSON and message keys. */
        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The paper of that name.
         *
         * @throws IllegalArgumentException when there is none
         */
        @JsonCreator
        public static Paper of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }
}

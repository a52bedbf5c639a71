package dev.millwright.print;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A page, in millimetres.
 *
 * @param width of the upright page; counts for {@link Paper#CUSTOM} only
 * @param height of the upright page; counts for {@link Paper#CUSTOM} only
 * @param sheet on which several of these pages lie; null when each is a sheet of its own
 */
public record PrintPage(
        Paper paper,
        double width,
        double height,
        boolean landscape,
        double top,
        double right,
        double bottom,
        double left,
        @Nullable LabelSheet sheet) {

    private static final double LARGEST_LABEL = 110;

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
        return new PrintPage(paper, paper.width(), paper.height(), landscape, margin, margin, margin, margin, null);
    }

    public PrintPage withSize(Paper other, double newWidth, double newHeight, boolean across) {
        return new PrintPage(other, newWidth, newHeight, across, top, right, bottom, left, sheet);
    }

    public PrintPage withMargins(double newTop, double newRight, double newBottom, double newLeft) {
        return new PrintPage(paper, width, height, landscape, newTop, newRight, newBottom, newLeft, sheet);
    }

    public PrintPage withSheet(@Nullable LabelSheet other) {
        return new PrintPage(paper, width, height, landscape, top, right, bottom, left, other);
    }

    /** How many of these pages lie on a sheet. */
    @JsonIgnore
    public int perSheet() {
        return sheet == null ? 1 : Math.max(1, sheet.columns(this) * sheet.rows(this));
    }

    /** Whether it is so small that nobody wants a second page for a long text. */
    @JsonIgnore
    public boolean isLabel() {
        return Math.max(width, height) <= LARGEST_LABEL;
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

package dev.millwright.dashboard.spi;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What a chart type made of figures. */
public sealed interface Drawing {

    /**
     * A chart by ApexCharts.
     *
     * @param options options of ApexCharts; colours by the names of the product's palette, {@code others}, {@code unset} or {@code accent}
     * @param caution what a reader must know so as not to be misled; null for nothing
     */
    record Chart(ObjectNode options, @Nullable String caution) implements Drawing {

        public Chart(ObjectNode options) {
            this(options, null);
        }
    }

    /**
     * Figures of which this type can draw nothing; they are read as a table.
     *
     * @param reason why, in a sentence
     */
    record Undrawable(String reason) implements Drawing {}

    /**
     * One figure, large.
     *
     * @param caption what it is about; empty for nothing to add
     * @param change against the stretch of time before; null when nothing is compared
     */
    record Number(String text, String caption, @Nullable Change change) implements Drawing {}

    /**
     * How a figure changed.
     *
     * @param direction 1 when it rose, -1 when it fell, 0 when it is as it was
     * @param text how much, in words
     * @param against what it is compared with, in words
     */
    record Change(int direction, String text, String against) {}

    /**
     * The figures as a table.
     *
     * @param totals whether a last row adds up what can be added
     */
    record Table(boolean totals) implements Drawing {}
}

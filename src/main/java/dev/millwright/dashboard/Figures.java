package dev.millwright.dashboard;

import dev.millwright.record.FormRef;
import dev.millwright.workspace.FilterPart;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The answer to what a tile asks: a table of figures, with what each of them was worked out of.
 *
 * @param groups labels of what the records were put together by, outermost first
 * @param categories one when records were not put together
 * @param series with two groups one for each value of the second, else one for each measure
 * @param base conditions that all the records met
 * @param cut whether there are more stretches of time than are shown
 */
public record Figures(
        FormRef form,
        List<String> groups,
        List<Category> categories,
        List<Series> series,
        List<FilterPart> base,
        boolean cut) {

    public Figures {
        groups = List.copyOf(groups);
        categories = List.copyOf(categories);
        series = List.copyOf(series);
        base = List.copyOf(base);
    }

    /** Whether there was nothing to work anything out of. */
    public boolean isEmpty() {
        return categories.isEmpty()
                || series.stream()
                        .flatMap(s -> s.cells().stream())
                        .allMatch(cell -> cell.value() == null
                                || (cell.of() == 0 && cell.value().signum() == 0));
    }

    /** Exactly the records that a figure was worked out of. */
    public List<FilterPart> records(Category category, Series one) {
        return Stream.of(base, category.records(), one.records())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** The records of a category, whatever their second group is. */
    public List<FilterPart> records(Category category) {
        return Stream.concat(base.stream(), category.records().stream())
                .distinct()
                .toList();
    }

    /** What a category stands for. */
    public enum Sort {
        VALUE,
        /** Records in which the field is empty. */
        UNSET,
        /** All beyond those that are shown. */
        OTHERS
    }

    /**
     * A bar, slice or point of time.
     *
     * @param label short enough for an axis
     * @param name in full
     * @param value as the gate knows it; null unless it stands for one
     * @param colour of the product's palette; null for none of its own
     */
    public record Category(
            String label,
            String name,
            Sort sort,
            @Nullable Object value,
            @Nullable String colour,
            List<FilterPart> records) {
        public Category {
            records = List.copyOf(records);
        }
    }

    /**
     * A colour of bars, or a line.
     *
     * @param cells one for each category
     * @param before the first cell's figure in the stretch of time before; null when nothing is compared
     * @param total of all categories as people read it; null when they do not add up to anything
     * @param percent whether the figures are shares of a hundred
     * @param style how the figures are written
     */
    public record Series(
            String label,
            Sort sort,
            @Nullable Object value,
            @Nullable String colour,
            List<Cell> cells,
            @Nullable Cell before,
            @Nullable String total,
            boolean percent,
            NumberStyle style,
            List<FilterPart> records) {
        public Series {
            cells = List.copyOf(cells);
            records = List.copyOf(records);
        }
    }

    /**
     * One figure.
     *
     * @param value null when there was nothing to work it out of
     * @param text as people read it
     * @param of how many records it was worked out of; those that met the condition, for a share
     */
    public record Cell(@Nullable BigDecimal value, String text, long of) {}
}

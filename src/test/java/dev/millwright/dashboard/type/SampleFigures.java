package dev.millwright.dashboard.type;

import dev.millwright.dashboard.Figures;
import dev.millwright.dashboard.Figures.Category;
import dev.millwright.dashboard.Figures.Cell;
import dev.millwright.dashboard.Figures.Series;
import dev.millwright.dashboard.Figures.Sort;
import dev.millwright.dashboard.NumberStyle;
import dev.millwright.dashboard.spi.DrawContext;
import dev.millwright.dashboard.spi.Drawing;
import dev.millwright.record.FormRef;
import dev.millwright.testing.TestTexts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Figures to draw. */
final class SampleFigures {

    static final DrawContext ENGLISH = new DrawContext(Locale.ENGLISH, TestTexts.all());
    static final DrawContext CHINESE = new DrawContext(Locale.SIMPLIFIED_CHINESE, TestTexts.all());

    private SampleFigures() {}

    /** One figure over everything. */
    static Figures single(double value, @Nullable Double before, boolean percent) {
        return new Figures(
                new FormRef("app", "form"),
                List.of(),
                List.of(new Category("", "", Sort.VALUE, null, null, List.of())),
                List.of(new Series(
                        "Number",
                        Sort.VALUE,
                        null,
                        null,
                        List.of(cell(value)),
                        before == null ? null : cell(before),
                        null,
                        percent,
                        NumberStyle.USUAL,
                        List.of())),
                List.of(),
                false);
    }

    /** Options, one of them twice of the same colour, then others and unset. */
    static Figures options() {
        List<Category> categories = List.of(
                category("New", Sort.VALUE, "new", "blue"),
                category("Old", Sort.VALUE, "old", "blue"),
                category("Others", Sort.OTHERS, null, "others"),
                category("Not set", Sort.UNSET, null, "unset"));
        return figures(categories, List.of("Number"), 5, 3, 2, 1);
    }

    /** Two months and what has no date. */
    static Figures months() {
        List<Category> categories = List.of(
                category("Jan 2026", Sort.VALUE, LocalDate.of(2026, 1, 1), null),
                category("Feb 2026", Sort.VALUE, LocalDate.of(2026, 2, 1), null),
                category("Not set", Sort.UNSET, null, "unset"));
        return figures(categories, List.of("Number"), 5, 0, 7);
    }

    /** Two months, by two options. */
    static Figures series() {
        List<Category> categories = List.of(
                category("Jan 2026", Sort.VALUE, LocalDate.of(2026, 1, 1), null),
                category("Feb 2026", Sort.VALUE, LocalDate.of(2026, 2, 1), null));
        return figures(categories, List.of("New", "Sold"), 5, 2);
    }

    /** One category for each figure. */
    static Figures of(double... values) {
        List<Category> categories = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            categories.add(category("Part " + (i + 1), Sort.VALUE, "part-" + i, null));
        }
        return figures(categories, List.of("Sum"), values);
    }

    private static Figures figures(List<Category> categories, List<String> names, double... values) {
        List<Cell> cells = new ArrayList<>();
        for (double value : values) {
            cells.add(cell(value));
        }
        List<Series> series = new ArrayList<>();
        for (String name : names) {
            series.add(new Series(
                    name,
                    Sort.VALUE,
                    names.size() > 1 ? name : null,
                    names.size() > 1 ? (series.isEmpty() ? "blue" : "green") : null,
                    cells,
                    null,
                    cells.stream()
                            .map(Cell::value)
                            .reduce(BigDecimal.ZERO, BigDecimal::add)
                            .toPlainString(),
                    false,
                    NumberStyle.USUAL,
                    List.of()));
        }
        return new Figures(
                new FormRef("app", "form"),
                names.size() > 1 ? List.of("Made", "State") : List.of("Made"),
                categories,
                series,
                List.of(),
                false);
    }

    private static Category category(String name, Sort sort, @Nullable Object value, @Nullable String colour) {
        return new Category(name, name, sort, value, colour, List.of());
    }

    private static Cell cell(double value) {
        BigDecimal number = BigDecimal.valueOf(value).stripTrailingZeros();
        return new Cell(number, number.toPlainString(), (long) value);
    }

    static ObjectNode options(Drawing drawing) {
        return switch (drawing) {
            case Drawing.Chart(ObjectNode options, var ignored) -> options;
            case Drawing.Number _, Drawing.Table _, Drawing.Undrawable _ ->
                throw new AssertionError("No chart: " + drawing);
        };
    }
}

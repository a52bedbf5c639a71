package dev.millwright.dashboard.type;

import dev.millwright.dashboard.Figures;
import dev.millwright.dashboard.Figures.Category;
import dev.millwright.dashboard.Figures.Cell;
import dev.millwright.dashboard.Figures.Series;
import dev.millwright.dashboard.Figures.Sort;
import dev.millwright.dashboard.NumberStyle;
import dev.millwright.dashboard.spi.DrawContext;
import dev.millwright.field.ChoiceOption;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Options of ApexCharts for figures. What only a browser can add (functions, real colours) it adds by what stands under {@code mw}:
 * {@code texts} has each figure as people read it, {@code names} the names of categories in full, {@code places} which category
 * each point on the axis is.
 */
final class Apex {

    /** For what has no colour of its own, neighbours told apart easily. */
    private static final List<String> ROTATION =
            List.of("teal", "blue", "orange", "purple", "green", "pink", "yellow", "red", "lime", "grey");

    private static final int DIGITS = 6;

    private Apex() {}

    /** Categories on an axis, a row of figures for each series. */
    static ObjectNode onAxes(String type, Figures figures, List<Integer> places, DrawContext context) {
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        options.putObject("chart").put("type", type);
        ArrayNode series = options.putArray("series");
        for (Series one : figures.series()) {
            ArrayNode data = series.addObject().put("name", one.label()).putArray("data");
            places.forEach(place -> data.add(number(one.cells().get(place).value())));
        }
        ArrayNode categories = options.putObject("xaxis").putArray("categories");
        places.forEach(place -> categories.add(figures.categories().get(place).label()));
        colours(options, ofSeries(figures.series()));
        options.set("mw", extras(figures, places, context));
        return options;
    }

    /** Slices: categories of the first series. */
    static ObjectNode round(String type, Figures figures, List<Integer> places, DrawContext context) {
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        options.putObject("chart").put("type", type);
        ArrayNode series = options.putArray("series");
        ArrayNode labels = options.putArray("labels");
        for (int place : places) {
            BigDecimal value = figures.series().getFirst().cells().get(place).value();
            series.add(number(value == null ? BigDecimal.ZERO : value));
            labels.add(figures.categories().get(place).name());
        }
        List<String> all = ofCategories(figures.categories());
        colours(options, places.stream().map(all::get).toList());
        options.set("mw", extras(figures, places, context));
        return options;
    }

    private static ObjectNode extras(Figures figures, List<Integer> places, DrawContext context) {
        ObjectNode extras = JsonNodeFactory.instance.objectNode();
        ArrayNode shown = extras.putArray("places");
        places.forEach(shown::add);
        ArrayNode names = extras.putArray("names");
        places.forEach(place -> names.add(figures.categories().get(place).name()));
        ArrayNode texts = extras.putArray("texts");
        for (Series one : figures.series()) {
            ArrayNode row = texts.addArray();
            places.forEach(place -> row.add(one.cells().get(place).text()));
        }
        extras.put("time", figures.categories().stream().anyMatch(c -> c.value() instanceof LocalDate));
        extras.put("percent", figures.series().stream().allMatch(Series::percent));
        extras.put(
                "whole",
                figures.series().stream()
                        .flatMap(s -> s.cells().stream())
                        .map(Cell::value)
                        .allMatch(value ->
                                value == null || value.stripTrailingZeros().scale() <= 0));
        scale(figures, extras, context);
        return extras;
    }

    /** An axis that all figures share is scaled as they are, if they are scaled alike. */
    private static void scale(Figures figures, ObjectNode extras, DrawContext context) {
        List<NumberStyle.Scale> scales =
                figures.series().stream().map(s -> s.style().scale()).distinct().toList();
        if (scales.size() != 1) {
            return;
        }
        NumberStyle.Scale scale = scales.getFirst();
        if (scale == NumberStyle.Scale.SHORT) {
            extras.put("short", true);
        } else if (scale != NumberStyle.Scale.ONE) {
            extras.put("divisor", scale.divisor()).put("suffix", scale.suffix(context.locale(), context.texts()));
        }
    }

    static List<Integer> every(Figures figures) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < figures.categories().size(); i++) {
            places.add(i);
        }
        return places;
    }

    /** Places on an axis: what has no place in time has none on it either, and would outgrow the rest besides. */
    static List<Integer> placed(Figures figures) {
        List<Integer> places = every(figures);
        boolean time = figures.categories().stream().anyMatch(c -> c.value() instanceof LocalDate);
        return time
                ? places.stream()
                        .filter(place -> figures.categories().get(place).sort() == Sort.VALUE)
                        .toList()
                : places;
    }

    static void colours(ObjectNode options, List<String> colours) {
        ArrayNode names = options.putArray("colors");
        colours.forEach(names::add);
    }

    /** One series has the product's own colour, several those of their values, each a different one. */
    static List<String> ofSeries(List<Series> series) {
        if (series.size() == 1 && series.getFirst().colour() == null) {
            return List.of("accent");
        }
        return distinct(series.stream().map(s -> new Wish(s.colour(), s.sort())).toList());
    }

    /** Bars of one series: those of options in their colours, else all in one but for what stands for no value. */
    static List<String> ofBars(List<Category> categories) {
        return categories.stream().anyMatch(c -> c.sort() == Sort.VALUE && c.colour() != null)
                ? ofCategories(categories)
                : categories.stream()
                        .map(category -> switch (category.sort()) {
                            case VALUE -> "accent";
                            case UNSET -> "unset";
                            case OTHERS -> "others";
                        })
                        .toList();
    }

    static List<String> ofCategories(List<Category> categories) {
        return distinct(
                categories.stream().map(c -> new Wish(c.colour(), c.sort())).toList());
    }

    /** A colour that would be fitting. */
    private record Wish(@Nullable String colour, Sort sort) {}

    private static List<String> distinct(List<Wish> wishes) {
        Set<String> used = new HashSet<>();
        List<@Nullable String> given = new ArrayList<>();
        for (Wish wish : wishes) {
            String colour = wish.colour();
            boolean own = colour != null && (wish.sort() != Sort.VALUE || ChoiceOption.COLOURS.contains(colour));
            given.add(own && used.add(colour) ? colour : null);
        }
        List<String> colours = new ArrayList<>();
        int next = 0;
        for (String colour : given) {
            if (colour != null) {
                colours.add(colour);
                continue;
            }
            int tries = 0;
            while (tries < ROTATION.size() && used.contains(ROTATION.get(next % ROTATION.size()))) {
                next++;
                tries++;
            }
            String chosen = ROTATION.get(next++ % ROTATION.size());
            used.add(chosen);
            colours.add(chosen);
        }
        return colours;
    }

    /** A number as a browser can draw it. */
    private static @Nullable BigDecimal number(@Nullable BigDecimal value) {
        return value == null
                ? null
                : value.setScale(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
    }
}

package dev.millwright.dashboard.type;

import dev.millwright.dashboard.Figures;
import dev.millwright.dashboard.Figures.Cell;
import dev.millwright.dashboard.Figures.Series;
import dev.millwright.dashboard.TileDefinition.Place;
import dev.millwright.dashboard.spi.ChartType;
import dev.millwright.dashboard.spi.DataShape;
import dev.millwright.dashboard.spi.DrawContext;
import dev.millwright.dashboard.spi.Drawing;
import dev.millwright.extension.ConfigProperty;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What pies and donuts have in common. */
abstract class SlicesChartType implements ChartType<SlicesConfig> {

    @Override
    public Class<SlicesConfig> configType() {
        return SlicesConfig.class;
    }

    @Override
    public SlicesConfig defaultConfig() {
        return new SlicesConfig(true);
    }

    @Override
    public List<ConfigProperty<SlicesConfig, ?>> properties() {
        return SlicesConfig.properties();
    }

    @Override
    public Place size() {
        return new Place(0, 0, 4, 4);
    }

    @Override
    public DataShape shape(SlicesConfig config) {
        return DataShape.groups(1, 1, 1);
    }

    @Override
    public final Drawing draw(SlicesConfig config, Figures figures, DrawContext context) {
        Series whole = figures.series().getFirst();
        List<Integer> parts = new ArrayList<>(Apex.every(figures));
        parts.removeIf(place -> sign(whole.cells().get(place)) < 0);
        boolean negative = parts.size() < whole.cells().size();
        if (parts.stream().noneMatch(place -> sign(whole.cells().get(place)) > 0)) {
            return new Drawing.Undrawable(
                    context.text(negative ? "dashboard.slices.negative" : "dashboard.slices.zero"));
        }
        ObjectNode options = Apex.round(key(), figures, parts, context);
        options.withObject("dataLabels").put("enabled", config.percent());
        if (negative) {
            return new Drawing.Chart(options, context.text("dashboard.slices.withoutNegative"));
        }
        drawWhole(options, whole, context);
        return new Drawing.Chart(options);
    }

    private static int sign(Cell cell) {
        BigDecimal value = cell.value();
        return value == null ? 0 : value.signum();
    }

    /** Adds what is said of all slices together, when they are all there. */
    void drawWhole(ObjectNode options, Series whole, DrawContext context) {}
}

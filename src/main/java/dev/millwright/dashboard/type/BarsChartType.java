package dev.millwright.dashboard.type;

import dev.millwright.dashboard.Figures;
import dev.millwright.dashboard.spi.ChartType;
import dev.millwright.dashboard.spi.DataShape;
import dev.millwright.dashboard.spi.DrawContext;
import dev.millwright.dashboard.spi.Drawing;
import dev.millwright.extension.ConfigProperty;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What charts of bars have in common: options in their own colours, and several series side by side or on top of each other. */
abstract class BarsChartType implements ChartType<BarsConfig> {

    @Override
    public Class<BarsConfig> configType() {
        return BarsConfig.class;
    }

    @Override
    public BarsConfig defaultConfig() {
        return new BarsConfig(false);
    }

    @Override
    public List<ConfigProperty<BarsConfig, ?>> properties() {
        return BarsConfig.properties();
    }

    @Override
    public DataShape shape(BarsConfig config) {
        return DataShape.groups(1, 2, 6);
    }

    @Override
    public Drawing draw(BarsConfig config, Figures figures, DrawContext context) {
        List<Integer> places = Apex.placed(figures);
        ObjectNode options = Apex.onAxes("bar", figures, places, context);
        options.withObject("dataLabels").put("enabled", config.values());
        ObjectNode bar = options.withObject("plotOptions").withObject("bar");
        bar.put("horizontal", horizontal());
        if (figures.series().size() == 1 && figures.series().getFirst().colour() == null) {
            bar.put("distributed", true);
            Apex.colours(
                    options,
                    Apex.ofBars(places.stream().map(figures.categories()::get).toList()));
            options.withObject("legend").put("show", false);
        }
        if (stacked()) {
            options.withObject("chart").put("stacked", true);
        }
        return new Drawing.Chart(options);
    }

    boolean horizontal() {
        return false;
    }

    boolean stacked() {
        return false;
    }
}

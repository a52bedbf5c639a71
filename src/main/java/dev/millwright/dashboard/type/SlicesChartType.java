package dev.millwright.dashboard.type;

import dev.millwright.dashboard.Figures;
import dev.millwright.dashboard.TileDefinition.Place;
import dev.millwright.dashboard.spi.ChartType;
import dev.millwright.dashboard.spi.DataShape;
import dev.millwright.dashboard.spi.DrawContext;
import dev.millwright.dashboard.spi.Drawing;
import dev.millwright.extension.ConfigProperty;
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
    public Drawing draw(SlicesConfig config, Figures figures, DrawContext context) {
        ObjectNode options = Apex.round(key(), figures, context);
        options.withObject("dataLabels").put("enabled", config.percent());
        return new Drawing.Chart(options);
    }
}

package dev.millwright.dashboard.type;

import dev.millwright.dashboard.Figures;
import dev.millwright.dashboard.Figures.Series;
import dev.millwright.dashboard.spi.ChartType;
import dev.millwright.dashboard.spi.DataShape;
import dev.millwright.dashboard.spi.DrawContext;
import dev.millwright.dashboard.spi.Drawing;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.shared.Label;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Lines with what is below them filled; several add up. */
@Component
class AreaChartType implements ChartType<AreaChartType.Config> {

    /**
     * @param stacked whether areas lie on top of each other, so that the upper edge is the sum
     */
    record Config(boolean stacked) {}

    @Override
    public String key() {
        return "area";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Areas", "面积图"),
                Label.of("How figures add up over time", "随时间的累积与构成"),
                "vaadin:spline-area-chart",
                Groups.OVER_TIME,
                410);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(true);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(ConfigProperty.of(
                "stacked",
                Label.of("Areas on top of each other", "面积相互堆叠"),
                new PropertyKind.Toggle(),
                Config::stacked,
                (config, stacked) -> new Config(stacked)));
    }

    @Override
    public DataShape shape(Config config) {
        return DataShape.groups(1, 2, 6);
    }

    @Override
    public Drawing draw(Config config, Figures figures, DrawContext context) {
        ObjectNode options = Apex.onAxes("area", figures, Apex.placed(figures), context);
        options.withObject("stroke").put("curve", "straight");
        // Shares of a hundred do not add up to anything.
        boolean adds = figures.series().stream().noneMatch(Series::percent);
        options.withObject("chart").put("stacked", config.stacked() && adds);
        return new Drawing.Chart(options);
    }
}

package dev.millwright.dashboard.type;

import dev.millwright.dashboard.Figures;
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

/** A line for each series, from left to right. */
@Component
class LineChartType implements ChartType<LineChartType.Config> {

    /**
     * @param smooth whether lines are curves
     */
    record Config(boolean smooth) {}

    @Override
    public String key() {
        return "line";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Lines", "折线图"),
                Label.of("How figures change over time", "随时间的变化"),
                "vaadin:line-chart",
                Groups.OVER_TIME,
                400);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(false);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(ConfigProperty.of(
                "smooth",
                Label.of("Curved lines", "平滑曲线"),
                new PropertyKind.Toggle(),
                Config::smooth,
                (config, smooth) -> new Config(smooth)));
    }

    @Override
    public DataShape shape(Config config) {
        return DataShape.groups(1, 2, 6);
    }

    @Override
    public Drawing draw(Config config, Figures figures, DrawContext context) {
        ObjectNode options = Apex.onAxes("line", figures, Apex.placed(figures), context);
        options.withObject("stroke").put("curve", config.smooth() ? "monotoneCubic" : "straight");
        return new Drawing.Chart(options);
    }
}

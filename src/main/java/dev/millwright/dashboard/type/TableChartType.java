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

/** Figures in rows and columns. */
@Component
class TableChartType implements ChartType<TableChartType.Config> {

    /**
     * @param totals whether a last row adds up the columns
     */
    record Config(boolean totals) {}

    @Override
    public String key() {
        return "table";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Table", "表格"),
                Label.of("Figures in rows and columns", "按行列排列的数字"),
                "vaadin:table",
                Groups.FIGURES,
                110);
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
                "totals",
                Label.of("A row of totals", "显示合计行"),
                new PropertyKind.Toggle(),
                Config::totals,
                (config, totals) -> new Config(totals)));
    }

    @Override
    public DataShape shape(Config config) {
        return DataShape.groups(1, 2, 6);
    }

    @Override
    public Drawing draw(Config config, Figures figures, DrawContext context) {
        return new Drawing.Table(config.totals());
    }
}

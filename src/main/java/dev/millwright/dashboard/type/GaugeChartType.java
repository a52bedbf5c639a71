package dev.millwright.dashboard.type;

import dev.millwright.dashboard.Figures;
import dev.millwright.dashboard.Figures.Series;
import dev.millwright.dashboard.NumberStyle;
import dev.millwright.dashboard.TileDefinition.Place;
import dev.millwright.dashboard.spi.ChartType;
import dev.millwright.dashboard.spi.DataShape;
import dev.millwright.dashboard.spi.DrawContext;
import dev.millwright.dashboard.spi.Drawing;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How near one figure is to its goal. */
@Component
class GaugeChartType implements ChartType<GaugeChartType.Config> {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final long GREATEST_GOAL = 1_000_000_000_000_000L;

    /**
     * @param goal null for a hundred, as befits a share
     */
    record Config(@Nullable Long goal) {
        BigDecimal wanted() {
            return goal == null ? HUNDRED : BigDecimal.valueOf(goal);
        }
    }

    @Override
    public String key() {
        return "gauge";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Gauge", "仪表图"),
                Label.of("How near a figure is to its goal", "数值与目标的差距"),
                "vaadin:dashboard",
                Groups.FIGURES,
                120);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(100L);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(ConfigProperty.<Config, @Nullable Long>of(
                "goal",
                Label.of("Goal", "目标值"),
                new PropertyKind.Whole(1, GREATEST_GOAL),
                Config::goal,
                (config, goal) -> new Config(goal)));
    }

    @Override
    public Problems validate(Config config) {
        return config.wanted().signum() > 0
                ? Problems.NONE
                : Problems.of(Problem.error("dashboard.error.goal", "goal"));
    }

    @Override
    public Place size() {
        return new Place(0, 0, 3, 4);
    }

    @Override
    public DataShape shape(Config config) {
        return DataShape.groups(0, 0, 1);
    }

    @Override
    public Drawing draw(Config config, Figures figures, DrawContext context) {
        Series series = figures.series().getFirst();
        BigDecimal value = series.cells().getFirst().value();
        BigDecimal reached = value == null
                ? BigDecimal.ZERO
                : value.multiply(HUNDRED).divide(config.wanted().max(BigDecimal.ONE), 1, RoundingMode.HALF_UP);
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        options.putObject("chart").put("type", "radialBar");
        options.putArray("series").add(reached.max(BigDecimal.ZERO).min(HUNDRED));
        options.putArray("labels").add(series.label());
        Apex.colours(options, List.of("accent"));
        NumberFormat number = NumberFormat.getInstance(context.locale());
        ObjectNode extras = options.putObject("mw");
        extras.putArray("places").add(0);
        extras.putArray("names").add(series.label());
        extras.putArray("texts").addArray().add(series.cells().getFirst().text());
        extras.put(
                "goal",
                context.text("dashboard.gauge.goal", goal(config.wanted(), series, context), number.format(reached)));
        return new Drawing.Chart(options);
    }

    private static String goal(BigDecimal goal, Series series, DrawContext context) {
        NumberStyle style = series.style();
        return series.percent()
                ? NumberFormat.getInstance(context.locale()).format(goal) + "%"
                : NumberStyle.with(
                        style.unit(), style.withDecimals(null).number(goal, context.locale(), context.texts()));
    }
}

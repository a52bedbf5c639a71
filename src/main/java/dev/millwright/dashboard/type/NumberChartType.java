package dev.millwright.dashboard.type;

import dev.millwright.dashboard.Dataset;
import dev.millwright.dashboard.Figures;
import dev.millwright.dashboard.Figures.Cell;
import dev.millwright.dashboard.Figures.Series;
import dev.millwright.dashboard.Period;
import dev.millwright.dashboard.TileDefinition.Place;
import dev.millwright.dashboard.spi.ChartType;
import dev.millwright.dashboard.spi.DataShape;
import dev.millwright.dashboard.spi.DrawContext;
import dev.millwright.dashboard.spi.Drawing;
import dev.millwright.dashboard.spi.FormOutline;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.shared.Label;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One figure in large digits, beside that of the stretch of time before if wanted. */
@Component
class NumberChartType implements ChartType<NumberChartType.Config> {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * @param compare whether the stretch of time before is told too
     */
    record Config(boolean compare) {}

    @Override
    public String key() {
        return "number";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Number", "数字"),
                Label.of("One figure in large digits", "一个醒目的数字"),
                "vaadin:hash",
                Groups.FIGURES,
                100);
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
        return List.of(ConfigProperty.<Config, Boolean>of(
                        "compare",
                        Label.of("Compare with the period before", "与上一周期对比"),
                        new PropertyKind.Toggle(),
                        Config::compare,
                        (config, compare) -> new Config(compare))
                .withHelp(Label.of("Once a date and a period are chosen", "选定日期和时间段后生效")));
    }

    @Override
    public Place size() {
        return new Place(0, 0, 3, 2);
    }

    @Override
    public List<Dataset> propose(FormOutline form) {
        return form.date()
                .map(date -> List.of(form.count(), form.count(date, Period.THIS_MONTH)))
                .orElseGet(() -> List.of(form.count()));
    }

    @Override
    public DataShape shape(Config config) {
        return new DataShape(0, 0, 1, config.compare());
    }

    @Override
    public Drawing draw(Config config, Figures figures, DrawContext context) {
        Series series = figures.series().getFirst();
        Cell now = series.cells().getFirst();
        Cell before = series.before();
        String caption = series.percent() ? context.text("dashboard.number.records", now.of()) : "";
        return new Drawing.Number(
                now.text(), caption, before == null ? null : change(now, before, series.percent(), context));
    }

    private static Drawing.@Nullable Change change(Cell now, Cell before, boolean percent, DrawContext context) {
        String against = context.text("dashboard.number.before", before.text());
        BigDecimal is = now.value();
        BigDecimal was = before.value();
        if (is == null || was == null) {
            return new Drawing.Change(0, "–", against);
        }
        NumberFormat number = NumberFormat.getInstance(context.locale());
        number.setMaximumFractionDigits(1);
        BigDecimal difference = is.subtract(was);
        int direction = difference.signum();
        if (percent) {
            return new Drawing.Change(
                    direction, context.text("dashboard.number.points", signed(number, difference)), against);
        }
        if (was.signum() == 0) {
            return new Drawing.Change(direction, signed(number, difference), against);
        }
        BigDecimal ratio = difference.multiply(HUNDRED).divide(was.abs(), 4, RoundingMode.HALF_UP);
        return new Drawing.Change(direction, signed(number, ratio) + "%", against);
    }

    private static String signed(NumberFormat number, BigDecimal value) {
        return (value.signum() > 0 ? "+" : "") + number.format(value);
    }
}

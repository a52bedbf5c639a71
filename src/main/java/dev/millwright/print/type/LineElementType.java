package dev.millwright.print.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.print.Box;
import dev.millwright.print.spi.Naming;
import dev.millwright.print.spi.Part;
import dev.millwright.print.spi.Preview;
import dev.millwright.print.spi.PrintElementType;
import dev.millwright.print.spi.Rendering;
import dev.millwright.print.spi.TextStyle;
import dev.millwright.shared.Label;
import java.util.List;
import java.util.Optional;
import net.sf.jasperreports.engine.design.JRDesignElement;
import net.sf.jasperreports.engine.design.JRDesignLine;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A straight line: level when its box is wider than high, else upright. */
@Component
class LineElementType implements PrintElementType<LineElementType.Config> {

    private static final long RULE = 8;

    /**
     * @param thickness in tenths of a point
     */
    record Config(@Nullable Long thickness, @Nullable String colour) {

        long tenths() {
            return thickness == null ? 5 : Math.clamp(thickness, 1, 100);
        }

        String ink() {
            return colour != null && TextStyle.valid(colour) ? colour : "#1a1a1a";
        }
    }

    @Override
    public String key() {
        return "line";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Line", "线条"),
                Label.of("A straight line", "直线"),
                "vaadin:line-h",
                Groups.SHAPES,
                Groups.FIRST_SHAPE + 10);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(5L, "#9ca3af");
    }

    @Override
    public Optional<Config> playing(Part part) {
        return part instanceof Part.Rule(String colour) ? Optional.of(new Config(RULE, colour)) : Optional.empty();
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                ConfigProperty.<Config, @Nullable Long>of(
                        "thickness",
                        Label.of("Thickness in tenths of a point", "粗细（0.1 磅）"),
                        new PropertyKind.Whole(1, 100),
                        Config::tenths,
                        (config, thickness) -> new Config(thickness, config.colour())),
                Looks.colour(
                        "colour",
                        Label.of("Colour", "颜色"),
                        Config::ink,
                        (config, colour) -> new Config(config.thickness(), colour)));
    }

    @Override
    public Size size() {
        return new Size(80, 1);
    }

    @Override
    public List<JRDesignElement> render(Config config, Box box, Rendering page) {
        boolean level = box.width() >= box.height();
        JRDesignLine line = page.place(
                new JRDesignLine(),
                level
                        ? new Box(box.x(), box.y() + box.height() / 2, box.width(), 0)
                        : new Box(box.x() + box.width() / 2, box.y(), 0, box.height()));
        line.getLinePen().setLineWidth(config.tenths() / 10f);
        line.getLinePen().setLineColor(TextStyle.color(config.ink()));
        return List.of(line);
    }

    @Override
    public Preview preview(Config config, Naming names) {
        return new Preview.Stroke(config.tenths() / 10.0, config.ink());
    }
}

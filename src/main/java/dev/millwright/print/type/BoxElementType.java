package dev.millwright.print.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.print.Box;
import dev.millwright.print.spi.Naming;
import dev.millwright.print.spi.Preview;
import dev.millwright.print.spi.PrintElementType;
import dev.millwright.print.spi.Rendering;
import dev.millwright.print.spi.TextStyle;
import dev.millwright.shared.Label;
import java.util.List;
import net.sf.jasperreports.engine.design.JRDesignElement;
import net.sf.jasperreports.engine.design.JRDesignRectangle;
import net.sf.jasperreports.engine.type.ModeEnum;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A rectangle: a frame, a filled area, or both. */
@Component
class BoxElementType implements PrintElementType<BoxElementType.Config> {

    /**
     * @param thickness of the edge in tenths of a point; 0 for none
     * @param radius of the corners, in points
     */
    record Config(
            @Nullable Long thickness,
            @Nullable String colour,
            boolean filled,
            @Nullable String fill,
            @Nullable Long radius) {

        long tenths() {
            return thickness == null ? 5 : Math.clamp(thickness, 0, 100);
        }

        String ink() {
            return colour != null && TextStyle.valid(colour) ? colour : "#1a1a1a";
        }

        String inside() {
            return fill != null && TextStyle.valid(fill) ? fill : "#f3f4f6";
        }

        int round() {
            return radius == null ? 0 : (int) Math.clamp(radius, 0, 50);
        }
    }

    @Override
    public String key() {
        return "box";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Box", "方框"),
                Label.of("A frame or a coloured area", "边框或底色块"),
                "vaadin:thin-square",
                Groups.SHAPES,
                Groups.FIRST_SHAPE + 20);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(5L, "#9ca3af", false, "#f3f4f6", 0L);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                ConfigProperty.<Config, @Nullable Long>of(
                        "thickness",
                        Label.of("Thickness of the edge in tenths of a point", "边框粗细（0.1 磅）"),
                        new PropertyKind.Whole(0, 100),
                        Config::tenths,
                        (c, thickness) -> new Config(thickness, c.colour(), c.filled(), c.fill(), c.radius())),
                Looks.colour(
                        "colour",
                        Label.of("Colour of the edge", "边框颜色"),
                        Config::ink,
                        (c, colour) -> new Config(c.thickness(), colour, c.filled(), c.fill(), c.radius())),
                ConfigProperty.<Config, Boolean>of(
                        "filled",
                        Label.of("Filled", "填充底色"),
                        new PropertyKind.Toggle(),
                        Config::filled,
                        (c, filled) -> new Config(c.thickness(), c.colour(), filled, c.fill(), c.radius())),
                Looks.<Config>colour(
                                "fill",
                                Label.of("Colour inside", "底色"),
                                Config::inside,
                                (c, fill) -> new Config(c.thickness(), c.colour(), c.filled(), fill, c.radius()))
                        .visibleWhen(Config::filled),
                ConfigProperty.<Config, @Nullable Long>of(
                        "radius",
                        Label.of("Round corners, in points", "圆角（磅）"),
                        new PropertyKind.Whole(0, 50),
                        c -> (long) c.round(),
                        (c, radius) -> new Config(c.thickness(), c.colour(), c.filled(), c.fill(), radius)));
    }

    @Override
    public Size size() {
        return new Size(60, 30);
    }

    @Override
    public List<JRDesignElement> render(Config config, Box box, Rendering page) {
        JRDesignRectangle rectangle = page.place(new JRDesignRectangle(), box);
        rectangle.getLinePen().setLineWidth(config.tenths() / 10f);
        rectangle.getLinePen().setLineColor(TextStyle.color(config.ink()));
        rectangle.setMode(config.filled() ? ModeEnum.OPAQUE : ModeEnum.TRANSPARENT);
        rectangle.setBackcolor(TextStyle.color(config.inside()));
        rectangle.setRadius(config.round());
        return List.of(rectangle);
    }

    @Override
    public Preview preview(Config config, Naming names) {
        return new Preview.Frame(
                config.tenths() / 10.0, config.ink(), config.filled() ? config.inside() : "", config.round());
    }
}

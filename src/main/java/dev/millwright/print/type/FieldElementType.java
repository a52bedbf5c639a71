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
import dev.millwright.print.spi.TextAlign;
import dev.millwright.print.spi.TextFormat;
import dev.millwright.print.spi.TextStyle;
import dev.millwright.shared.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sf.jasperreports.engine.design.JRDesignElement;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The value of a field, with the field's label above or beside it, or alone. */
@Component
class FieldElementType implements PrintElementType<FieldElementType.Config> {

    private static final String ABOVE = "above";
    private static final String BESIDE = "beside";
    private static final String ALONE = "alone";
    private static final String GREY = "#6b7280";

    /**
     * @param field path of the field
     * @param label what stands instead of the field's own label; empty for that
     * @param place where the label stands
     */
    record Config(
            @Nullable String field,
            @Nullable String label,
            @Nullable String place,
            @Nullable TextFormat format,
            @Nullable TextStyle style) {

        String path() {
            return field == null ? "" : field;
        }

        String heading() {
            return label == null ? "" : label;
        }

        String where() {
            return place == null ? BESIDE : place;
        }

        TextFormat written() {
            return Looks.orUsual(format);
        }

        TextStyle look() {
            return Looks.orPlain(style);
        }

        TextStyle headingLook() {
            long size = where().equals(ABOVE) ? Math.max(4, Math.round(look().size() * 0.8)) : look().size();
            return new TextStyle(size, false, where().equals(BESIDE) ? TextAlign.LEFT : look().align(), GREY);
        }

        double headingHeight() {
            return headingLook().size() * 0.353 * 1.5;
        }

        double headingWidth(Box box) {
            return Math.min(box.width() * 0.4, headingLook().size() * 2.6);
        }
    }

    @Override
    public String key() {
        return "field";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Field", "字段"),
                Label.of("A value with its label", "字段值及其标签"),
                "vaadin:input",
                Groups.TEXT,
                Groups.FIRST_TEXT + 10);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config("", "", BESIDE, TextFormat.USUAL, TextStyle.PLAIN);
    }

    @Override
    public Optional<Config> playing(Part part) {
        return part instanceof Part.Value(String path, boolean labelled, TextStyle style)
                ? Optional.of(new Config(path, "", labelled ? BESIDE : ALONE, TextFormat.USUAL, style))
                : Optional.empty();
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        List<ConfigProperty<Config, ?>> properties = new ArrayList<>();
        properties.add(Fields.one(
                "field",
                Label.of("Field", "字段"),
                Config::path,
                (config, field) -> new Config(field, config.label(), config.place(), config.format(), config.style())));
        properties.add(ConfigProperty.<Config, String>of(
                "place",
                Label.of("Label", "标签位置"),
                new PropertyKind.Choice(List.of(
                        new PropertyKind.Choice.Option(BESIDE, Label.of("Beside the value", "在值左侧")),
                        new PropertyKind.Choice.Option(ABOVE, Label.of("Above the value", "在值上方")),
                        new PropertyKind.Choice.Option(ALONE, Label.of("No label", "不显示标签")))),
                Config::where,
                (config, place) -> new Config(config.field(), config.label(), place, config.format(), config.style())));
        properties.add(ConfigProperty.<Config, String>of(
                        "label",
                        Label.of("Other label", "改用其他标签"),
                        new PropertyKind.Text(200, false),
                        Config::heading,
                        (config, label) ->
                                new Config(config.field(), label, config.place(), config.format(), config.style()))
                .visibleWhen(config -> !config.where().equals(ALONE))
                .asContent());
        properties.add(Looks.<Config>format(
                Config::format,
                (config, format) ->
                        new Config(config.field(), config.label(), config.place(), format, config.style())));
        properties.addAll(Looks.<Config>text(
                Config::look,
                (config, style) -> new Config(config.field(), config.label(), config.place(), config.format(), style)));
        return properties;
    }

    @Override
    public Size size() {
        return new Size(85, 6);
    }

    @Override
    public List<JRDesignElement> render(Config config, Box box, Rendering page) {
        String heading = config.heading().isBlank() ? page.label(config.path()) : config.heading();
        List<JRDesignElement> drawn = new ArrayList<>();
        Box value = box;
        if (config.where().equals(ABOVE)) {
            double high = config.headingHeight();
            drawn.add(page.words(heading, config.headingLook(), new Box(box.x(), box.y(), box.width(), high)));
            value = new Box(box.x(), box.y() + high, box.width(), Math.max(box.height() - high, 1));
        } else if (config.where().equals(BESIDE)) {
            double wide = config.headingWidth(box);
            drawn.add(page.words(heading, config.headingLook(), new Box(box.x(), box.y(), wide, box.height())));
            value = new Box(box.x() + wide, box.y(), box.width() - wide, box.height());
        }
        drawn.add(page.words(page.value(config.path(), config.written()), config.look(), value));
        return drawn;
    }

    @Override
    public Preview preview(Config config, Naming names) {
        String label = names.label(config.path());
        String heading = config.heading().isBlank() ? label : config.heading();
        Preview.Heading shown = config.where().equals(ALONE)
                ? null
                : new Preview.Heading(
                        heading,
                        config.headingLook(),
                        config.where().equals(BESIDE) ? config.headingLook().size() * 2.6 : null);
        return new Preview.Words("‹" + label + "›", config.look(), shown);
    }
}

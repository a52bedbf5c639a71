package dev.millwright.print.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
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
import java.util.stream.Stream;
import net.sf.jasperreports.engine.design.JRDesignElement;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A text, with the values of fields where their names stand between braces. */
@Component
class TextElementType implements PrintElementType<TextElementType.Config> {

    /**
     * @param label the text; called so because it is translated with the app
     */
    record Config(@Nullable String label, @Nullable TextStyle style) {

        String text() {
            return label == null ? "" : label;
        }

        TextStyle look() {
            return Looks.orPlain(style);
        }
    }

    @Override
    public String key() {
        return "text";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Text", "文本"),
                Label.of("Words, with fields among them", "文字，可插入字段"),
                "vaadin:text-label",
                Groups.TEXT,
                Groups.FIRST_TEXT);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config("Text", TextStyle.PLAIN);
    }

    @Override
    public Optional<Config> playing(Part part) {
        return part instanceof Part.Words(String text, TextStyle style)
                ? Optional.of(new Config(text, style))
                : Optional.empty();
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return Stream.<ConfigProperty<Config, ?>>concat(
                        Stream.of(Fields.text(
                                "label",
                                Label.of("Text", "文本"),
                                Config::text,
                                (config, text) -> new Config(text, config.style()))),
                        Looks.<Config>text(Config::look, (config, style) -> new Config(config.label(), style)).stream())
                .toList();
    }

    @Override
    public Size size() {
        return new Size(60, 6);
    }

    @Override
    public List<JRDesignElement> render(Config config, Box box, Rendering page) {
        return List.of(page.words(config.text(), config.look(), box));
    }

    @Override
    public Preview preview(Config config, Naming names) {
        return new Preview.Words(names.labelled(config.text()), config.look(), null);
    }
}

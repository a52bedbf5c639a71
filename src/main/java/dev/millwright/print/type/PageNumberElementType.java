package dev.millwright.print.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.print.Band;
import dev.millwright.print.Box;
import dev.millwright.print.spi.Naming;
import dev.millwright.print.spi.Part;
import dev.millwright.print.spi.Preview;
import dev.millwright.print.spi.PrintElementType;
import dev.millwright.print.spi.Rendering;
import dev.millwright.print.spi.TextAlign;
import dev.millwright.print.spi.TextStyle;
import dev.millwright.shared.Label;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.sf.jasperreports.engine.design.JRDesignElement;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The number of the page and of all pages of the document. */
@Component
class PageNumberElementType implements PrintElementType<PageNumberElementType.Config> {

    private static final String NUMBERS = "{@page} / {@pages}";

    /**
     * @param label the text around the numbers; called so because it is translated with the app
     */
    record Config(@Nullable String label, @Nullable TextStyle style) {

        String text() {
            return label == null || label.isBlank() ? NUMBERS : label;
        }

        TextStyle look() {
            return Looks.orPlain(style);
        }
    }

    @Override
    public String key() {
        return "page-number";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Page number", "页码"),
                Label.of("Which page it is, and of how many", "第几页、共几页"),
                "vaadin:hash",
                Groups.TEXT,
                Groups.FIRST_TEXT + 20);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(NUMBERS, new TextStyle(9, false, TextAlign.RIGHT, "#6b7280"));
    }

    @Override
    public Set<Band> bands() {
        return EnumSet.of(Band.HEADER, Band.FOOTER);
    }

    @Override
    public Optional<Config> playing(Part part) {
        return part instanceof Part.PageCount(TextStyle style)
                ? Optional.of(new Config(NUMBERS, style))
                : Optional.empty();
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return Stream.<ConfigProperty<Config, ?>>concat(
                        Stream.of(ConfigProperty.<Config, String>of(
                                        "label",
                                        Label.of("Text", "文本"),
                                        new PropertyKind.Text(200, false),
                                        Config::text,
                                        (config, text) -> new Config(text, config.style()))
                                .withHelp(Label.of(
                                        "{@page} is the number of the page, {@pages} how many there are",
                                        "{@page} 为当前页码，{@pages} 为总页数"))
                                .asContent()),
                        Looks.<Config>text(Config::look, (config, style) -> new Config(config.label(), style)).stream())
                .toList();
    }

    @Override
    public Size size() {
        return new Size(40, 5);
    }

    @Override
    public List<JRDesignElement> render(Config config, Box box, Rendering page) {
        return List.of(page.words(config.text(), config.look(), box));
    }

    @Override
    public Preview preview(Config config, Naming names) {
        return new Preview.Words(config.text().replace("{@page}", "1").replace("{@pages}", "2"), config.look(), null);
    }
}

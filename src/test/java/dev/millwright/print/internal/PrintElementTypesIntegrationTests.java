package dev.millwright.print.internal;

import static dev.millwright.print.internal.Press.band;
import static dev.millwright.print.internal.Press.template;
import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.app.Action;
import dev.millwright.app.PublishedApps;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.form.FormDefinition;
import dev.millwright.print.Band;
import dev.millwright.print.Box;
import dev.millwright.print.PrintElement;
import dev.millwright.print.PrintElementTypes;
import dev.millwright.print.PrintPage;
import dev.millwright.print.Prints.Print;
import dev.millwright.print.spi.Part;
import dev.millwright.print.spi.PrintElementType;
import dev.millwright.print.spi.TextStyle;
import dev.millwright.shared.Ids;
import dev.millwright.ui.Icons;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What every element type promises, tried on every type that the scan finds. */
class PrintElementTypesIntegrationTests {

    private final Press press = new Press();
    private final FormDefinition goods = form("goods", field("serial", "text"), field("price", "decimal"));
    private final PrintElementTypes types = press.context.getBean(PrintElementTypes.class);
    private final DefinitionCodec codec = press.context.getBean(DefinitionCodec.class);

    @BeforeEach
    void publish() {
        press.gate.publish("shop", EnumSet.of(Action.SEE, Action.PRINT), goods);
    }

    @AfterEach
    void close() {
        press.close();
    }

    private FormNames names() {
        Templates templates = press.context.getBean(Templates.class);
        return templates.names(
                goods,
                templates.published(press.gate
                        .context
                        .getBean(PublishedApps.class)
                        .find("shop")
                        .orElseThrow()),
                Locale.ENGLISH);
    }

    @Test
    void eachSaysWhatItIsInBothLanguages() {
        assertThat(types.all()).hasSizeGreaterThanOrEqualTo(10).allSatisfy(type -> {
            assertThat(type.key()).matches("[a-z][a-z0-9-]*");
            assertThat(type.descriptor().label().en()).isNotBlank();
            assertThat(type.descriptor().label().zh()).isNotBlank();
            assertThat(type.descriptor().help().en()).isNotBlank();
            assertThat(Icons.of(type.descriptor().icon())).isNotNull();
            assertThat(type.size().width()).isPositive();
            assertThat(type.size().height()).isPositive();
            assertThat(type.bands()).isNotEmpty();
        });
    }

    @Test
    void configurationsSurviveJson() {
        types.all().forEach(this::survives);
    }

    private <C> void survives(PrintElementType<C> type) {
        C config = type.defaultConfig();
        assertThat(codec.read(codec.write(config), type.configType()))
                .as(type.key())
                .isEqualTo(config);
        for (ConfigProperty<C, ?> property : type.properties()) {
            assertThat(same(property, config))
                    .as(type.key() + "." + property.name())
                    .isNotNull();
        }
        assertThat(codec.read("{}", type.configType())).as(type.key()).isNotNull();
    }

    private static <C, T> C same(ConfigProperty<C, T> property, C config) {
        return property.wither().apply(config, property.getter().apply(config));
    }

    @Test
    void eachIsDrawnWhereItIsPutAndShownOnTheCanvas() {
        types.all().forEach(this::isDrawn);
    }

    private <C> void isDrawn(PrintElementType<C> type) {
        C config = type.playing(new Part.Value("serial", true, TextStyle.PLAIN)).orElseGet(type::defaultConfig);
        Band band = type.bands().iterator().next();
        PrintElement element = new PrintElement(
                Ids.next(),
                type.key(),
                new Box(2, 3, Math.min(170, type.size().width()), type.size().height()),
                "",
                (ObjectNode) codec.tree(config));
        var made = press.context
                .getBean(Reports.class)
                .make(template("one", goods, PrintPage.A4, band(band, 60, element)), names(), Set.of());
        assertThat(Reports.compile(made.design())).as(type.key()).isNotNull();
        made.design().getAllBands();
        assertThat(type.preview(config, names())).as(type.key()).isNotNull();
        // Half-made settings are nothing unusual: they are told, and the rest is printed.
        C empty = codec.read("{}", type.configType());
        assertThat(type.preview(empty, names())).as(type.key()).isNotNull();
        PrintElement bare = element.withConfig((ObjectNode) codec.tree(empty));
        assertThat(Reports.compile(press.context
                        .getBean(Reports.class)
                        .make(template("two", goods, PrintPage.A4, band(band, 60, bare)), names(), Set.of())
                        .design()))
                .as(type.key())
                .isNotNull();
    }

    @Test
    void allTogetherMakeOnePage() {
        List<PrintElement> elements = types.all().stream()
                .filter(type -> type.bands().contains(Band.DETAIL))
                .map(type -> element(type))
                .toList();
        press.publish(
                "shop",
                template("all", goods, PrintPage.A4, band(Band.DETAIL, 250, elements.toArray(PrintElement[]::new))));
        UUID one = press.create("shop", "goods", "serial", "S-1");
        Print print = press.prints()
                .these(
                        dev.millwright.record.internal.Gate.ref("shop", "goods"),
                        List.of(one),
                        "all",
                        Press.ENGLISH,
                        Press.UNSEEN);
        assertThat(print.pages()).isEqualTo(1);
    }

    private <C> PrintElement element(PrintElementType<C> type) {
        C config = type.playing(new Part.Value("serial", true, TextStyle.PLAIN)).orElseGet(type::defaultConfig);
        return new PrintElement(
                Ids.next(),
                type.key(),
                new Box(0, 0, Math.min(170, type.size().width()), type.size().height()),
                "",
                (ObjectNode) codec.tree(config));
    }
}

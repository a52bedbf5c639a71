package dev.millwright.dashboard.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.dashboard.Dataset;
import dev.millwright.dashboard.Figures;
import dev.millwright.dashboard.TileDefinition.Place;
import dev.millwright.dashboard.spi.ChartType;
import dev.millwright.dashboard.spi.DataShape;
import dev.millwright.dashboard.spi.DrawContext;
import dev.millwright.dashboard.spi.Drawing;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.ChoiceOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What all chart types promise, tried on every one that the scan finds. */
class ChartTypesTests {

    private static final DefinitionCodec CODEC = new DefinitionCodec();

    /** What colours a chart may have, beside those of the palette. */
    private static final Set<String> OWN_COLOURS = Set.of("accent", "others", "unset");

    static Stream<ChartType<?>> types() {
        try (var context = new AnnotationConfigApplicationContext("dev.millwright.dashboard.type")) {
            List<ChartType<?>> types = new ArrayList<>();
            context.getBeansOfType(ChartType.class).values().forEach(types::add);
            return types.stream();
        }
    }

    @Test
    void allTypesOfTheProductAreFound() {
        assertThat(types().map(ChartType::key))
                .contains(
                        "number", "table", "column", "stacked-column", "bar", "line", "area", "pie", "donut", "gauge");
    }

    @ParameterizedTest
    @MethodSource("types")
    void describesItselfInBothLanguages(ChartType<?> type) {
        assertThat(type.key()).matches("[a-z][a-z-]*");
        for (Locale language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            assertThat(type.descriptor().label().in(language)).isNotBlank();
            assertThat(type.descriptor().help().in(language)).isNotBlank();
            assertThat(type.descriptor().group().in(language)).isNotBlank();
        }
        assertThat(type.descriptor().icon()).startsWith("vaadin:");
        assertThat(type.size().width()).isBetween(2, Place.COLUMNS);
        assertThat(type.size().height()).isBetween(2, 8);
    }

    @ParameterizedTest
    @MethodSource("types")
    <C> void itsConfigurationSurvivesAsJson(ChartType<C> type) {
        C config = type.defaultConfig();
        assertThat(type.validate(config)).isEmpty();
        assertThat(CODEC.read(CODEC.tree(config), type.configType())).isEqualTo(config);
        assertThat(CODEC.read("{}", type.configType()))
                .as("nothing set is a configuration, too")
                .satisfies(empty -> assertThat(type.shape(empty)).isNotNull());
        for (ConfigProperty<C, ?> property : type.properties()) {
            assertThat(same(property, config)).as(property.name()).isEqualTo(config);
        }
    }

    private static <C, T> C same(ConfigProperty<C, T> property, C config) {
        return property.wither().apply(config, property.getter().apply(config));
    }

    @ParameterizedTest
    @MethodSource("types")
    <C> void drawsWhateverHasItsShape(ChartType<C> type) {
        for (C config : List.of(type.defaultConfig(), CODEC.read("{}", type.configType()))) {
            DataShape shape = type.shape(config);
            assertThat(shape.leastGroups()).isBetween(0, shape.mostGroups());
            assertThat(shape.mostGroups()).isLessThanOrEqualTo(Dataset.MOST_GROUPS);
            assertThat(shape.mostMeasures()).isBetween(1, Dataset.MOST_MEASURES);
            for (Figures figures : ofShape(shape)) {
                for (DrawContext context : List.of(SampleFigures.ENGLISH, SampleFigures.CHINESE)) {
                    check(type.draw(config, figures, context), figures);
                }
            }
        }
    }

    private static List<Figures> ofShape(DataShape shape) {
        List<Figures> figures = new ArrayList<>();
        if (shape.leastGroups() == 0) {
            figures.add(SampleFigures.single(12, null, false));
            figures.add(SampleFigures.single(12, 10.0, true));
            figures.add(SampleFigures.single(0, 0.0, false));
        }
        if (shape.mostGroups() >= 1) {
            figures.add(SampleFigures.options());
            figures.add(SampleFigures.months());
            figures.add(SampleFigures.of(0, 0, 0));
            figures.add(SampleFigures.of(-10, -5, 0, 5, 10));
        }
        if (shape.mostGroups() >= 2) {
            figures.add(SampleFigures.series());
        }
        return figures;
    }

    private static void check(Drawing drawing, Figures figures) {
        switch (drawing) {
            case Drawing.Chart(ObjectNode options, var ignored) -> {
                assertThat(options.path("chart").path("type").asString("")).isNotBlank();
                JsonNode extras = options.path("mw");
                Set<Integer> places = new HashSet<>();
                for (JsonNode place : extras.path("places")) {
                    assertThat(place.asInt()).isBetween(0, figures.categories().size() - 1);
                    assertThat(places.add(place.asInt()))
                            .as("each category once")
                            .isTrue();
                }
                assertThat(extras.path("names").size()).isEqualTo(places.size());
                assertThat(extras.path("texts").size())
                        .isEqualTo(figures.series().size());
                Set<String> colours = new HashSet<>();
                for (JsonNode colour : options.path("colors")) {
                    String name = colour.asString("");
                    assertThat(OWN_COLOURS.contains(name) || ChoiceOption.COLOURS.contains(name))
                            .as(name)
                            .isTrue();
                    assertThat(colours.add(name) || OWN_COLOURS.contains(name))
                            .as("%s is used twice", name)
                            .isTrue();
                }
            }
            case Drawing.Number number -> assertThat(number.text()).isNotBlank();
            case Drawing.Table _ -> {}
            case Drawing.Undrawable(String reason) -> assertThat(reason).isNotBlank();
        }
    }
}

package dev.millwright.dashboard.type;

import static dev.millwright.dashboard.type.SampleFigures.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LineChartTypeTests {

    private final LineChartType type = new LineChartType();

    @Test
    void whatHasNoDateHasNoPlaceOnTheLine() {
        JsonNode options = SampleFigures.options(type.draw(type.defaultConfig(), SampleFigures.months(), ENGLISH));
        assertThat(options.at("/series/0/data").toString()).isEqualTo("[5,0]");
        assertThat(options.at("/mw/places").toString()).isEqualTo("[0,1]");
    }

    @Test
    void linesMayBeCurved() {
        assertThat(curve(false)).isEqualTo("straight");
        assertThat(curve(true)).isEqualTo("monotoneCubic");
    }

    private String curve(boolean smooth) {
        return SampleFigures.options(type.draw(new LineChartType.Config(smooth), SampleFigures.months(), ENGLISH))
                .at("/stroke/curve")
                .asString();
    }
}

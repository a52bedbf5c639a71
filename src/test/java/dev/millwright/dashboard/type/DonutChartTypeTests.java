package dev.millwright.dashboard.type;

import static dev.millwright.dashboard.type.SampleFigures.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DonutChartTypeTests {

    private final DonutChartType type = new DonutChartType();

    @Test
    void theSumStandsInTheMiddle() {
        JsonNode options = SampleFigures.options(type.draw(type.defaultConfig(), SampleFigures.options(), ENGLISH));
        assertThat(options.at("/mw/total").asString()).isEqualTo("11");
        assertThat(options.at("/mw/totalLabel").asString()).isEqualTo("Total");
    }
}

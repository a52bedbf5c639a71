package dev.millwright.dashboard.type;

import static dev.millwright.dashboard.type.SampleFigures.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BarChartTypeTests {

    private final BarChartType type = new BarChartType();

    @Test
    void barsLie() {
        JsonNode options = SampleFigures.options(type.draw(new BarsConfig(true), SampleFigures.months(), ENGLISH));
        assertThat(options.at("/plotOptions/bar/horizontal").asBoolean()).isTrue();
        assertThat(options.at("/dataLabels/enabled").asBoolean()).isTrue();
        assertThat(options.get("colors").toString()).isEqualTo("[\"accent\",\"accent\"]");
    }
}

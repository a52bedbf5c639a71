package dev.millwright.dashboard.type;

import static dev.millwright.dashboard.type.SampleFigures.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StackedColumnChartTypeTests {

    private final StackedColumnChartType type = new StackedColumnChartType();

    @Test
    void seriesStandOnTopOfEachOther() {
        JsonNode options = SampleFigures.options(type.draw(type.defaultConfig(), SampleFigures.series(), ENGLISH));
        assertThat(options.at("/chart/stacked").asBoolean()).isTrue();
        assertThat(options.get("series").size()).isEqualTo(2);
    }
}

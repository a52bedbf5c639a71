package dev.millwright.dashboard.type;

import static dev.millwright.dashboard.type.SampleFigures.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AreaChartTypeTests {

    private final AreaChartType type = new AreaChartType();

    @Test
    void areasAddUpUnlessToldOtherwise() {
        assertThat(stacked(true)).isTrue();
        assertThat(stacked(false)).isFalse();
    }

    private boolean stacked(boolean wanted) {
        JsonNode options =
                SampleFigures.options(type.draw(new AreaChartType.Config(wanted), SampleFigures.series(), ENGLISH));
        return options.at("/chart/stacked").asBoolean();
    }
}

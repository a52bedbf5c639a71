package dev.millwright.dashboard.type;

import static dev.millwright.dashboard.type.SampleFigures.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GaugeChartTypeTests {

    private final GaugeChartType type = new GaugeChartType();

    @Test
    void showsHowMuchOfTheGoalIsReached() {
        JsonNode options = SampleFigures.options(
                type.draw(new GaugeChartType.Config(200L), SampleFigures.single(50, null, false), ENGLISH));
        assertThat(options.get("series").toString()).isEqualTo("[25.0]");
        assertThat(options.at("/mw/goal").asString()).isEqualTo("Goal 200 · 25% reached");
    }

    @Test
    void neverShowsMoreThanAllOfIt() {
        JsonNode options = SampleFigures.options(
                type.draw(new GaugeChartType.Config(10L), SampleFigures.single(50, null, false), ENGLISH));
        assertThat(options.get("series").toString()).isEqualTo("[100]");
        assertThat(options.at("/mw/goal").asString()).isEqualTo("Goal 10 · 500% reached");
    }
}

package dev.millwright.dashboard.type;

import static dev.millwright.dashboard.type.SampleFigures.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PieChartTypeTests {

    private final PieChartType type = new PieChartType();

    @Test
    void eachCategoryIsASlice() {
        JsonNode options = SampleFigures.options(type.draw(type.defaultConfig(), SampleFigures.options(), ENGLISH));
        assertThat(options.get("series").toString()).isEqualTo("[5,3,2,1]");
        assertThat(options.get("labels").toString()).isEqualTo("[\"New\",\"Old\",\"Others\",\"Not set\"]");
        assertThat(options.at("/chart/type").asString()).isEqualTo("pie");
    }
}

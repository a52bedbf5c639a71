package dev.millwright.dashboard.type;

import static dev.millwright.dashboard.type.SampleFigures.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ColumnChartTypeTests {

    private final ColumnChartType type = new ColumnChartType();

    @Test
    void optionsHaveTheirColoursAndNoTwoTheSame() {
        JsonNode options = SampleFigures.options(type.draw(type.defaultConfig(), SampleFigures.options(), ENGLISH));
        assertThat(options.at("/plotOptions/bar/distributed").asBoolean()).isTrue();
        assertThat(options.get("colors").toString()).isEqualTo("[\"blue\",\"teal\",\"others\",\"unset\"]");
        assertThat(options.at("/series/0/data").toString()).isEqualTo("[5,3,2,1]");
        assertThat(options.at("/xaxis/categories/2").asString()).isEqualTo("Others");
    }

    @Test
    void whatHasNoDateDoesNotDwarfTheMonths() {
        JsonNode options = SampleFigures.options(type.draw(type.defaultConfig(), SampleFigures.months(), ENGLISH));
        assertThat(options.at("/series/0/data").toString()).isEqualTo("[5,0]");
        assertThat(options.at("/mw/places").toString()).isEqualTo("[0,1]");
        assertThat(options.get("colors").toString()).isEqualTo("[\"accent\",\"accent\"]");
    }

    @Test
    void seriesStandSideBySideInTheirColours() {
        JsonNode options = SampleFigures.options(type.draw(type.defaultConfig(), SampleFigures.series(), ENGLISH));
        assertThat(options.get("colors").toString()).isEqualTo("[\"blue\",\"green\"]");
        assertThat(options.at("/chart/stacked").asBoolean(false)).isFalse();
        assertThat(options.at("/plotOptions/bar/horizontal").asBoolean()).isFalse();
    }
}

package dev.millwright.dashboard.type;

import static dev.millwright.dashboard.type.SampleFigures.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.dashboard.spi.Drawing;
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

    @Test
    void saysSoWhenThereIsNothingToDivide() {
        assertThat(type.draw(type.defaultConfig(), SampleFigures.of(0, 0, 0), ENGLISH))
                .isInstanceOfSatisfying(
                        Drawing.Undrawable.class,
                        drawing -> assertThat(drawing.reason()).contains("All figures are 0"));
        assertThat(type.draw(type.defaultConfig(), SampleFigures.of(-3, 0), ENGLISH))
                .isInstanceOfSatisfying(
                        Drawing.Undrawable.class,
                        drawing -> assertThat(drawing.reason()).contains("above 0"));
    }

    @Test
    void leavesOutWhatIsBelowNothingAndSaysSo() {
        Drawing drawing = type.draw(type.defaultConfig(), SampleFigures.of(-10, -5, 0, 5, 8), ENGLISH);
        JsonNode options = SampleFigures.options(drawing);
        assertThat(options.get("series").toString()).isEqualTo("[0,5,8]");
        assertThat(options.at("/mw/places").toString()).isEqualTo("[2,3,4]");
        assertThat(options.get("colors").size()).isEqualTo(3);
        assertThat(drawing)
                .isInstanceOfSatisfying(
                        Drawing.Chart.class,
                        chart -> assertThat(chart.caution()).contains("below 0"));
    }
}

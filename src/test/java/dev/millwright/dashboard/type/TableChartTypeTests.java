package dev.millwright.dashboard.type;

import static dev.millwright.dashboard.type.SampleFigures.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.dashboard.spi.Drawing;
import org.junit.jupiter.api.Test;

class TableChartTypeTests {

    private final TableChartType type = new TableChartType();

    @Test
    void totalsAreAskedForUnlessToldOtherwise() {
        assertThat(type.draw(type.defaultConfig(), SampleFigures.series(), ENGLISH))
                .isEqualTo(new Drawing.Table(true));
        assertThat(type.draw(new TableChartType.Config(false), SampleFigures.series(), ENGLISH))
                .isEqualTo(new Drawing.Table(false));
    }
}

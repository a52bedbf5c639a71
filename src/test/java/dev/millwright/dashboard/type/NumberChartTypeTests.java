package dev.millwright.dashboard.type;

import static dev.millwright.dashboard.type.SampleFigures.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.dashboard.spi.Drawing;
import dev.millwright.dashboard.spi.Drawing.Change;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NumberChartTypeTests {

    private final NumberChartType type = new NumberChartType();

    @Test
    void saysHowMuchItRoseOrFell() {
        assertThat(change(15, 10, false)).isEqualTo(new Change(1, "+50%", "10 in the period before"));
        assertThat(change(5, 10, false)).isEqualTo(new Change(-1, "-50%", "10 in the period before"));
        assertThat(change(10, 10, false)).isEqualTo(new Change(0, "0%", "10 in the period before"));
    }

    @Test
    void fromNothingThereIsNoPercentage() {
        assertThat(change(3, 0, false)).isEqualTo(new Change(1, "+3", "0 in the period before"));
    }

    @Test
    void sharesRiseByPoints() {
        assertThat(change(12, 10, true)).isEqualTo(new Change(1, "+2 points", "10 in the period before"));
    }

    @Test
    void withoutComparisonThereIsNone() {
        Drawing drawing = type.draw(type.defaultConfig(), SampleFigures.single(7, null, false), ENGLISH);
        assertThat(drawing).isEqualTo(new Drawing.Number("7", "", null));
        assertThat(type.shape(type.defaultConfig()).comparesPeriods()).isFalse();
        assertThat(type.shape(new NumberChartType.Config(true)).comparesPeriods())
                .isTrue();
    }

    private @Nullable Change change(double now, double before, boolean percent) {
        return type.draw(new NumberChartType.Config(true), SampleFigures.single(now, before, percent), ENGLISH)
                        instanceof Drawing.Number number
                ? number.change()
                : null;
    }
}

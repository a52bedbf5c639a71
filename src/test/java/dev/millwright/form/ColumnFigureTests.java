package dev.millwright.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ColumnFigureTests {

    private static Optional<BigDecimal> of(ColumnFigure figure, String... numbers) {
        ColumnFigure.Tally tally = new ColumnFigure.Tally();
        for (String number : numbers) {
            tally.add(new BigDecimal(number));
        }
        return tally.figure(figure);
    }

    @Test
    void tellsWhatStandsBelowAColumn() {
        assertThat(of(ColumnFigure.SUM, "2", "3.5", "-1")).contains(new BigDecimal("4.5"));
        assertThat(of(ColumnFigure.AVERAGE, "1", "1", "2")).contains(new BigDecimal("1.33"));
        assertThat(of(ColumnFigure.AVERAGE, "0.125", "0.250")).contains(new BigDecimal("0.188"));
        assertThat(of(ColumnFigure.MIN, "2", "-1", "3")).contains(new BigDecimal("-1"));
        assertThat(of(ColumnFigure.MAX, "2", "-1", "3")).contains(new BigDecimal("3"));
        assertThat(of(ColumnFigure.NONE, "2")).isEmpty();
    }

    @Test
    void tellsNothingOfNothingButItsSum() {
        assertThat(of(ColumnFigure.SUM)).contains(BigDecimal.ZERO);
        assertThat(of(ColumnFigure.AVERAGE)).isEmpty();
        assertThat(of(ColumnFigure.MIN)).isEmpty();
        assertThat(of(ColumnFigure.MAX)).isEmpty();
    }

    @Test
    void knowsOnlyItsOwnKeys() {
        for (ColumnFigure figure : ColumnFigure.values()) {
            assertThat(ColumnFigure.of(figure.key())).contains(figure);
        }
        assertThat(ColumnFigure.of("median")).isEmpty();
        assertThat(ColumnFigure.of((String) null)).isEmpty();
    }
}

package dev.millwright.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.record.RelativeDays.Span;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelativeDaysTests {

    /** A Sunday, the last day of a week that began on a Monday of the year before. */
    private static final LocalDate TODAY = LocalDate.of(2023, 1, 1);

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            TODAY, 0, 2023-01-01, 2023-01-01
            YESTERDAY, 0, 2022-12-31, 2022-12-31
            TOMORROW, 0, 2023-01-02, 2023-01-02
            THIS_WEEK, 0, 2022-12-26, 2023-01-01
            LAST_WEEK, 0, 2022-12-19, 2022-12-25
            NEXT_WEEK, 0, 2023-01-02, 2023-01-08
            THIS_MONTH, 0, 2023-01-01, 2023-01-31
            LAST_MONTH, 0, 2022-12-01, 2022-12-31
            NEXT_MONTH, 0, 2023-02-01, 2023-02-28
            THIS_QUARTER, 0, 2023-01-01, 2023-03-31
            LAST_QUARTER, 0, 2022-10-01, 2022-12-31
            NEXT_QUARTER, 0, 2023-04-01, 2023-06-30
            THIS_YEAR, 0, 2023-01-01, 2023-12-31
            LAST_YEAR, 0, 2022-01-01, 2022-12-31
            NEXT_YEAR, 0, 2024-01-01, 2024-12-31
            LAST_DAYS, 7, 2022-12-26, 2023-01-01
            NEXT_DAYS, 7, 2023-01-01, 2023-01-07
            MORE_DAYS_AGO, 30, -, 2022-12-01
            BEFORE_TODAY, 0, -, 2022-12-31
            AFTER_TODAY, 0, 2023-01-02, -
            """)
    void meansThese(Span span, int count, @Nullable LocalDate first, @Nullable LocalDate last) {
        assertThat(new RelativeDays(span, count).range(TODAY)).isEqualTo(new RelativeDays.Range(first, last));
    }

    @ParameterizedTest
    @EnumSource(Span.class)
    void isFoundByItsKey(Span span) {
        assertThat(Span.of(span.key())).contains(span);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, RelativeDays.MOST_DAYS + 1})
    void refusesNumbersOfDaysThatAreNone(int count) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new RelativeDays(Span.LAST_DAYS, count));
    }

    @Test
    void refusesNumbersWhereNoneBelongs() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new RelativeDays(Span.TODAY, 1));
    }
}

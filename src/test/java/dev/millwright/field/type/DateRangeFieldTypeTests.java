package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.field.CellContext;
import dev.millwright.field.DateOrder;
import dev.millwright.field.FormatContext;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.field.type.DateRangeFieldType.Range;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class DateRangeFieldTypeTests {

    private static final NoSettings NONE = new NoSettings();
    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);
    private static final FormatContext CHINESE = new FormatContext(Locale.CHINESE, ZoneOffset.UTC);
    private static final Range MARCH = new Range(LocalDate.of(2025, 3, 1), LocalDate.of(2025, 3, 5));

    private final DateRangeFieldType type = new DateRangeFieldType();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-03-01 – 2025-03-05",
                "2025-03-01 至 2025-03-05",
                "2025/3/1-2025/3/5",
                "2025-3-1-2025-3-5",
                "20250301-20250305",
                "2025年3月1日到2025年3月5日",
                "２０２５－０３－０１～２０２５－０３－０５",
                "2025-03-01 to 2025-03-05"
            })
    void readsWhatPeopleType(String text) {
        assertThat(type.parse(text, NONE, CHINESE)).isEqualTo(MARCH);
    }

    @Test
    void takesOneDateForOneDay() {
        LocalDate day = LocalDate.of(2025, 3, 1);
        assertThat(type.parse("2025-03-01", NONE, ENGLISH)).isEqualTo(new Range(day, day));
        assertThat(type.format(new Range(day, day), NONE, CHINESE)).isEqualTo("2025-03-01");
        assertThat(type.fromColumns(Arrays.asList(day, null))).isEqualTo(new Range(day, day));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2025-03-01 –", "– 2025-03-05", "2025-03-01 2025-03-05", "2025-02-30 – 2025-03-05", "March"})
    void refusesHalfARange(String text) {
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.parse(text, NONE, ENGLISH))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("field.error.dateRange"));
    }

    @Test
    void refusesALongTextWithoutTryingEachPlace() {
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.parse("2025-01-01-".repeat(20_000), NONE, ENGLISH));
    }

    @Test
    void isOrdered() {
        assertThat(type.validateValue(NONE, MARCH)).isEmpty();
        assertThat(type.validateValue(NONE, new Range(MARCH.to(), MARCH.from())))
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("field.error.dateRange.order"));
        assertThat(type.validateValue(NONE, new Range(LocalDate.of(-5, 1, 1), MARCH.to()))
                        .hasErrors())
                .isTrue();
    }

    @Test
    void isReadInTheOrderOfItsColumn() {
        assertThat(type.read("01/03/2025 - 05/03/2025", NONE, new CellContext(ENGLISH, DateOrder.DAY_FIRST)))
                .isEqualTo(MARCH);
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(
                        () -> type.read("01/03/2025 - 05/03/2025", NONE, new CellContext(ENGLISH, DateOrder.UNKNOWN)))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("field.error.date.order"));
    }

    @Test
    void takesBothDatesAndNothingElseFromPrograms() {
        JsonMapper json = JsonMapper.builder().build();
        assertThat(type.fromJson(json.readTree("{\"from\": \"2025-03-01\", \"to\": \"2025-03-05\"}"), NONE))
                .isEqualTo(MARCH);
        for (String odd : new String[] {
            "\"2025-03-01\"",
            "{\"from\": \"2025-03-01\"}",
            "{\"from\": \"2025-03-01\", \"to\": null}",
            "{\"from\": \"2025-03-01\", \"to\": \"2025-03-05\", \"days\": 5}",
            "{\"from\": 7, \"to\": \"+12025-03-05\"}"
        }) {
            assertThatExceptionOfType(ValueFormatException.class)
                    .as(odd)
                    .isThrownBy(() -> type.fromJson(json.readTree(odd), NONE));
        }
    }

    @Test
    void becomesADateOnlyWhereItIsOneDay() {
        DateFieldType date = new DateFieldType();
        assertThat(type.changeFrom(date, NONE, NONE)).contains(TypeChange.SAFE);
        assertThat(date.changeFrom(type, NONE, NONE)).contains(TypeChange.CHECKED);
    }
}

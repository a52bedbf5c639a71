package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.field.CellContext;
import dev.millwright.field.ColumnFit;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.DateOrder;
import dev.millwright.field.DecimalMark;
import dev.millwright.field.FieldType;
import dev.millwright.field.FormatContext;
import dev.millwright.field.ValueFormatException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in files, read by the types. */
class CellsTests {

    private static final FormatContext FORMAT = new FormatContext(Locale.ENGLISH, ZoneId.of("Asia/Shanghai"));

    private final DateFieldType date = new DateFieldType();
    private final DecimalFieldType decimal = new DecimalFieldType();
    private final IntegerFieldType integer = new IntegerFieldType();
    private final ChoiceFieldType choice = new ChoiceFieldType();
    private final TextFieldType text = new TextFieldType();
    private final YesNoFieldType yesNo = new YesNoFieldType();
    private final DateTimeFieldType moment = new DateTimeFieldType();

    @Test
    void readsDatesAsSpreadsheetsAndPeopleWriteThem() {
        LocalDate march = LocalDate.of(2025, 3, 1);
        for (String cell : List.of(
                "2025/3/1",
                "2025年3月1日",
                "2025-03-01",
                "2025.3.1",
                "２０２５/３/１",
                "45717",
                "2025-03-01 00:00:00",
                "1 Mar 2025",
                "Mar 1, 2025")) {
            assertThat(date.read(cell, date.defaultConfig(), cells(DateOrder.UNKNOWN)))
                    .as(cell)
                    .isEqualTo(march);
        }
        assertThat(date.read("25/03/2025", date.defaultConfig(), cells(DateOrder.UNKNOWN)))
                .isEqualTo(LocalDate.of(2025, 3, 25));
        assertThat(date.read("03/04/2025", date.defaultConfig(), cells(DateOrder.MONTH_FIRST)))
                .isEqualTo(LocalDate.of(2025, 3, 4));
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> date.read("03/04/2025", date.defaultConfig(), cells(DateOrder.UNKNOWN)));
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> date.read("2025-03-01 14:05", date.defaultConfig(), cells(DateOrder.UNKNOWN)));
    }

    @Test
    void readsAmountsWithSignsAndPercent() {
        Map<String, String> amounts = Map.of(
                "￥1,234.50", "1234.50",
                "$1,234.50", "1234.50",
                "(12.30)", "-12.30",
                "12.5%", "0.125",
                "１２３", "123",
                "-€5", "-5",
                "1.2E3", "1200");
        DecimalFieldType.Config config = new DecimalFieldType.Config(3L, null, null, "", true);
        amounts.forEach((cell, number) -> assertThat(decimal.read(cell, config, cells(DateOrder.UNKNOWN)))
                .as(cell)
                .isEqualByComparingTo(new BigDecimal(number)));
    }

    @Test
    void guessesWhatColumnsAre() {
        assertThat(best("2025/3/1", "2025年3月2日")).isEqualTo("date");
        assertThat(best("03/04/2025", "05/06/2025")).isEqualTo("date");
        assertThat(best("2025-03-01 14:05", "2025-03-02 01:00:00")).isEqualTo("date-time");
        assertThat(best("1", "2", "30")).isEqualTo("integer");
        assertThat(best("1.5", "2")).isEqualTo("decimal");
        assertThat(best("￥1,234.50", "￥3")).isEqualTo("decimal");
        assertThat(best("￥1,234.50", "3,200", "５６００"))
                .as("money, though not every cell has the sign")
                .isEqualTo("decimal");
        assertThat(best("00123", "00124")).isEqualTo("text");
        assertThat(best("6222020200112233445", "6222020200112233446")).isEqualTo("text");
        assertThat(best("是", "否", "是")).isEqualTo("yes-no");
        assertThat(best("red", "green", "red", "red", "green", "red", "red", "green"))
                .isEqualTo("choice");
        assertThat(best("a", "b", "c")).isEqualTo("text");
    }

    private String best(String... values) {
        Map<String, Integer> distinct = new LinkedHashMap<>();
        DateOrder.Tally tally = new DateOrder.Tally();
        for (String value : values) {
            distinct.merge(value, 1, Integer::sum);
            tally.add(value);
        }
        ColumnProfile column = new ColumnProfile("x", List.of(values), distinct, cells(tally.order()));
        String best = "";
        int score = 0;
        for (FieldType<?, ?> type : List.of(date, decimal, integer, choice, text, yesNo, moment)) {
            Optional<? extends ColumnFit<?>> fit = type.fit(column);
            if (fit.isPresent() && fit.get().score() > score) {
                best = type.key();
                score = fit.get().score();
            }
        }
        return best;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Jan 1 2000               | 2000-01-01
        Feb. 1, 2000             | 2000-02-01
        Sat, 1st January 2000    | 2000-01-01
        1-Sept-2000              | 2000-09-01
        3 of May 2000            | 2000-05-03
        二〇二五年三月十五日     | 2025-03-15
        二零二五年十二月三十一日 | 2025-12-31
        """)
    void readsDatesInWords(String text, String expected) {
        assertThat(date.read(text, date.defaultConfig(), cells(DateOrder.UNKNOWN)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Jan 2000",
                "Jan 1 00",
                "Jan 1 2000 x",
                "Mon",
                "1 2 2000 May",
                "Feb 30 2000",
                "二〇二五年十三月一日",
                "May 1, 2000 (Mon)"
            })
    void readsNoDateThatIsNone(String text) {
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> date.read(text, date.defaultConfig(), cells(DateOrder.UNKNOWN)));
    }

    @Test
    void readsTheHoursOfAZone() {
        assertThat(moment.read("2025-03-01 16:00:00+08", moment.defaultConfig(), cells(DateOrder.UNKNOWN)))
                .isEqualTo("2025-03-01T08:00:00Z");
        assertThat(moment.read("Mar 1, 2025 16:00 +0800", moment.defaultConfig(), cells(DateOrder.UNKNOWN)))
                .isEqualTo("2025-03-01T08:00:00Z");
    }

    @Test
    void findsTheMarkOfDecimals() {
        assertThat(mark("12,50", "1.234,5")).isEqualTo(DecimalMark.COMMA);
        assertThat(mark("1,234", "12,5", "3.5")).isEqualTo(DecimalMark.POINT);
        assertThat(mark("1,234", "5")).isEqualTo(DecimalMark.POINT);
        assertThat(mark("1,234,567")).isEqualTo(DecimalMark.POINT);
        CellContext context = new CellContext(FORMAT, DateOrder.UNKNOWN, DecimalMark.COMMA);
        assertThat(decimal.read("-1.234,50", decimal.defaultConfig(), context)).isEqualByComparingTo("-1234.5");
    }

    private static DecimalMark mark(String... values) {
        DecimalMark.Tally tally = new DecimalMark.Tally();
        List.of(values).forEach(tally::add);
        return tally.mark();
    }

    private static CellContext cells(DateOrder order) {
        return new CellContext(FORMAT, order);
    }
}

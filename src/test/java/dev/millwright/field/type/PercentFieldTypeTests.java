package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.field.CellContext;
import dev.millwright.field.ColumnFit;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.DateOrder;
import dev.millwright.field.DecimalMark;
import dev.millwright.field.FormatContext;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.field.type.PercentFieldType.Config;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentFieldTypeTests {

    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);
    private static final CellContext CELL = new CellContext(ENGLISH, DateOrder.UNKNOWN);
    private static final Config TWO = new Config(2L);

    private final PercentFieldType type = new PercentFieldType();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        12.5%      | 12.50
        12.5 ％    | 12.50
        １２．５％ | 12.50
        12.5       | 12.50
        -3%        | -3.00
        1,250%     | 1250.00
        0          | 0.00
        """)
    void readsPercentagesWithTheirSignOrWithout(String text, BigDecimal number) {
        assertThat(type.parse(text, TWO, ENGLISH)).isEqualTo(number);
        assertThat(type.read(text, TWO, CELL)).isEqualTo(number);
    }

    @Test
    void readsWhatSpreadsheetsShow() {
        assertThat(type.read("25%", TWO, CELL)).isEqualByComparingTo("25");
        assertThat(type.read("(2.5%)", TWO, CELL)).isEqualByComparingTo("-2.5");
        assertThat(type.read("12,5 %", TWO, new CellContext(ENGLISH, DateOrder.UNKNOWN, DecimalMark.COMMA)))
                .isEqualByComparingTo("12.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12.5%%", "%", "half", "¥5", "12,5%", "5‰", "12.345%"})
    void refusesWhatItCannotKeep(String text) {
        assertThatExceptionOfType(ValueFormatException.class).isThrownBy(() -> type.parse(text, TWO, ENGLISH));
    }

    @Test
    void writesItsDecimals() {
        assertThat(type.format(new BigDecimal("12.50"), TWO, ENGLISH)).isEqualTo("12.50%");
        assertThat(type.format(new BigDecimal("12"), new Config(0L), ENGLISH)).isEqualTo("12%");
    }

    @Test
    void isRecognisedInAFile() {
        assertThat(type.fit(column("12.5%", "3 ％", "100%"))).contains(new ColumnFit<>(new Config(1L), 65));
        assertThat(type.fit(column("12.5%", "0.3"))).isEmpty();
        assertThat(type.fit(column("12.5", "0.3"))).isEmpty();
    }

    @Test
    void widensSafely() {
        assertThat(type.changeFrom(type, new Config(1L), TWO)).contains(TypeChange.SAFE);
        assertThat(type.changeFrom(type, TWO, new Config(1L))).contains(TypeChange.CHECKED);
    }

    private static ColumnProfile column(String... values) {
        Map<String, Integer> distinct = new LinkedHashMap<>();
        List.of(values).forEach(value -> distinct.merge(value, 1, Integer::sum));
        return new ColumnProfile("x", List.of(values), distinct, CELL);
    }
}

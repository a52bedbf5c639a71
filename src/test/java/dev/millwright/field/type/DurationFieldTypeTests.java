package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.field.CellContext;
import dev.millwright.field.ColumnFit;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.DateOrder;
import dev.millwright.field.FormatContext;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.field.type.DurationFieldType.Config;
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
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.LongNode;

class DurationFieldTypeTests {

    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);
    private static final FormatContext CHINESE = new FormatContext(Locale.SIMPLIFIED_CHINESE, ZoneOffset.UTC);
    private static final Config CLOCK = new Config("clock");
    private static final Config WORDS = new Config("words");

    private final DurationFieldType type = new DurationFieldType();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        1:30            | 5400
        １：３０        | 5400
        0:05            | 300
        26:30           | 95400
        1:30:05         | 5405
        90 min          | 5400
        90min           | 5400
        1 h 30 min      | 5400
        1h30m           | 5400
        1.5 h           | 5400
        1 hour, 30 minutes | 5400
        1小时30分钟     | 5400
        1 小时 30 分钟  | 5400
        2个小时         | 7200
        2天             | 172800
        2 days 1 h      | 176400
        45秒            | 45
        0 min           | 0
        """)
    void readsWhatPeopleType(String text, BigDecimal seconds) {
        assertThat(type.parse(text, CLOCK, ENGLISH)).isEqualTo(seconds);
        assertThat(type.parse(text, WORDS, CHINESE)).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "90",
                "1.5",
                "1:75",
                "1:30:99",
                "-1:30",
                "30 min 1 h",
                "1 h 2 h",
                "1 h 30",
                "1 km",
                "1/2 h",
                "h",
                "0.1 s",
                ":30",
                "1 h 30 min x",
                "一小时"
            })
    void refusesWhatHasNoUnitOrNoMeaning(String text) {
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.parse(text, CLOCK, ENGLISH))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("field.error.duration"));
    }

    @Test
    void isWrittenAsTheDesignerWants() {
        BigDecimal value = new BigDecimal("95405");
        assertThat(type.format(value, CLOCK, ENGLISH)).isEqualTo("26:30:05");
        assertThat(type.format(value, WORDS, ENGLISH)).isEqualTo("26 h 30 min 5 s");
        assertThat(type.format(value, WORDS, CHINESE)).isEqualTo("26小时30分钟5秒");
        assertThat(type.format(BigDecimal.ZERO, CLOCK, ENGLISH)).isEqualTo("0:00");
        assertThat(type.format(BigDecimal.ZERO, WORDS, ENGLISH)).isEqualTo("0 min");
    }

    @Test
    void writesFiguresToTheSecond() {
        assertThat(type.format(new BigDecimal("5400.3333"), CLOCK, ENGLISH)).isEqualTo("1:30");
        assertThat(type.format(new BigDecimal("-5400"), CLOCK, ENGLISH)).isEqualTo("-1:30");
        assertThat(type.format(new BigDecimal("-0.3"), CLOCK, ENGLISH)).isEqualTo("0:00");
        assertThat(type.format(new BigDecimal("360000000"), CLOCK, ENGLISH)).isEqualTo("100000:00");
        assertThat(type.isPlainNumber()).isFalse();
    }

    @Test
    void takesWholeSecondsFromPrograms() {
        assertThat(type.fromJson(LongNode.valueOf(5400), CLOCK)).isEqualTo(new BigDecimal("5400"));
        assertThat(type.fromJson(DecimalNode.valueOf(new BigDecimal("5.4e3")), CLOCK))
                .isEqualTo(new BigDecimal("5400"));
        assertThat(type.toJson(new BigDecimal("5400"))).hasToString("5400");
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.fromJson(DecimalNode.valueOf(new BigDecimal("0.5")), CLOCK));
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.fromJson(DecimalNode.valueOf(new BigDecimal("1e999999")), CLOCK));
        assertThat(type.validateValue(CLOCK, new BigDecimal("-1")).hasErrors()).isTrue();
        assertThat(type.validateValue(CLOCK, new BigDecimal("10000000000")).hasErrors())
                .isTrue();
    }

    @Test
    void isRecognisedInAFile() {
        assertThat(type.fit(column("x", "8:05", "26:30"))).contains(new ColumnFit<>(CLOCK, 78));
        assertThat(type.fit(column("x", "90 min", "1小时30分钟"))).contains(new ColumnFit<>(WORDS, 78));
        assertThat(type.fit(column("工时", "1:30", "0:45"))).contains(new ColumnFit<>(CLOCK, 85));
        assertThat(type.fit(column("Length", "5 m", "12 m"))).isEmpty();
        assertThat(type.fit(column("x", "90", "45"))).isEmpty();
    }

    @Test
    void changesFromTextsButNotFromNumbersWithoutAUnit() {
        IntegerFieldType whole = new IntegerFieldType();
        TextFieldType text = new TextFieldType();
        assertThat(type.changeFrom(whole, whole.defaultConfig(), CLOCK)).isEmpty();
        assertThat(type.changeFrom(text, text.defaultConfig(), CLOCK)).contains(TypeChange.CHECKED);
        assertThat(type.changeFrom(type, CLOCK, WORDS)).contains(TypeChange.SAFE);
    }

    private static ColumnProfile column(String heading, String... values) {
        Map<String, Integer> distinct = new LinkedHashMap<>();
        List.of(values).forEach(value -> distinct.merge(value, 1, Integer::sum));
        return new ColumnProfile(heading, List.of(values), distinct, new CellContext(ENGLISH, DateOrder.UNKNOWN));
    }
}

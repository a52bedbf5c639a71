package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.expression.ExpressionType;
import dev.millwright.field.CellContext;
import dev.millwright.field.ColumnFit;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.DateOrder;
import dev.millwright.field.FormatContext;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.field.type.TimeFieldType.Config;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.StringNode;

class TimeFieldTypeTests {

    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);
    private static final Config MINUTES = new Config(false);
    private static final Config SECONDS = new Config(true);

    private final TimeFieldType type = new TimeFieldType();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        8:5          | 08:05
        08:05        | 08:05
        ０８：０５   | 08:05
        下午3:20     | 15:20
        下午 3：20   | 15:20
        上午12:00    | 00:00
        下午3点      | 15:00
        8点5分       | 08:05
        8时05分30秒  | 08:05:30
        8点整        | 08:00
        3:20 pm      | 15:20
        3:20PM       | 15:20
        3:20 p.m.    | 15:20
        3 pm         | 15:00
        12:30 am     | 00:30
        23:59:59     | 23:59:59
        00:00        | 00:00
        """)
    void readsClocksOfBothLanguages(String text, LocalTime time) {
        assertThat(type.parse(text, SECONDS, ENGLISH)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8",
                "805",
                "8.05",
                "24:00",
                "25:00",
                "8:60",
                "8:05:60",
                "下午15:20",
                "0:30 pm",
                "下午3:20 pm",
                "8:05:30.5",
                "-8:05",
                "8:",
                ":05",
                "8:053",
                "2025-03-01 08:05",
                "1:2:3:4"
            })
    void refusesWhatIsNoTimeOrHasTwoMeanings(String text) {
        assertThatExceptionOfType(ValueFormatException.class).isThrownBy(() -> type.parse(text, SECONDS, ENGLISH));
    }

    @Test
    void isExactAsTheDesignerWants() {
        LocalTime exact = LocalTime.of(8, 5, 30);
        assertThat(type.validateValue(MINUTES, exact).hasErrors()).isTrue();
        assertThat(type.validateValue(SECONDS, exact)).isEmpty();
        assertThat(type.format(LocalTime.of(8, 5), MINUTES, ENGLISH)).isEqualTo("08:05");
        assertThat(type.format(LocalTime.of(8, 5), SECONDS, ENGLISH)).isEqualTo("08:05:00");
        assertThat(type.format(exact, MINUTES, ENGLISH)).isEqualTo("08:05:30");
    }

    @Test
    void isKeptInTheOrderOfTime() {
        List<LocalTime> times = Stream.of("00:00", "08:05", "08:05:30", "08:06", "15:20", "23:59:59")
                .map(LocalTime::parse)
                .toList();
        assertThat(times.stream().map(time -> (String) type.toColumns(time).getFirst()))
                .isSorted();
        assertThat(type.toColumns(LocalTime.of(8, 5))).containsExactly("08:05");
        assertThat(type.expressionType(MINUTES)).isEqualTo(ExpressionType.TIME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8:05", "08:05 pm", "08:05:30.5", "24:00", "08:05Z", "0８:05", ""})
    void takesOneFormFromPrograms(String text) {
        assertThat(type.fromJson(StringNode.valueOf("08:05"), MINUTES)).isEqualTo(LocalTime.of(8, 5));
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.fromJson(StringNode.valueOf(text), MINUTES));
    }

    @Test
    void isRecognisedInAFile() {
        assertThat(type.fit(column("8:05", "下午3:20"))).contains(new ColumnFit<>(MINUTES, 80));
        assertThat(type.fit(column("08:05", "08:05:30"))).contains(new ColumnFit<>(SECONDS, 80));
        assertThat(type.fit(column("8:05", "26:30"))).isEmpty();
        assertThat(type.fit(column("8", "9"))).isEmpty();
    }

    @Test
    void changesFromTexts() {
        TextFieldType text = new TextFieldType();
        assertThat(type.changeFrom(text, text.defaultConfig(), MINUTES)).contains(TypeChange.CHECKED);
        assertThat(type.changeFrom(type, SECONDS, MINUTES)).contains(TypeChange.CHECKED);
        assertThat(type.changeFrom(type, MINUTES, SECONDS)).contains(TypeChange.SAFE);
    }

    private static ColumnProfile column(String... values) {
        Map<String, Integer> distinct = new LinkedHashMap<>();
        List.of(values).forEach(value -> distinct.merge(value, 1, Integer::sum));
        return new ColumnProfile("x", List.of(values), distinct, new CellContext(ENGLISH, DateOrder.UNKNOWN));
    }
}

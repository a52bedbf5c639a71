package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.field.FormatContext;
import dev.millwright.field.ValueFormatException;
import dev.millwright.field.type.IntegerFieldType.Config;
import dev.millwright.shared.Problem;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntegerFieldTypeTests {

    private static final FormatContext CHINESE = new FormatContext(Locale.SIMPLIFIED_CHINESE, ZoneOffset.UTC);

    private final IntegerFieldType type = new IntegerFieldType();
    private final Config pieces = new Config(null, null, "件", true);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "42 | 42",
                "-42 | -42",
                "−42 | -42",
                "+7 | 7",
                "１，２３４ | 1234",
                "1,234,567 | 1234567",
                "1 234 567 | 1234567",
                "12 件 | 12",
                "12件 | 12",
                "12.0 | 12",
                "007 | 7",
                "9223372036854775807 | 9223372036854775807"
            })
    void readsWhatIsUsual(String text, long value) {
        assertThat(type.parse(text, pieces, CHINESE)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"12.5", "1,23", "12,34,567", "5²", "①", "1e-1", "12 kg", "--3", "1.234,50", "三", "0x10", "1_000"
            })
    void refusesWhatIsNoWholeNumber(String text) {
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.parse(text, pieces, CHINESE))
                .returns("field.error.integer", ValueFormatException::code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "1e30"})
    void refusesWhatNoColumnHolds(String text) {
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.parse(text, pieces, CHINESE))
                .returns("field.error.tooLarge", ValueFormatException::code);
    }

    @Test
    void writesUnitAndThousands() {
        assertThat(type.format(-1234567L, pieces, CHINESE)).isEqualTo("-1,234,567 件");
        assertThat(type.format(2025L, new Config(null, null, "", false), CHINESE))
                .isEqualTo("2025");
    }

    @Test
    void namesTheLimitsAsTheyAreShown() {
        Config limited = new Config(1L, 1000L, "h", true);
        assertThat(type.validateValue(limited, 0L)).containsExactly(Problem.error("field.error.min", "", "1 h"));
        assertThat(type.validateValue(limited, 1001L)).containsExactly(Problem.error("field.error.max", "", "1,000 h"));
        assertThat(type.validate(new Config(2L, 1L, "", true)).hasErrors()).isTrue();
    }
}

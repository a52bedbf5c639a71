package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FormatContext;
import dev.millwright.field.ValueFormatException;
import dev.millwright.field.type.DecimalFieldType.Config;
import dev.millwright.shared.Problem;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalFieldTypeTests {

    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);

    private final DecimalFieldType type = new DecimalFieldType();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 1,234.50 | 1234.50",
                "'' | １，２３４．５ | 1234.50",
                "'' | ￥1,234.50 | 1234.50",
                "'' | -¥5 | -5.00",
                "'' | 5元 | 5.00",
                "'' | .5 | 0.50",
                "'' | 12.5E1 | 125.00",
                "'' | 12% | 0.12",
                "'' | １２％ | 0.12",
                "% | 12% | 12.00",
                "% | 12 | 12.00",
                "￥ | ￥-5.25 | -5.25",
                "$ | $1,000 | 1000.00",
                "mm | 3.10mm | 3.10",
                "kg | 3.100 KG | 3.10",
                "'' | -0.00 | 0.00"
            })
    void readsWhatIsUsual(String unit, String text, BigDecimal value) {
        assertThat(type.parse(text, new Config(2L, null, null, unit, true), ENGLISH))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,23", "1.234,50", "12,5", "$5", "5 kg", "5mm²", "￥5%", "NaN", "1e999999999", "5.", "(5)"})
    void refusesWhatHasTwoMeaningsOrNone(String text) {
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.parse(text, type.defaultConfig(), ENGLISH))
                .returns("field.error.number", ValueFormatException::code);
    }

    @Test
    void refusesAnotherCurrency() {
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.parse("￥5", new Config(2L, null, null, "$", true), ENGLISH));
    }

    @Test
    void neverRoundsWhatPeopleEnter() {
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.parse("1.005", type.defaultConfig(), ENGLISH))
                .returns("field.error.tooManyDecimals", ValueFormatException::code);
        assertThat(type.validateValue(type.defaultConfig(), new BigDecimal("1.005")))
                .containsExactly(Problem.error("field.error.tooManyDecimals", "", 2));
    }

    @Test
    void limitsAreNumbersThatAValueCanReach() {
        for (String odd : new String[] {"1e200000000", "-1e2147483647", "1e-200000000", "1e31"}) {
            BigDecimal limit = new BigDecimal(odd);
            assertThat(type.validate(new Config(2L, limit, null, "", true)))
                    .as(odd)
                    .anySatisfy(problem -> assertThat(problem.path()).isEqualTo("min"));
            assertThat(type.validate(new Config(2L, null, limit, "", true)))
                    .as(odd)
                    .anySatisfy(problem -> assertThat(problem.path()).isEqualTo("max"));
        }
    }

    @Test
    void namesALimitThatAnOlderDesignHasInAFewDigits() {
        Config config = new Config(2L, new BigDecimal("1e200000000"), null, "mm", true);
        assertThat(type.validateValue(config, BigDecimal.ONE).items())
                .singleElement()
                .satisfies(problem -> assertThat(problem.arguments()).containsExactly("1E+200000000 mm"));
    }

    @Test
    void refusesANumberWhoseDigitsOverflowTheirCount() {
        assertThat(type.validateValue(type.defaultConfig(), new BigDecimal("1e2147483647")))
                .extracting(Problem::code)
                .containsExactly("field.error.tooLarge");
    }

    @Test
    void keepsDigitsThroughJson() {
        DefinitionCodec codec = new DefinitionCodec();
        Config ten = new Config(10L, null, null, "", true);
        String digits = "12345678901234567890.0123456789";
        BigDecimal value = type.fromJson(codec.mapper().readTree(digits), ten);
        assertThat(value).isEqualTo(new BigDecimal(digits));
        assertThat(codec.mapper().writeValueAsString(type.toJson(new BigDecimal(digits))))
                .isEqualTo(digits);
    }

    @Test
    void hostileExponentsTakeNoMemory() {
        DefinitionCodec codec = new DefinitionCodec();
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.fromJson(codec.mapper().readTree("1e999999999"), type.defaultConfig()));
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.fromJson(codec.mapper().readTree("1e-999999999"), type.defaultConfig()));
    }

    @Test
    void writesUnitsWhereTheyBelong() {
        BigDecimal value = new BigDecimal("-1234.5");
        assertThat(type.format(value, new Config(2L, null, null, "mm", true), ENGLISH))
                .isEqualTo("-1,234.50 mm");
        assertThat(type.format(value, new Config(2L, null, null, "￥", true), ENGLISH))
                .isEqualTo("-￥1,234.50");
        assertThat(type.format(value, new Config(1L, null, null, "%", false), ENGLISH))
                .isEqualTo("-1234.5%");
        assertThat(type.format(new BigDecimal("0.0000000001"), new Config(10L, null, null, "", true), ENGLISH))
                .isEqualTo("0.0000000001");
    }
}

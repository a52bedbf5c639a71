package dev.millwright.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberBoundsTests {

    @ParameterizedTest
    @ValueSource(strings = {"0", "-12.50", "1e30", "1E+30", "0.000e-30", "9007199254740993", "1e399", "1e-400"})
    void letsThroughWhatPeopleAndProgramsSay(String number) {
        assertThat(NumberBounds.holds(number)).isTrue();
        assertThat(NumberBounds.holds(new BigDecimal(number))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e400", "-1e-401", "0e99999999", "1e-25000000", "1e200000000", "1e2147483647", "1e-2147483647"})
    void refusesWhatWouldFillTheMemory(String number) {
        assertThat(NumberBounds.holds(number)).isFalse();
        assertThat(NumberBounds.holds(new BigDecimal(number))).isFalse();
        assertThat(NumberBounds.write(new BigDecimal(number))).hasSizeLessThan(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e2147483648", "1e-2147483649", "1E+999999999999"})
    void refusesExponentsThatNoNumberHasRoomFor(String number) {
        assertThat(NumberBounds.holds(number)).isFalse();
    }

    @Test
    void countsTheDigitsThatAreWritten() {
        assertThat(NumberBounds.holds("9".repeat(400) + "." + "9".repeat(400))).isTrue();
        assertThat(NumberBounds.holds("9".repeat(401))).isFalse();
        assertThat(NumberBounds.holds("0." + "9".repeat(401))).isFalse();
    }
}

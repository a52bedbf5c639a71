package dev.millwright.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class BoundedJsonTests {

    @Test
    void keepsTheDigitsOfDecimals() {
        assertThat(read("{\"a\": 0.10, \"b\": 123456789012345678901234567890.5}"))
                .hasValueSatisfying(object -> {
                    assertThat(object.get("a").decimalValue()).isEqualByComparingTo("0.1");
                    assertThat(object.get("b").decimalValue()).isEqualTo("123456789012345678901234567890.5");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "[]", "{\"a\": 1", "{} {}", "{\"a\": 1, \"a\": 2}", "{\"a\": 1e}"})
    void isNothingUnlessThereIsOneObject(String body) {
        assertThat(read(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-25000000", "1e2147483648", "-1E+999999999999", "1e401", "0.1e-400"})
    void refusesNumbersThatNothingTakesAndSaysWhere(String number) {
        assertThatExceptionOfType(UnacceptableJsonException.class)
                .isThrownBy(() -> read("{\"a\": [1, {\"b\": %s}]}".formatted(number)))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo("shared.error.json.number");
                    assertThat(refused.arguments()).containsExactly("/a/1/b", NumberBounds.MOST_DIGITS);
                });
        assertThatExceptionOfType(UnacceptableJsonException.class).isThrownBy(() -> BoundedJson.check(number));
    }

    @Test
    void refusesMoreValuesThanTheLargestBatchHas() {
        String most = "{},".repeat(BoundedJson.MOST_VALUES - 3);
        assertThat(read("{\"many\": [" + most + "{}]}")).isPresent();
        assertThatExceptionOfType(TooLargeException.class)
                .isThrownBy(() -> read("{\"many\": [" + most + "{},{}]}"))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("shared.error.json.values"));
    }

    @Test
    void isNoJsonWhenNestedTooDeep() {
        assertThat(read("{\"a\":" + "[".repeat(400) + "]".repeat(400) + "}")).isPresent();
        assertThat(read("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"))
                .isEmpty();
    }

    @Test
    void leavesItToOthersToSayWhatIsNoJson() {
        assertThatNoException().isThrownBy(() -> BoundedJson.check("{\"a\": "));
    }

    @Test
    void readsOnlySoManyBytes() {
        byte[] body = new byte[3 << 20];
        assertThat(BoundedJson.body(new ByteArrayInputStream(body), body.length, "x"))
                .hasSize(body.length);
        assertThatExceptionOfType(TooLargeException.class)
                .isThrownBy(() -> BoundedJson.body(new ByteArrayInputStream(body), 2 << 20, "x"))
                .satisfies(refused -> assertThat(refused.arguments()).containsExactly(2));
    }

    private static Optional<ObjectNode> read(String body) {
        return BoundedJson.object(body.getBytes(StandardCharsets.UTF_8));
    }
}

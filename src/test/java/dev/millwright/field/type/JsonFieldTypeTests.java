package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.field.FormatContext;
import dev.millwright.field.ValueFormatException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JsonFieldTypeTests {

    private static final NoSettings NONE = new NoSettings();
    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);

    private final JsonFieldType type = new JsonFieldType();

    @Test
    void writesTheSameDataInOneWay() {
        JsonText value = read("{\"b\": [1.50, 1e2, -0.0], \"a\": {\"z\": true, \"y\": null}}");
        assertThat(value.text()).isEqualTo("{\"a\":{\"y\":null,\"z\":true},\"b\":[1.5,100,0]}");
        assertThat(type.fromColumns(List.of("{\"b\": [1.50, 100, 0], \"a\": {\"z\": true, \"y\": null}}")))
                .as("as PostgreSQL has it")
                .isEqualTo(value);
        assertThat(read(value.indented())).isEqualTo(value);
        assertThat(value.indented()).contains("\n");
    }

    @Test
    void readsSignsOfAChineseKeyboardButLeavesTextsAlone() {
        assertThat(read("｛“速度”：120，“备注”：“快，慢：”｝").text()).isEqualTo("{\"备注\":\"快，慢：\",\"速度\":120}");
    }

    @Test
    void saysWhereTheMistakeIs() {
        assertThat(read("［1，2］").text()).isEqualTo("[1,2]");
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> read("｛\n  “a”：［｝"))
                .as("not at the first sign that a keyboard makes so")
                .satisfies(refused -> assertThat(refused.arguments()).first().isEqualTo(2));
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> read("{\n  \"a\": 1,\n  b: 2\n}"))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo("field.error.jsonText");
                    assertThat(refused.arguments()).first().isEqualTo(3);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": 1, \"a\": 2}", "{} {}", "[1,]", "NaN", "'a'", "{", "// nothing\n1"})
    void refusesWhatIsNoJson(String text) {
        assertThatExceptionOfType(ValueFormatException.class).isThrownBy(() -> read(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "{\"a\\u0000b\": 1}", "[\"\\u0000\"]", "[\"\\ud800\"]"})
    void refusesWhatPostgresCannotKeep(String text) {
        assertThatExceptionOfType(ValueFormatException.class).isThrownBy(() -> read(text));
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.fromJson(PreciseJson.MAPPER.readTree(text), NONE));
    }

    @Test
    void refusesAnExponentThatNoNumberHasRoomFor() {
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> read("{\"a\": 1e2147483648}"))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("field.error.tooLarge"));
    }

    @Test
    void isBoundedInDepthAndSize() {
        assertThat(read("[".repeat(32) + "]".repeat(32))).isNotNull();
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> read("[".repeat(33) + "]".repeat(33)))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("field.error.jsonText.deep"));
        for (String text : List.of(
                "[".repeat(50_000) + "]".repeat(50_000),
                "\"" + "x".repeat(100_001) + "\"",
                "[" + "1,".repeat(90_000) + "1]",
                "9".repeat(101),
                "x".repeat(1_000_000))) {
            assertThatExceptionOfType(ValueFormatException.class).isThrownBy(() -> read(text));
        }
    }

    @Test
    void takesAnyJsonFromPrograms() {
        JsonMapper json = PreciseJson.MAPPER;
        for (String text : List.of("{\"a\":[1,\"x\",true,null]}", "[]", "\"text\"", "7", "false")) {
            JsonText value = Objects.requireNonNull(type.fromJson(json.readTree(text), NONE));
            assertThat(type.toJson(value)).hasToString(text);
        }
        assertThat(type.fromJson(json.readTree("null"), NONE)).isNull();
        assertThat(type.parse("null", NONE, ENGLISH)).isNull();
    }

    private JsonText read(String text) {
        return Objects.requireNonNull(type.parse(text, NONE, ENGLISH));
    }
}

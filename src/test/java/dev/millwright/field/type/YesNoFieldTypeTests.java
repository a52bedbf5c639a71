package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.field.FormatContext;
import dev.millwright.field.Token;
import dev.millwright.field.ValueFormatException;
import dev.millwright.field.type.YesNoFieldType.Config;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YesNoFieldTypeTests {

    private static final FormatContext CHINESE = new FormatContext(Locale.SIMPLIFIED_CHINESE, ZoneOffset.UTC);

    private final YesNoFieldType type = new YesNoFieldType();

    @ParameterizedTest
    @ValueSource(strings = {"yes", "YES", "true", "1", "１", "是", "有", "√", "ＴＲＵＥ"})
    void readsYes(String text) {
        assertThat(type.parse(text, type.defaultConfig(), CHINESE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "False", "0", "否", "无", "×", "x"})
    void readsNo(String text) {
        assertThat(type.parse(text, type.defaultConfig(), CHINESE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"maybe", "2", "是否", "-"})
    void refusesTheRest(String text) {
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.parse(text, type.defaultConfig(), CHINESE))
                .satisfies(refusal -> assertThat(refusal.arguments()).containsExactly("是", "否"));
    }

    @Test
    void speaksWithTheDesignersWords() {
        Config config = new Config("Failed", "Fine", "buttons");
        assertThat(type.format(true, config, CHINESE)).isEqualTo("Failed");
        assertThat(type.parse("fine", config, CHINESE)).isFalse();
        assertThat(type.parse("yes", config, CHINESE)).isTrue();
        assertThat(type.tokens(true, config, CHINESE)).containsExactly(new Token("Failed", null, "vaadin:check"));
    }

    @Test
    void needsTwoWords() {
        assertThat(type.validate(new Config("No", "", "buttons")).hasErrors()).isTrue();
        assertThat(type.validate(new Config("合格", "不合格", "buttons"))).isEmpty();
    }
}

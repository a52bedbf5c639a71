package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.field.FormatContext;
import dev.millwright.shared.Problem;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFieldTypeTests {

    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);

    private final TextFieldType type = new TextFieldType();

    @Test
    void cutsTheSpaceAroundAText() {
        assertThat(type.parse(" \u3000 ST4000DM000\t", type.defaultConfig(), ENGLISH))
                .isEqualTo("ST4000DM000");
    }

    @Test
    void countsCharactersNotHalvesOfThem() {
        TextFieldType.Config three = new TextFieldType.Config(3L);
        assertThat(type.validateValue(three, "𠮷𠮷𠮷")).isEmpty();
        assertThat(type.validateValue(three, "𠮷𠮷𠮷𠮷"))
                .containsExactly(Problem.error("field.error.tooLong", "", 3L, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul\0", "\ud83d", "a\udc00b", "\udc00\ud83d"})
    void refusesWhatCannotBeStored(String text) {
        assertThat(type.validateValue(type.defaultConfig(), text))
                .extracting(Problem::code)
                .containsExactly("field.error.characters");
    }

    @Test
    void holdsOneLine() {
        assertThat(type.validateValue(type.defaultConfig(), "one\ntwo"))
                .extracting(Problem::code)
                .containsExactly("field.error.oneLine");
    }

    @Test
    void refusesALengthThatNoIndexCanHold() {
        assertThat(type.validate(new TextFieldType.Config(501L)).hasErrors()).isTrue();
        assertThat(type.validate(new TextFieldType.Config(null))).isEmpty();
    }
}

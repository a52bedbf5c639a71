package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.field.FormatContext;
import dev.millwright.field.TypeChange;
import dev.millwright.shared.Problem;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        letters            | ＡＢｃ              | ABc
        digits             | ０１２３            | 0123
        letters-and-digits | ab12               | ab12
        licence-plate      | 粤b·12345          | 粤B12345
        licence-plate      | 京AD12345          | 京AD12345
        licence-plate      | 粤Z1234港          | 粤Z1234港
        id-number          | 11010519491231002x | 11010519491231002X
        credit-code        | 91350100m000100y43 | 91350100M000100Y43
        """)
    void takesTextsOfAForm(String form, String typed, String kept) {
        TextFieldType.Config config = new TextFieldType.Config(null, form, null, null);
        assertThat(type.validate(config)).isEmpty();
        assertThat(type.parse(typed, config, ENGLISH)).isEqualTo(kept);
        assertThat(type.validateValue(config, kept)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        letters            | ab1
        letters            | a b
        letters            | é
        digits             | 12.5
        digits             | ٣
        letters-and-digits | a_b
        licence-plate      | 粤B1234
        licence-plate      | 粤BI2345
        licence-plate      | XB12345
        id-number          | 110105194912310021
        id-number          | 11010519491331002X
        credit-code        | 91350100M000100Y44
        credit-code        | 9135010I
        """)
    void refusesTextsOfAnotherForm(String form, String text) {
        TextFieldType.Config config = new TextFieldType.Config(null, form, null, null);
        assertThat(type.validateValue(config, text).hasErrors()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "AA-0000, SN-2025, SN-2025",
                "AA-0000, ｓｎ-２０２５, SN-2025",
                "'A'-*0, A-b7, A-B7",
                "件00, 件07, 件07",
                "aA, ab, aB"
            })
    void takesWhatADesignerDrew(String mask, String typed, String kept) {
        TextFieldType.Config config = new TextFieldType.Config(null, "own", mask, null);
        assertThat(type.validate(config)).isEmpty();
        assertThat(type.parse(typed, config, ENGLISH)).isEqualTo(kept);
        assertThat(type.validateValue(config, kept)).isEmpty();
        assertThat(type.validateValue(config, kept + "0").hasErrors()).isTrue();
        assertThat(type.validateValue(config, "?").hasErrors()).isTrue();
    }

    @Test
    void refusesAPatternThatSaysNothing() {
        for (String mask : new String[] {"", " ", "'A", "''", "0".repeat(61), "nul\0"}) {
            assertThat(type.validate(new TextFieldType.Config(null, "own", mask, null))
                            .hasErrors())
                    .as(mask)
                    .isTrue();
        }
        assertThat(type.validate(new TextFieldType.Config(3L, "own", "AA-0000", null))
                        .hasErrors())
                .as("has no room")
                .isTrue();
        assertThat(type.validate(new TextFieldType.Config(17L, "id-number", null, null))
                        .hasErrors())
                .isTrue();
    }

    @Test
    void looksAtEachValueWhenAFormIsAskedFor() {
        TextFieldType.Config digits = new TextFieldType.Config(null, "digits", null, null);
        assertThat(type.changeFrom(type, type.defaultConfig(), digits)).contains(TypeChange.CHECKED);
        assertThat(type.changeFrom(type, digits, digits)).contains(TypeChange.SAFE);
        assertThat(type.changeFrom(type, digits, type.defaultConfig())).contains(TypeChange.SAFE);
    }
}

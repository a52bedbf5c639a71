package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.ChoiceOption;
import dev.millwright.field.FormatContext;
import dev.millwright.field.ValueFormatException;
import dev.millwright.shared.Problem;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipleChoiceFieldTypeTests {

    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);
    private static final FormatContext CHINESE = new FormatContext(Locale.SIMPLIFIED_CHINESE, ZoneOffset.UTC);
    private static final OptionsConfig FAULTS = new OptionsConfig(
            List.of(
                    new ChoiceOption("noise", "异响", "red", false),
                    new ChoiceOption("leak", "Leak", "blue", false),
                    new ChoiceOption("heat", "Heat", "orange", false)),
            "boxes");

    private final MultipleChoiceFieldType type = new MultipleChoiceFieldType();

    @ParameterizedTest
    @ValueSource(strings = {"Leak,异响", "leak、noise", "异响；Leak；", "异响;leak", "Leak\n异响", "异响，Leak，异响"})
    void readsListsAndPutsThemInOrder(String text) {
        assertThat(type.parse(text, FAULTS, ENGLISH)).containsExactly("noise", "leak");
    }

    @Test
    void writesListsAsUsualInEachLanguage() {
        assertThat(type.format(List.of("noise", "leak"), FAULTS, ENGLISH)).isEqualTo("异响, Leak");
        assertThat(type.format(List.of("noise", "leak"), FAULTS, CHINESE)).isEqualTo("异响、Leak");
    }

    @Test
    void refusesALabelThatALabelListCouldNotHold() {
        OptionsConfig config = new OptionsConfig(List.of(new ChoiceOption("a", "Red, green", "grey", false)), "boxes");
        assertThat(type.validate(config)).extracting(Problem::code).containsExactly("field.config.options.separator");
    }

    @Test
    void anEmptyListIsNoValue() {
        DefinitionCodec codec = new DefinitionCodec();
        assertThat(type.fromJson(codec.mapper().readTree("[]"), FAULTS)).isNull();
        assertThat(type.fromJson(codec.mapper().readTree("[\"heat\",\"noise\",\"heat\"]"), FAULTS))
                .containsExactly("noise", "heat");
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.fromJson(codec.mapper().readTree("\"heat\""), FAULTS));
    }

    @Test
    void namesEveryKeyThatIsNoOption() {
        assertThat(type.validateValue(FAULTS, List.of("noise", "x", "y")).items())
                .hasSize(2);
    }
}

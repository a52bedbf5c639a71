package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.field.ChoiceOption;
import dev.millwright.field.FormatContext;
import dev.millwright.field.Token;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.shared.Problem;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoiceFieldTypeTests {

    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);
    private static final OptionsConfig STATUS = new OptionsConfig(
            List.of(
                    new ChoiceOption("in_stock", "在库", "green", false),
                    new ChoiceOption("sold", "Sold", "blue", false),
                    new ChoiceOption("scrapped", "Scrapped", "red", true)),
            "drop-down");

    private final ChoiceFieldType type = new ChoiceFieldType();

    @ParameterizedTest
    @CsvSource({"在库, in_stock", "in_stock, in_stock", "SOLD, sold", "ｓｏｌｄ, sold", "Scrapped, scrapped"})
    void readsLabelsAndKeys(String text, String key) {
        assertThat(type.parse(text, STATUS, ENGLISH)).isEqualTo(key);
    }

    @Test
    void namesTheOptionsThatThereAre() {
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.parse("Lost", STATUS, ENGLISH))
                .satisfies(refusal -> assertThat(refusal.arguments()).containsExactly("Lost", "在库 / Sold"));
        assertThat(type.validateValue(STATUS, "lost").hasErrors()).isTrue();
    }

    @Test
    void keepsValuesThatAreNoLongerOffered() {
        assertThat(type.validateValue(STATUS, "scrapped")).isEmpty();
        assertThat(type.tokens("scrapped", STATUS, ENGLISH)).containsExactly(Token.badge("Scrapped", "red"));
        assertThat(type.tokens("gone", STATUS, ENGLISH)).containsExactly(Token.badge("gone", "grey"));
    }

    @Test
    void findsWhatIsWrongWithItsOptions() {
        assertThat(codes()).containsExactly("field.config.options.none");
        assertThat(codes(option("a", "A"), option("a", "B"))).containsExactly("field.config.options.key");
        assertThat(codes(option("A!", "A"))).containsExactly("field.config.options.key");
        assertThat(codes(option("a", "Same"), option("b", "same "))).containsExactly("field.config.options.sameLabel");
        assertThat(codes(option("a", " "))).containsExactly("field.config.options.noLabel");
        assertThat(codes(option("a", "x".repeat(201)))).containsExactly("field.config.options.labelTooLong");
    }

    @Test
    void changesSafelyToAChoiceOfMore() {
        OptionsConfig more = new OptionsConfig(
                List.of(option("x", "在库"), option("y", "Sold"), option("z", "scrapped"), option("n", "New")), "radio");
        assertThat(type.changeFrom(type, STATUS, more)).contains(TypeChange.SAFE);
        assertThat(type.changeFrom(type, more, STATUS)).contains(TypeChange.CHECKED);
    }

    private List<String> codes(ChoiceOption... options) {
        return type.validate(new OptionsConfig(List.of(options), "radio")).stream()
                .map(Problem::code)
                .toList();
    }

    private static ChoiceOption option(String key, String label) {
        return new ChoiceOption(key, label, "grey", false);
    }
}

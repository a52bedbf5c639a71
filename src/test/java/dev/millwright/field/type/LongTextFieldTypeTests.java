package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.field.type.LongTextFieldType.Config;
import dev.millwright.shared.Problem;
import org.junit.jupiter.api.Test;

class LongTextFieldTypeTests {

    private final LongTextFieldType type = new LongTextFieldType();

    @Test
    void keepsLineBreaks() {
        assertThat(type.validateValue(type.defaultConfig(), "one\n\ntwo\r\nthree"))
                .isEmpty();
    }

    @Test
    void isLimitedOnlyWhereTheDesignerSaysSo() {
        assertThat(type.validateValue(type.defaultConfig(), "x".repeat(100_000)))
                .isEmpty();
        assertThat(type.validateValue(new Config(null, 10L), "x".repeat(11)))
                .containsExactly(Problem.error("field.error.tooLong", "", 10L, 11));
    }

    @Test
    void namesNoRecord() {
        assertThat(type.usableAsTitle()).isFalse();
        assertThat(type.supportsUnique()).isFalse();
    }

    @Test
    void refusesAHeightThatFitsNoScreen() {
        assertThat(type.validate(new Config(31L, null)).items())
                .extracting(Problem::path)
                .containsExactly("rows");
    }
}

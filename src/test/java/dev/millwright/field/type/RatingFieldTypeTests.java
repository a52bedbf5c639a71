package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.field.CellContext;
import dev.millwright.field.ColumnFit;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.DateOrder;
import dev.millwright.field.FormatContext;
import dev.millwright.field.Token;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.field.type.RatingFieldType.Config;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.LongNode;

class RatingFieldTypeTests {

    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);
    private static final Config FIVE = new Config(5L);

    private final RatingFieldType type = new RatingFieldType();

    @ParameterizedTest
    @ValueSource(strings = {"3", "３", "3.0", "★★★", "★★★☆☆", "3/5", "3 / 5", "3星", "3 stars", "3★"})
    void readsStarsAndNumbers(String text) {
        assertThat(type.parse(text, FIVE, ENGLISH)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"good", "3.5", "-3", "3/10", "★★★☆", "☆☆☆☆☆", "100%", "★ ★"})
    void refusesWhatHasAnotherMeaning(String text) {
        assertThatExceptionOfType(ValueFormatException.class).isThrownBy(() -> type.parse(text, FIVE, ENGLISH));
    }

    @Test
    void hasNoMoreStarsThanTheDesignerAllows() {
        assertThat(type.validateValue(FIVE, 1L)).isEmpty();
        assertThat(type.validateValue(FIVE, 5L)).isEmpty();
        assertThat(type.validateValue(FIVE, 6L).hasErrors()).isTrue();
        assertThat(type.validateValue(FIVE, 0L).hasErrors()).isTrue();
        assertThat(type.validate(new Config(2L)).hasErrors()).isTrue();
        assertThat(type.validate(new Config(11L)).hasErrors()).isTrue();
        assertThat(type.validate(new Config(null))).isEmpty();
    }

    @Test
    void isDrawnAsStarsAndWrittenAsANumber() {
        assertThat(type.tokens(3L, FIVE, ENGLISH)).containsExactly(Token.text("★★★☆☆"));
        assertThat(type.format(3L, FIVE, ENGLISH)).isEqualTo("3");
        assertThat(type.tokens(1200L, FIVE, ENGLISH)).containsExactly(Token.text("1200"));
    }

    @Test
    void takesWholeNumbersOnlyFromPrograms() {
        assertThat(type.fromJson(LongNode.valueOf(3), FIVE)).isEqualTo(3);
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.fromJson(DoubleNode.valueOf(3.5), FIVE));
    }

    @Test
    void isRecognisedByItsStars() {
        assertThat(type.fit(column("★★★", "★"))).contains(new ColumnFit<>(FIVE, 85));
        assertThat(type.fit(column("★★★☆☆☆", "★☆☆☆☆☆"))).contains(new ColumnFit<>(new Config(6L), 85));
        assertThat(type.fit(column("★★★☆☆", "★☆☆"))).isEmpty();
        assertThat(type.fit(column("3", "1"))).isEmpty();
    }

    @Test
    void changesFromAndToNumbers() {
        IntegerFieldType whole = new IntegerFieldType();
        assertThat(type.changeFrom(whole, whole.defaultConfig(), FIVE)).contains(TypeChange.CHECKED);
        assertThat(type.changeFrom(type, FIVE, new Config(10L))).contains(TypeChange.SAFE);
        assertThat(type.changeFrom(type, FIVE, new Config(3L))).contains(TypeChange.CHECKED);
        assertThat(whole.parse(type.format(3L, FIVE, ENGLISH), whole.defaultConfig(), ENGLISH))
                .isEqualTo(3);
    }

    private static ColumnProfile column(String... values) {
        Map<String, Integer> distinct = new LinkedHashMap<>();
        List.of(values).forEach(value -> distinct.merge(value, 1, Integer::sum));
        return new ColumnProfile("x", List.of(values), distinct, new CellContext(ENGLISH, DateOrder.UNKNOWN));
    }
}

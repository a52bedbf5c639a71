package dev.millwright.form.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.form.ui.Conditions.Literal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class RuleWordsTests {

    @Test
    void readsAValueThatIsNoMoreThanAValue() {
        assertThat(RuleWords.literal("\"sold\"")).contains(new Literal.Words("sold"));
        assertThat(RuleWords.literal("5.5")).contains(new Literal.Amount("5.5"));
        assertThat(RuleWords.literal("true")).contains(new Literal.Truth(true));
        assertThat(RuleWords.literal("TODAY()")).contains(new Literal.Today());
        assertThat(RuleWords.literal("ME()")).contains(new Literal.Me());
        assertThat(RuleWords.literal("DATE(2026, 1, 2)")).contains(new Literal.Day(LocalDate.of(2026, 1, 2)));
    }

    @Test
    void readsNothingMore() {
        assertThat(RuleWords.literal("price * 2")).isEmpty();
        assertThat(RuleWords.literal("1 or y = 2")).isEmpty();
        assertThat(RuleWords.literal("")).isEmpty();
        assertThat(RuleWords.literal("price")).as("another field").isEmpty();
    }
}

package dev.millwright.form;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpressionScopesTests {

    /** Who must not see a field must not be told what is asked of it. */
    @Test
    void namesAreFoundBetweenTextsWithQuotes() {
        assertThat(ExpressionScopes.names("note = \"a\\\"\" and salary > 5 and x = \"b\""))
                .contains("note", "salary", "x");
        assertThat(ExpressionScopes.names("note = \"salary\"")).doesNotContain("salary");
    }
}

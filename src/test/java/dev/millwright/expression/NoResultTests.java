package dev.millwright.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoResultTests {

    /** a is 7, b and t are empty. */
    private static final Map<String, @Nullable Object> ROW = new HashMap<>(Map.of("a", BigDecimal.valueOf(7)));

    private static @Nullable Boolean is(Expression told) {
        return new Evaluator(Sample.NOW).condition(told, ROW::get);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100 / (a - 7)",
                "MOD(a, a - 7)",
                "ROUND(100 / (a - 7), 2)",
                "a / (a - 7) > 1",
                "IF(a > 1, 100 / (a - 7), null)",
                "IFERROR(b, a / (a - 7))"
            })
    void tellsADivisionByZero(String text) {
        assertThat(is(NoResult.of(Sample.compile(text)))).isTrue();
        assertThat(is(NoResult.byZero(Sample.compile(text)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a * b", "b > 1", "VALUE(\"x\")", "SQRT(0 - a)", "IF(a > 1, b * 2, 1)", "d + 1"})
    void tellsWhatElseCannotBeWorkedOut(String text) {
        assertThat(is(NoResult.of(Sample.compile(text)))).isTrue();
        assertThat(is(NoResult.byZero(Sample.compile(text)))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "b",
                "leave",
                "t & u",
                "ROUND(b, 2)",
                "UPPER(t)",
                "MAX(b, n)",
                "COALESCE(b, n)",
                "COALESCE(a / (a - 7), null)",
                "COALESCE(1, a / (a - 7))",
                "IF(a > 1, null, a / (a - 7))",
                "IF(a > 1, b, 1)",
                "MAX(lines.x)",
                "a + 1"
            })
    void leavesAloneWhatIsMeantToBeEmptyOrHasAResult(String text) {
        Values values = new Values() {
            @Override
            public @Nullable Object get(String name) {
                return ROW.get(name);
            }

            @Override
            public @Nullable Object rollup(Expression.Rollup rollup) {
                return null;
            }
        };
        assertThat(new Evaluator(Sample.NOW).condition(NoResult.of(Sample.compile(text)), values))
                .isFalse();
    }
}

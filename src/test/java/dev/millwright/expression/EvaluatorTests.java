package dev.millwright.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorTests {

    private static final Map<String, @Nullable Object> ROW = Sample.row();

    private static @Nullable Object value(String text, Circumstances circumstances) {
        return new Evaluator(circumstances).value(Sample.compile(text), Sample.values(ROW, Sample.lines()));
    }

    static List<RightAnswers.Answer> answers() {
        return RightAnswers.all();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void comesToTheRightAnswer(RightAnswers.Answer answer) {
        assertThat(Sample.written(value(answer.expression(), Sample.NOW))).isEqualTo(answer.result());
    }

    @ParameterizedTest
    @CsvSource({
        // put forward at two: half past two is half past three
        "'DATETIME(2026, 3, 8, 2, 30)', 2026-03-08T07:30:00Z",
        // put back at two: half past one comes twice
        "'DATETIME(2026, 11, 1, 1, 30)', 2026-11-01T06:30:00Z",
        // a day is 24 hours, whatever clocks show
        "'DATETIME(2026, 3, 7, 12) + 1', 2026-03-08T17:00:00Z"
    })
    void knowsWhenClocksArePutForwardAndBack(String text, Instant moment) {
        assertThat(value(text, Sample.IN_NEW_YORK)).isEqualTo(moment);
    }

    @Test
    void cutsOffWhatIsFinerThanTheDatabaseKeeps() {
        Circumstances fine =
                new Circumstances(Instant.parse("2026-01-31T00:00:00.123456789Z"), ZoneId.of("UTC"), "p", "P");
        assertThat(value("NOW()", fine)).isEqualTo(Instant.parse("2026-01-31T00:00:00.123456Z"));
    }

    @Test
    void takesATextWithoutCharactersForEmpty() {
        assertThat(new Evaluator(Sample.NOW).condition(Sample.compile("t = null"), _ -> ""))
                .isTrue();
    }

    static List<String> hostile() {
        return Sample.hostile();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void endsSoonWhateverIsWritten(String text) {
        Assertions.assertTimeout(Duration.ofSeconds(1), () -> {
            try {
                value(text, Sample.NOW);
            } catch (ExpressionException e) {
                assertThat(e.code()).startsWith("expression.error.");
            }
        });
    }

    @Test
    void refusesNumbersThatGrowWithoutBounds() {
        String power = "a" + " * a".repeat(55);
        ExpressionException refusal = catchThrowableOfType(ExpressionException.class, () -> Sample.compile(power));
        assertThat(refusal.code()).isEqualTo("expression.error.tooLarge");
        assertThat(value("a" + " * a".repeat(40), Sample.NOW)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 4_000})
    void refusesBracketsWithinEachOtherAtOnce(int brackets) {
        String text = "(".repeat(brackets / 2) + "1" + ")".repeat(brackets / 2 - 1);
        long start = System.nanoTime();
        ExpressionException refusal = catchThrowableOfType(ExpressionException.class, () -> Sample.compile(text));
        assertThat(refusal.code()).isEqualTo("expression.error.tooDeep");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
    }
}

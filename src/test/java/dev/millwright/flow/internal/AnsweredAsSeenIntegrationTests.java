package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.VotePolicy;
import dev.millwright.identity.Person;
import dev.millwright.record.StaleRecordException;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.testing.TestPeople;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers count for the record as those who give them saw it. */
class AnsweredAsSeenIntegrationTests {

    private static Mill mill;
    private static Person ann;
    private static Person bob;

    private FlowInstance run;

    @BeforeAll
    static void start() {
        mill = new Mill(Gate.form("request", Gate.field("name", "text"), Gate.field("reason", "text")));
        ann = mill.staff.hire("Ann");
        bob = mill.staff.hire("Bob");
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    @BeforeEach
    void submit() {
        mill.publish(mill.submitted(mill.approve(
                "Both",
                Mill.by(ann, bob)
                        .withPolicy(VotePolicy.ALL)
                        .withFields(Map.of("name", FieldRight.EDIT, "reason", FieldRight.HIDDEN)))));
        run = mill.submit(TestPeople.SAM, "name", "Drill", "reason", "Worn");
    }

    private FlowTask task(Person person) {
        return mill.task(person, run);
    }

    private static List<TaskAction> answers() {
        return List.of(
                new TaskAction.Approve("", Map.of(), List.of()),
                new TaskAction.Reject("No", null),
                new TaskAction.Return("Once more", null, false));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void nothingIsBookedForWhatWasNotSeen(TaskAction answer) {
        Long seen = Objects.requireNonNull(task(ann).version());
        mill.yes(bob, run, "name", "Press");
        assertThatExceptionOfType(StaleRecordException.class)
                .isThrownBy(() -> mill.act(ann, run, answer.of(seen)))
                .satisfies(e -> assertThat(e.current().values())
                        .containsEntry("name", "Press")
                        .doesNotContainKey("reason"));
        assertThat(mill.has(ann, run)).isTrue();
        mill.act(ann, run, answer.of(task(ann).version()));
        assertThat(mill.has(ann, run)).isFalse();
    }

    @Test
    void whoNamesNoVersionAnswersForWhateverItIs() {
        mill.yes(bob, run, "name", "Press");
        mill.yes(ann, run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    @Test
    void manyAnswersLeaveOutWhatChangedSinceItWasListed() {
        FlowInstance first = run;
        FlowTask seen = task(ann);
        submit();
        FlowTask other = task(ann);
        mill.act(bob, first, new TaskAction.Approve("", Map.of("name", "Press"), List.of()));
        TaskAction yes = new TaskAction.Approve("", Map.of(), List.of());
        Map<UUID, Problems> refused = Mill.as(
                ann,
                () -> mill.tasks()
                        .actAll(Map.of(seen.id(), yes.of(seen.version()), other.id(), yes.of(other.version()))));
        assertThat(refused).containsOnlyKeys(seen.id());
        assertThat(problem(refused.get(seen.id()))).isEqualTo("flow.error.changedSince");
        assertThat(mill.has(ann, run)).isFalse();
        assertThat(mill.has(ann, first)).isTrue();
    }

    private static String problem(@Nullable Problems problems) {
        return Objects.requireNonNull(problems).items().stream()
                .map(Problem::code)
                .findFirst()
                .orElse("");
    }
}

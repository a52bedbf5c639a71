package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.app.Action;
import dev.millwright.flow.Deadline;
import dev.millwright.flow.Deadline.Act;
import dev.millwright.flow.Deadline.Counted;
import dev.millwright.flow.Deadline.Escalation;
import dev.millwright.flow.Deadline.Span;
import dev.millwright.flow.Deadline.Unit;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.RulesChangedException;
import dev.millwright.flow.StepAction;
import dev.millwright.flow.StepButton;
import dev.millwright.flow.TaskAction;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.Person;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Rules that are published while a record is in approval: "approved" and "stored" never disagree. */
class ChangedRulesIntegrationTests {

    private static final Span DAY = new Span(1, Unit.DAYS, false);

    private static Mill mill;
    private static Person ann;
    private static Person bob;

    @BeforeAll
    static void start() {
        mill = Mill.inTime(Gate.form("request", Gate.field("name", "text"), Gate.field("reason", "text")));
        ann = mill.staff.hire("Ann");
        bob = mill.staff.hire("Bob");
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    @BeforeEach
    void anyReason() {
        publish("{}");
    }

    /** The form again, its field with other settings. */
    private static void publish(String config) {
        List<FieldDefinition> fields = mill.form
                .fields()
                .map(field -> field.key().equals("reason")
                        ? new FieldDefinition(
                                field.id(),
                                field.key(),
                                field.label(),
                                field.type(),
                                (ObjectNode) JsonMapper.shared().readTree(config),
                                false,
                                false,
                                "",
                                "",
                                null)
                        : field)
                .toList();
        FormDefinition form = Gate.form(
                mill.form.id(), mill.form.key(), null, null, List.of(), fields.toArray(FieldDefinition[]::new));
        mill.gate.publish(Mill.APP, Set.of(Action.SEE, Action.CREATE, Action.CHANGE), form);
    }

    private static FlowInstance submitted(FlowSettings settings, PeopleStep step) {
        mill.publish(mill.submitted(settings, mill.approve("Head", step)));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill", "reason", "It is worn out");
        publish("{\"maxLength\": 3}");
        return run;
    }

    private static TaskAction.Approve yes(boolean asItWas) {
        return new TaskAction.Approve("", Map.of(), List.of(), asItWas);
    }

    @Test
    void theLastYesIsNotBookedAndSaysWhichField() {
        FlowInstance run = submitted(FlowSettings.DEFAULT, Mill.by(ann));
        assertThatExceptionOfType(RulesChangedException.class)
                .isThrownBy(() -> mill.act(ann, run, yes(false)))
                .satisfies(e -> {
                    assertThat(e.mayStay()).isFalse();
                    assertThat(e.problems().items()).extracting(Problem::path).containsExactly("reason");
                });
        assertThatExceptionOfType(NotAllowedException.class).isThrownBy(() -> mill.act(ann, run, yes(true)));
        assertThat(mill.outcome(run)).isNull();
        UUID task = mill.task(ann, run).id();
        assertThat(Mill.as(ann, () -> mill.tasks().get(task)).buttons())
                .extracting(StepButton::action)
                .contains(StepAction.RETURN);

        mill.act(ann, run, new TaskAction.Return("Shorter, please", null, false));
        mill.yes(TestPeople.SAM, run, "reason", "Old");
        mill.act(ann, run, yes(false));
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    @Test
    void savesItAsItWasWhereTheFlowAllowsThat() {
        FlowInstance run = submitted(FlowSettings.DEFAULT.withAsItWas(true), Mill.by(ann));
        assertThatExceptionOfType(RulesChangedException.class)
                .isThrownBy(() -> mill.act(ann, run, yes(false)))
                .satisfies(e -> assertThat(e.mayStay()).isTrue());
        mill.act(ann, run, yes(true));
        assertThat(mill.outcome(run)).isEqualTo("accepted");
        assertThat(mill.timeline(run))
                .anySatisfy(entry ->
                        assertThat(mill.words(entry)).startsWith("Left as it was, although rules have changed: "));
        UUID record = java.util.Objects.requireNonNull(run.record());
        assertThat(mill.gate.query().get(Gate.ref(Mill.APP, "request"), record).values())
                .containsEntry("reason", "It is worn out");
    }

    @Test
    void timeThatIsUpPassesNothingThatAPersonCouldNotPass() {
        Deadline due = new Deadline(
                DAY, "", List.of(), List.of(new Escalation(DAY, Counted.AFTER_START, Act.APPROVE, List.of())));
        FlowInstance run = submitted(FlowSettings.DEFAULT, Mill.by(ann).withDue(due));
        comes(run);
        assertThat(mill.outcome(run)).isNull();
        assertThat(mill.has(ann, run)).isTrue();
        assertThat(mill.timeline(run))
                .anySatisfy(entry -> assertThat(mill.words(entry)).startsWith("Time is up, but it cannot pass: "));
        assertThat(mill.notices)
                .anyMatch(notice -> notice.kind().equals("flow.failed")
                        && notice.recipients().contains(TestPeople.DANA.id())
                        && notice.link().equals("work/run/" + run.id()));
        publish("{}");
        comes(run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    private static void comes(FlowInstance run) {
        Step open = mill.context.getBean(RunStore.class).openSteps(run.id()).getFirst();
        mill.course()
                .timer(
                        run.id(),
                        open.id,
                        (turn, step) ->
                                mill.context.getBean(WorkingDeadlines.class).due(turn, step, "escalate 0"));
    }

    @Test
    void saysWhatWasChangedByItsLabel() {
        mill.publish(mill.submitted(
                mill.approve("Head", Mill.by(ann).withFields(Map.of("reason", FieldRight.EDIT))),
                mill.approve("Other", Mill.by(bob))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill", "reason", "Worn");
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> mill.yes(ann, run, "name", "Press"))
                .satisfies(e ->
                        assertThat(e.problems().items().getFirst().arguments()).containsExactly("The name"));
        mill.yes(ann, run, "reason", "Broken");
        assertThat(mill.timeline(run))
                .anySatisfy(entry -> assertThat(mill.words(entry)).isEqualTo("agreed and changed The reason"));
    }

    @Test
    void whoHasNoRightToTheFormReadsWhichFieldIsMissing() {
        Person guest = mill.staff.visit("Gus");
        mill.publish(mill.submitted(
                mill.approve("Guest", Mill.by(guest).withFields(Map.of("reason", FieldRight.REQUIRED)))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> mill.yes(guest, run))
                .satisfies(e -> {
                    Problem problem = e.problems().items().getFirst();
                    assertThat(problem.path()).isEqualTo("reason");
                    assertThat(problem.arguments()).containsExactly("The reason");
                });
        mill.yes(guest, run, "reason", "Worn");
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }
}

package dev.millwright.flow.internal;

import static dev.millwright.record.internal.Gate.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.app.Action;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Flows.HandedOver;
import dev.millwright.flow.Flows.OpenWork;
import dev.millwright.flow.Flows.RunFilter;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.TaskEvent;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.flow.VotePolicy;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.Person;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.testing.TestPeople;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may steer runs: the designers and owners of the app, and starters and those asked what is theirs; nobody else. */
class SteeringIntegrationTests {

    private static final Set<Action> WORKING = Set.of(Action.SEE, Action.CREATE, Action.CHANGE);

    private static Mill mill;
    private static Person ann;
    private static Person bob;
    private static Person eve;

    private NodeDefinition first;
    private NodeDefinition second;
    private FlowInstance run;

    @BeforeAll
    static void start() {
        mill = new Mill(Gate.form("request", field("name", "text"), field("sum", "decimal")));
        mill.context.getBean(DueWork.class).stop();
        ann = mill.staff.hire("Ann");
        bob = mill.staff.hire("Bob");
        eve = mill.staff.visit("Eve");
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    @BeforeEach
    void submit() {
        first = mill.approve("First", Mill.by(ann));
        second = mill.approve("Second", Mill.by(TestPeople.MIA));
        mill.publish(mill.submitted(first, second));
        run = mill.submit(TestPeople.SAM, "name", "Drill");
    }

    private FlowInstance.State state() {
        return mill.now(run).state();
    }

    private static void steer(Runnable work) {
        Gate.run(TestPeople.DANA, work);
    }

    @Test
    void refusesAllThatIsNotTheirsToWhoOnlyWorksInTheApp() {
        UUID answered = mill.task(ann, run).id();
        mill.yes(ann, run);
        UUID open = mill.task(TestPeople.MIA, run).id();
        List<String> before = mill.kinds(run);
        Map<String, Runnable> calls = new LinkedHashMap<>();
        calls.put("suspend", () -> mill.runs().suspend(run.id(), ""));
        calls.put("resume", () -> mill.runs().resume(run.id()));
        calls.put("retry", () -> mill.runs().retry(run.id()));
        calls.put("end", () -> mill.runs().end(run.id(), ""));
        calls.put("move", () -> mill.runs().move(run.id(), first.id(), ""));
        calls.put("reassign", () -> mill.runs().reassign(open, Mill.ref(bob), ""));
        calls.put("handOver", () -> mill.runs().handOver(Mill.APP, Mill.ref(TestPeople.MIA), Mill.ref(bob), ""));
        calls.put(
                "handOverAll",
                () -> mill.runs().handOverAll(Set.of(Mill.APP), Mill.ref(TestPeople.MIA), Mill.ref(bob), ""));
        calls.put("openWork", () -> mill.runs().openWork(Mill.ref(TestPeople.MIA)));
        calls.put("withOpenWork", () -> mill.runs().withOpenWork("", 5));
        calls.put("flowsOf", () -> mill.runs().flowsOf(Mill.APP));
        calls.put("retryStarts", () -> mill.runs().retryStarts(Mill.APP));
        calls.put("failedStarts", () -> mill.runs().failedStarts(Mill.APP, null, 1));
        calls.put("takeBack", () -> mill.runs().takeBack(answered, ""));
        calls.forEach((name, call) -> {
            for (Person person : List.of(bob, eve, TestPeople.SAM)) {
                assertThatExceptionOfType(DomainException.class)
                        .as(name + " by " + person.name())
                        .isThrownBy(() -> Gate.run(person, call))
                        .isInstanceOfAny(NotAllowedException.class, NotFoundException.class);
            }
        });
        for (Person person : List.of(bob, eve, ann, TestPeople.DANA)) {
            assertThatExceptionOfType(NotFoundException.class)
                    .as("withdraw by " + person.name())
                    .isThrownBy(() -> Gate.run(person, () -> mill.runs().withdraw(run.id(), "")));
        }
        assertThatExceptionOfType(NotFoundException.class)
                .as("urge by who sees nothing of it")
                .isThrownBy(() -> Gate.run(eve, () -> mill.runs().urge(run.id(), "")));
        assertThat(mill.kinds(run)).isEqualTo(before);
        assertThat(state()).isEqualTo(FlowInstance.State.RUNNING);
        assertThat(mill.task(TestPeople.MIA, run).id()).isEqualTo(open);
    }

    @Test
    void whoIsAskedSeesThatARunIsHeldAndNobodyIsUrged() {
        steer(() -> mill.runs().suspend(run.id(), "Wait"));
        assertThat(mill.task(ann, run).isHeld()).isTrue();
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> Gate.run(TestPeople.SAM, () -> mill.runs().urge(run.id(), "")));
        steer(() -> mill.runs().resume(run.id()));
        assertThat(mill.task(ann, run).isHeld()).isFalse();
    }

    @Test
    void whoStartedARunSaysSomethingToThoseWhoFollowItAndWhoSeesNothingOfItDoesNot() {
        mill.told.clear();
        Gate.run(
                TestPeople.SAM,
                () -> mill.runs().comment(run.id(), "See the drawing", List.of(Mill.ref(ann), Mill.ref(ann))));
        assertThat(mill.kinds(run)).contains("comment");
        assertThat(mill.told)
                .filteredOn(event -> event.kind() == TaskEvent.Kind.MENTIONED)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.person()).isEqualTo(Mill.ref(ann));
                    assertThat(event.task()).isNull();
                    assertThat(event.reason()).isEqualTo("See the drawing");
                });
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> Gate.run(TestPeople.SAM, () -> mill.runs().comment(run.id(), " ", List.of())));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> Gate.run(eve, () -> mill.runs().comment(run.id(), "Me too", List.of())));
    }

    @Test
    void aDesignerHoldsARunAndLetsItGoOn() {
        steer(() -> mill.runs().suspend(run.id(), "Wait"));
        assertThat(state()).isEqualTo(FlowInstance.State.SUSPENDED);
        steer(() -> mill.runs().resume(run.id()));
        assertThat(state()).isEqualTo(FlowInstance.State.RUNNING);
        assertThat(mill.kinds(run)).containsSubsequence("suspended", "resumed");
    }

    @Test
    void aDesignerEndsARun() {
        steer(() -> mill.runs().end(run.id(), "Enough"));
        assertThat(mill.outcome(run)).isEqualTo("cancelled");
        assertThat(mill.timeline(run)).extracting(TimelineEntry::reason).contains("Enough");
    }

    @Test
    void stepsWithoutNamesAreToldApart() {
        NodeDefinition one = mill.approve("", Mill.by(ann));
        NodeDefinition other = mill.approve("", Mill.by(TestPeople.MIA));
        mill.publish(mill.submitted(one, second, other));
        FlowInstance unnamed = mill.submit(TestPeople.SAM, "name", "Saw");
        Map<UUID, String> steps = Mill.as(TestPeople.DANA, () -> mill.runs().steps(unnamed.id()));
        assertThat(steps)
                .containsExactly(
                        Map.entry(one.id(), "Approve"),
                        Map.entry(second.id(), "Second"),
                        Map.entry(other.id(), "Approve (2)"));
    }

    @Test
    void aDesignerMovesARunToAnotherStep() {
        steer(() -> mill.runs().move(run.id(), second.id(), ""));
        assertThat(mill.has(ann, run)).isFalse();
        assertThat(mill.task(TestPeople.MIA, run).step()).isEqualTo("Second");
    }

    @Test
    void aDesignerGivesATaskToAnother() {
        UUID task = mill.task(ann, run).id();
        steer(() -> mill.runs().reassign(task, Mill.ref(bob), ""));
        assertThat(mill.has(ann, run)).isFalse();
        assertThat(mill.task(bob, run).step()).isEqualTo("First");
    }

    @Test
    void aDesignerHandsOverAllWorkOfAPerson() {
        Person gone = mill.staff.hire("Gone");
        Person heir = mill.staff.hire("Heir");
        mill.publish(mill.submitted(mill.approve("First", Mill.by(gone))));
        FlowInstance own = mill.submit(TestPeople.SAM, "name", "Lathe");
        assertThat(Mill.as(TestPeople.DANA, () -> mill.runs().openWork(Mill.ref(gone))).stream()
                        .filter(work -> work.app().equals(Mill.APP))
                        .findFirst()
                        .orElseThrow()
                        .tasks())
                .isPositive();
        assertThat(Mill.as(TestPeople.DANA, () -> mill.runs().withOpenWork(gone.name(), 5)))
                .extracting(person -> person.id())
                .contains(gone.id());
        int handed = Mill.as(TestPeople.DANA, () -> mill.runs().handOver(Mill.APP, Mill.ref(gone), Mill.ref(heir), ""));
        assertThat(handed).isEqualTo(1);
        assertThat(mill.has(heir, own)).isTrue();
    }

    @Test
    void whoWaitsOnlyForHisTurnIsFoundForHandingOver() {
        Person gone = mill.staff.hire("Retiree");
        mill.publish(mill.submitted(mill.approve(
                "One after the other", Mill.by(TestPeople.MIA, gone).withPolicy(Mill.mode(VotePolicy.Mode.SEQUENCE)))));
        mill.submit(TestPeople.SAM, "name", "Lathe");
        assertThat(Mill.as(TestPeople.DANA, () -> mill.runs().withOpenWork("Retiree", 5)))
                .extracting(PersonRef::id)
                .containsExactly(gone.id());
    }

    @Test
    void sayHowManyTasksWhereAndWhichStayWhenAllIsHandedOver() {
        Person gone = mill.staff.hire("Leaver");
        Person heir = mill.staff.hire("Follower");
        mill.publish(mill.submitted(mill.approve("Both", Mill.by(gone, heir))));
        FlowInstance both = mill.submit(TestPeople.SAM, "name", "Lathe");
        mill.publish(mill.submitted(mill.approve("One", Mill.by(gone))));
        FlowInstance one = mill.submit(TestPeople.SAM, "name", "Press");
        assertThat(Mill.as(TestPeople.DANA, () -> mill.runs().openWork(Mill.ref(gone))))
                .containsExactly(new OpenWork(Mill.APP, 2));
        assertThat(Mill.as(
                        TestPeople.DANA,
                        () -> mill.runs().handOverAll(Set.of(Mill.APP), Mill.ref(gone), Mill.ref(heir), "Left")))
                .containsExactly(new HandedOver(Mill.APP, 1, 1));
        assertThat(mill.has(heir, one)).isTrue();
        assertThat(mill.has(gone, both)).isTrue();
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> Mill.as(
                        TestPeople.DANA,
                        () -> mill.runs().handOverAll(Set.of(Mill.APP), Mill.ref(gone), Mill.ref(gone), "")))
                .satisfies(e -> assertThat(e.code()).isEqualTo("flow.error.handOverToSelf"));
    }

    @Test
    void runsAreFilteredByTheirFlow() {
        assertThat(Mill.as(TestPeople.DANA, () -> mill.runs().flowsOf(Mill.APP)))
                .containsEntry("flow", "The flow");
        assertThat(Mill.as(TestPeople.DANA, () -> mill.runs().runs(Mill.APP, new RunFilter("flow", null, ""), null, 5))
                        .runs())
                .isNotEmpty();
        assertThat(Mill.as(TestPeople.DANA, () -> mill.runs().runs(Mill.APP, new RunFilter("other", null, ""), null, 5))
                        .runs())
                .isEmpty();
    }

    @Test
    void aDesignerLetsARunTryAgainWhatFailed() {
        mill.publish(
                mill.submitted(first, mill.branches("condition", Mill.branch("sum > 5", second), Mill.branch(""))));
        FlowInstance failing = mill.submit(TestPeople.SAM, "name", "Drill", "sum", "9");
        // The run stays on its version, which asks for a field that the form has lost meanwhile.
        mill.gate.publish(Mill.APP, WORKING, withoutSum());
        mill.yes(ann, failing);
        assertThat(mill.now(failing).state()).isEqualTo(FlowInstance.State.FAILED);
        mill.gate.publish(Mill.APP, WORKING, mill.form);
        steer(() -> mill.runs().retry(failing.id()));
        assertThat(mill.now(failing).state()).isEqualTo(FlowInstance.State.RUNNING);
        assertThat(mill.has(TestPeople.MIA, failing)).isTrue();
    }

    private static FormDefinition withoutSum() {
        return Gate.form(
                mill.form.id(),
                "request",
                null,
                null,
                List.of(),
                mill.form.fields().filter(one -> !one.key().equals("sum")).toArray(FieldDefinition[]::new));
    }

    @Test
    void aDesignerBeginsAgainAllThatFailedToBegin() {
        FlowDefinition flow = mill.publish(mill.submitted(first));
        mill.database().update("""
                        INSERT INTO platform.flow_due (id, app_key, flow, by_person, by_name, due_at, failure)
                        VALUES (?, ?, ?, 'sam-id', 'Sam Staff', now(), '[{"say": "flow.failure.incident", "with": ["ab12"]}]')\
                        """, Ids.next(), Mill.APP, flow.id());
        int again = Mill.as(TestPeople.DANA, () -> mill.runs().retryStarts(Mill.APP));
        assertThat(again).isEqualTo(1);
        assertThat(Mill.as(TestPeople.DANA, () -> mill.runs().failedStarts(Mill.APP, null, 10))
                        .starts())
                .isEmpty();
    }

    @Test
    void whoStartedARunWithdrawsIt() {
        Gate.run(TestPeople.SAM, () -> mill.runs().withdraw(run.id(), "Not needed"));
        assertThat(mill.outcome(run)).isEqualTo("cancelled");
        assertThat(mill.has(ann, run)).isFalse();
    }

    @Test
    void whoAnsweredTakesItBackWhileNobodyHasActedOnIt() {
        FlowTask answered = mill.task(ann, run);
        mill.yes(ann, run);
        Gate.run(ann, () -> mill.runs().takeBack(answered.id(), ""));
        assertThat(mill.has(ann, run)).isTrue();
        assertThat(mill.has(TestPeople.MIA, run)).isFalse();
    }

    @Test
    void nobodyIsRemindedWhereOnlyWhoAsksIsWaitedFor() {
        mill.act(ann, run, new TaskAction.Return("Which drill?", null, false));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> Gate.run(TestPeople.SAM, () -> mill.runs().urge(run.id(), "Please")))
                .satisfies(e -> assertThat(e.code()).isEqualTo("flow.error.nobodyToUrge"));
        assertThat(Mill.as(TestPeople.SAM, () -> mill.tasks().run(run.id())).canUrge())
                .isFalse();
    }

    @Test
    void remindsOnceInTenMinutes() {
        Gate.run(TestPeople.SAM, () -> mill.runs().urge(run.id(), "Please"));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> Gate.run(TestPeople.SAM, () -> mill.runs().urge(run.id(), "Please")))
                .satisfies(e -> assertThat(e.code()).isEqualTo("flow.error.urged"));
        assertThat(mill.kinds(run)).filteredOn("urged"::equals).hasSize(1);
    }
}

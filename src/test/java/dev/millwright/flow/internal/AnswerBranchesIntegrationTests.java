package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.Flows.NodeState;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.OtherWay;
import dev.millwright.flow.OtherWayException;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.PeopleStep.Rejection;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.Tasks.TaskDetail;
import dev.millwright.identity.Person;
import dev.millwright.record.internal.Gate;
import dev.millwright.testing.TestPeople;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What follows a no that has a branch of its own. */
class AnswerBranchesIntegrationTests {

    private static final Person SAM = TestPeople.SAM;

    private static Mill mill;
    private static Person ann;
    private static Person bob;
    private static Person cem;
    private static Person eve;

    @BeforeAll
    static void start() {
        mill = new Mill(Gate.form("purchase", Gate.field("name", "text"), Gate.field("sum", "decimal")));
        ann = mill.staff.hire("Ann");
        bob = mill.staff.hire("Bob");
        cem = mill.staff.hire("Cem");
        eve = mill.staff.hire("Eve");
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    private static NodeDefinition asked(Person[] people, List<NodeDefinition> agreed, List<NodeDefinition> refused) {
        return mill.approve("Head", Mill.by(people).withRejection(Rejection.BRANCH, null))
                .withBranches(List.of(
                        Mill.branch("", agreed.toArray(NodeDefinition[]::new)),
                        Mill.branch("", refused.toArray(NodeDefinition[]::new))));
    }

    private static NodeDefinition rejected() {
        return mill.node("end", "Refused", Map.of("outcome", "rejected"));
    }

    /** Ann is asked; a yes leads to Bob, a no to Cem; both lead to Eve. */
    private static FlowInstance both() {
        mill.publish(mill.submitted(
                asked(
                        new Person[] {ann},
                        List.of(mill.approve("Order", Mill.by(bob))),
                        List.of(mill.fill("Tell the buyer", Mill.by(cem)))),
                mill.fill("File", Mill.by(eve))));
        return mill.submit(SAM, "name", "Drill", "sum", "10");
    }

    private static Map<String, NodeState.Status> states(FlowInstance run) {
        return Mill.as(SAM, () -> mill.runs().path(run.id())).values().stream()
                .collect(Collectors.toMap(NodeState::name, NodeState::status));
    }

    private static TaskDetail detail(Person person, FlowInstance run) {
        UUID task = mill.task(person, run).id();
        return Mill.as(person, () -> mill.tasks().get(task));
    }

    @Test
    void aNoGoesOnInItsBranchAndFromThereWithTheMainLine() {
        FlowInstance run = both();
        assertThat(detail(ann, run).rejectionGoesOn()).isTrue();
        assertThat(states(run))
                .containsEntry("Head", NodeState.Status.CURRENT)
                .containsEntry("Order", NodeState.Status.AHEAD)
                .containsEntry("Tell the buyer", NodeState.Status.SKIPPED);
        mill.no(ann, run);
        assertThat(mill.has(cem, run)).isTrue();
        assertThat(mill.has(bob, run)).isFalse();
        assertThat(states(run))
                .containsEntry("Head", NodeState.Status.REJECTED)
                .containsEntry("Order", NodeState.Status.SKIPPED)
                .containsEntry("Tell the buyer", NodeState.Status.CURRENT)
                .containsEntry("File", NodeState.Status.AHEAD);
        assertThat(mill.kinds(run)).contains("rejected").doesNotContain("ended");
        mill.yes(cem, run);
        mill.yes(eve, run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");
        assertThat(states(run)).containsEntry("Order", NodeState.Status.SKIPPED);
    }

    @Test
    void aYesGoesOnInTheOther() {
        FlowInstance run = both();
        mill.yes(ann, run);
        assertThat(mill.has(bob, run)).isTrue();
        assertThat(mill.has(cem, run)).isFalse();
        mill.yes(bob, run);
        assertThat(mill.has(eve, run)).isTrue();
        assertThat(states(run)).containsEntry("Tell the buyer", NodeState.Status.SKIPPED);
    }

    @Test
    void aNoThatIsCertainTakesItsBranchOnceAndAnEndInItEndsTheRun() {
        mill.publish(mill.submitted(
                asked(
                        new Person[] {ann, bob},
                        List.of(),
                        List.of(
                                mill.node("set-fields", "Mark", Map.of("values", Map.of("name", "'Marked'"))),
                                mill.fill("Tell", Mill.by(cem)),
                                rejected())),
                mill.fill("File", Mill.by(eve))));
        FlowInstance run = mill.submit(SAM, "name", "Drill", "sum", "10");
        mill.no(ann, run);
        assertThat(mill.has(bob, run)).isFalse();
        assertThat(mill.has(cem, run)).isTrue();
        mill.yes(cem, run);
        assertThat(mill.outcome(run)).isEqualTo("rejected");
        assertThat(mill.kinds(run)).filteredOn("rejected"::equals).hasSize(1);
        assertThat(mill.kinds(run)).filteredOn("ended"::equals).hasSize(1);

        FlowInstance other = mill.submit(SAM, "name", "Drill", "sum", "10");
        mill.yes(ann, other);
        mill.yes(bob, other);
        assertThat(mill.has(eve, other)).isTrue();
    }

    @Test
    void sentStraightBackFromItsBranchTheSameAnswerLeadsStraightThereAndTheOtherIsToldBefore() {
        FlowInstance run = both();
        mill.no(ann, run);
        UUID head = detail(cem, run).targets().getFirst().node();
        mill.act(cem, run, new TaskAction.Return("Why?", head, true));
        assertThat(detail(ann, run).straightTo()).containsExactly("Tell the buyer");

        TaskAction.Approve yes = new TaskAction.Approve("", Map.of(), List.of());
        OtherWay way = Objects.requireNonNull(
                        catchThrowableOfType(OtherWayException.class, () -> mill.act(ann, run, yes)))
                .way();
        assertThat(way.next()).containsExactly(new OtherWay.Next("Order", List.of(Mill.ref(bob))));
        assertThat(way.forks().getFirst().before()).containsExactly("Refused");
        assertThat(way.forks().getFirst().now()).containsExactly("Agreed");

        mill.no(ann, run);
        assertThat(mill.has(cem, run)).isTrue();
        mill.act(cem, run, new TaskAction.Return("Really?", head, true));
        mill.act(ann, run, yes.agreeing(way));
        assertThat(mill.has(cem, run)).isFalse();
        assertThat(mill.has(bob, run)).isTrue();
        mill.yes(bob, run);
        mill.yes(eve, run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    @Test
    void sentStraightBackFromBehindANoTakesTheOtherBranch() {
        FlowInstance run = both();
        mill.yes(ann, run);
        mill.yes(bob, run);
        UUID head = detail(eve, run).targets().getFirst().node();
        mill.act(eve, run, new TaskAction.Return("Sure?", head, true));
        mill.no(ann, run);
        assertThat(mill.has(eve, run)).isFalse();
        assertThat(mill.has(cem, run)).isTrue();
        mill.yes(cem, run);
        assertThat(mill.has(eve, run)).isTrue();
    }

    @Test
    void aNoIsTakenBackWhileNobodyHasActedOnIt() {
        FlowInstance run = both();
        UUID task = mill.task(ann, run).id();
        mill.no(ann, run);
        Gate.run(ann, () -> mill.runs().takeBack(task, "A mistake"));
        assertThat(mill.has(cem, run)).isFalse();
        mill.yes(ann, run);
        assertThat(mill.has(bob, run)).isTrue();
        assertThat(states(run)).containsEntry("Order", NodeState.Status.CURRENT);
    }

    @Test
    void whoSaidNoIsTheHandlerBefore() {
        mill.publish(mill.submitted(asked(
                new Person[] {ann},
                List.of(),
                List.of(mill.fill(
                        "Write why", PeopleStep.EMPTY.withPeople(List.of(new PeopleSource.HandlerBefore())))))));
        FlowInstance run = mill.submit(SAM, "name", "Drill", "sum", "10");
        mill.no(ann, run);
        assertThat(mill.has(ann, run)).isTrue();
    }
}

package dev.millwright.flow.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.RecordChoice;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.TaskEvent;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.flow.spi.NodeBehaviour.Call.Otherwise;
import dev.millwright.identity.Person;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.testing.TestPeople;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Flows that start others and wait for them: what became of these counts, and none outlives what it was started for. */
class SubFlowsIntegrationTests {

    private static final Person SAM = TestPeople.SAM;

    private static Mill mill;
    private static Person first;
    private static Person boss;

    @BeforeAll
    static void start() {
        mill = new Mill(form("request", field("name", "text"), field("sum", "decimal")));
        first = mill.staff.hire("First");
        boss = mill.staff.hire("Boss");
        mill.context.getBean(DueWork.class).stop();
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    @Test
    void aNoOfTheCalledFlowRejectsTheCallingOne() {
        FlowInstance run = calling(null);
        FlowInstance called = called(run).getFirst();
        mill.no(first, called);
        drain();
        assertThat(mill.outcome(run)).isEqualTo("rejected");
        assertThat(mill.has(boss, run)).isFalse();
        assertThat(words(run)).contains("Started Called", "Called “Some”: rejected");
        assertThat(mill.timeline(run)).extracting(TimelineEntry::called).contains(called.id());
    }

    @Test
    void whatIsWaitedForIsNotWithdrawnAlone() {
        FlowInstance run = calling(Otherwise.GO_ON);
        FlowInstance called = called(run).getFirst();
        assertThatExceptionOfType(NotAllowedException.class)
                .isThrownBy(() -> Gate.run(SAM, () -> mill.runs().withdraw(called.id(), "Not now")))
                .satisfies(e -> assertThat(e.code()).isEqualTo("flow.error.withdrawCaller"));
        assertThat(Mill.as(SAM, () -> mill.runs().mayWithdraw(called.id()))).isFalse();
        assertThat(Mill.as(SAM, () -> mill.runs().mayWithdraw(run.id()))).isTrue();
    }

    @Test
    void whoHasItInACalledFlowIsReminded() {
        FlowInstance run = calling(Otherwise.GO_ON);
        FlowInstance called = called(run).getFirst();
        assertThat(Mill.as(SAM, () -> mill.tasks().run(run.id())).canUrge()).isTrue();
        mill.told.clear();
        Gate.run(SAM, () -> mill.runs().urge(run.id(), "Please"));
        assertThat(mill.told)
                .filteredOn(event -> event.kind() == TaskEvent.Kind.URGED)
                .extracting(event -> event.person().id())
                .containsExactly(first.id());
        assertThat(mill.kinds(run)).contains("urged");
        assertThat(mill.kinds(called)).contains("urged");
    }

    @Test
    void goesOnAfterANoWhereTheDesignerSaysSo() {
        FlowInstance run = calling(Otherwise.GO_ON);
        mill.no(first, called(run).getFirst());
        drain();
        assertThat(words(run)).contains("Called “Some”: rejected");
        mill.yes(boss, run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    @Test
    void asksTheOwnerAfterANoWhereTheDesignerSaysSo() {
        FlowInstance run = calling(Otherwise.ASK);
        mill.no(first, called(run).getFirst());
        drain();
        assertThat(mill.now(run).state()).isEqualTo(FlowInstance.State.FAILED);
        mill.act(TestPeople.DANA, run, new TaskAction.Retry(""));
        drain();
        List<FlowInstance> both = called(run);
        assertThat(both).hasSize(2);
        mill.yes(first, both.getLast());
        drain();
        mill.yes(boss, run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    @Test
    void startsOnlyThoseAnewThatWereNotAccepted() {
        UUID one = mill.create(SAM, "name", "Part", "sum", "71");
        UUID other = mill.create(SAM, "name", "Part", "sum", "71");
        FlowInstance run = callingEach(Otherwise.ASK, "71");
        mill.no(first, about(run, one));
        drain();
        assertThat(mill.now(run).state()).isEqualTo(FlowInstance.State.RUNNING);
        mill.yes(first, about(run, other));
        drain();
        assertThat(mill.now(run).state()).isEqualTo(FlowInstance.State.FAILED);
        mill.act(TestPeople.DANA, run, new TaskAction.Retry(""));
        drain();
        assertThat(called(run)).hasSize(3);
        mill.yes(first, about(run, one));
        drain();
        assertThat(mill.has(boss, run)).isTrue();
    }

    @Test
    void theFirstNoEndsTheOthersThatAreWaitedFor() {
        UUID one = mill.create(SAM, "name", "Part", "sum", "72");
        UUID other = mill.create(SAM, "name", "Part", "sum", "72");
        FlowInstance run = callingEach(Otherwise.REJECT, "72");
        FlowInstance second = about(run, other);
        mill.no(first, about(run, one));
        drain();
        assertThat(mill.outcome(run)).isEqualTo("rejected");
        assertThat(mill.outcome(second)).isEqualTo("cancelled");
        assertThat(mill.has(first, second)).isFalse();
    }

    @Test
    void nothingThatIsWaitedForOutlivesTheWithdrawal() {
        FlowInstance run = calling(Otherwise.REJECT);
        FlowInstance called = called(run).getFirst();
        mill.told.clear();
        Gate.run(SAM, () -> mill.runs().withdraw(run.id(), "Not now"));
        drain();
        assertThat(mill.outcome(called)).isEqualTo("cancelled");
        assertThat(mill.has(first, called)).isFalse();
        assertThat(mill.told)
                .filteredOn(event -> called.id().equals(event.instance()))
                .filteredOn(event -> event.person().equals(Mill.ref(first)))
                .extracting(TaskEvent::kind)
                .contains(TaskEvent.Kind.CLOSED);
        assertThat(words(called)).contains("Not needed any more: The flow does not wait for it");
    }

    @Test
    void norTheEndByAnAdministratorAtAnyDepth() {
        FlowDefinition lowest = flow("lowest", "Lowest", mill.approve("First", Mill.by(first)));
        mill.publish(lowest);
        FlowDefinition middle = flow("middle", "Middle", call(lowest, null));
        mill.publish(middle, false);
        FlowInstance run = begin(mill.submitted(call(middle, null)));
        FlowInstance second = called(run).getFirst();
        FlowInstance third = called(second).getFirst();
        assertThat(mill.has(first, third)).isTrue();
        Gate.run(TestPeople.DANA, () -> mill.runs().end(run.id(), "Enough"));
        drain();
        assertThat(mill.outcome(second)).isEqualTo("cancelled");
        assertThat(mill.outcome(third)).isEqualTo("cancelled");
    }

    @Test
    void nothingBeginsForARunThatEndsInTheSameMoment() {
        FlowDefinition called = flow("called", "Called", mill.approve("First", Mill.by(first)));
        mill.publish(called);
        FlowInstance run = begin(mill.submitted(mill.branches(
                "parallel",
                Mill.branch("", call(called, null)),
                Mill.branch("", mill.node("end", "Over", Map.of("outcome", "rejected"))))));
        assertThat(mill.outcome(run)).isEqualTo("rejected");
        assertThat(called(run)).allSatisfy(one -> assertThat(one.outcome()).isEqualTo("cancelled"));
    }

    @Test
    void whatHasNotEvenBegunDoesNotBegin() {
        FlowDefinition called = flow("called", "Called", mill.approve("First", Mill.by(first)));
        mill.publish(called);
        mill.publish(mill.submitted(call(called, null), mill.approve("Boss", Mill.by(boss))), false);
        FlowInstance run = mill.submit(SAM, "name", "Some");
        // It lies behind what the withdrawal leaves to be done.
        mill.database()
                .update("UPDATE platform.flow_due SET due_at = now() + interval '1 hour' WHERE flow IS NOT NULL");
        Gate.run(SAM, () -> mill.runs().withdraw(run.id(), ""));
        drain();
        assertThat(mill.database().queryForObject("SELECT count(*) FROM platform.flow_due", Long.class))
                .isZero();
        assertThat(called(run)).isEmpty();
    }

    // --- Help ---

    private static FlowInstance calling(@Nullable Otherwise otherwise) {
        FlowDefinition called = flow("called", "Called", mill.approve("First", Mill.by(first)));
        mill.publish(called);
        return begin(mill.submitted(call(called, otherwise), mill.approve("Boss", Mill.by(boss))));
    }

    private static FlowInstance callingEach(Otherwise otherwise, String sum) {
        FlowDefinition called = flow("called", "Called", mill.approve("First", Mill.by(first)));
        mill.publish(called);
        NodeDefinition each = mill.node(
                "sub-flow",
                "All parts",
                Map.of(
                        "flow",
                        called.id(),
                        "each",
                        true,
                        "which",
                        new RecordChoice(mill.form.id(), Map.of("sum", sum), "name = \"Part\""),
                        "waits",
                        true,
                        "otherwise",
                        otherwise.name()));
        return begin(mill.submitted(each, mill.approve("Boss", Mill.by(boss))));
    }

    private static FlowInstance begin(FlowDefinition flow) {
        mill.publish(flow, false);
        FlowInstance run = mill.submit(SAM, "name", "Some");
        drain();
        return run;
    }

    private static NodeDefinition call(FlowDefinition called, @Nullable Otherwise otherwise) {
        Map<String, Object> config = new HashMap<>(Map.of("flow", called.id(), "each", false, "waits", true));
        if (otherwise != null) {
            config.put("otherwise", otherwise.name());
        }
        return mill.node("sub-flow", "Other", config);
    }

    private static FlowDefinition flow(String key, String label, NodeDefinition... nodes) {
        return new FlowDefinition(
                Ids.next(),
                key,
                label,
                mill.form.id(),
                mill.triggered("called", Map.of()),
                List.of(nodes),
                FlowSettings.DEFAULT);
    }

    private static List<FlowInstance> called(FlowInstance run) {
        return mill
                .database()
                .query(
                        "SELECT id FROM platform.flow_instance WHERE parent = ? ORDER BY id",
                        (row, number) -> row.getObject("id", UUID.class),
                        run.id())
                .stream()
                .map(id -> Mill.as(TestPeople.DANA, () -> mill.runs().get(id)))
                .toList();
    }

    /** The last one that was called about the record. */
    private static FlowInstance about(FlowInstance run, UUID record) {
        return called(run).stream()
                .filter(one -> record.equals(one.record()))
                .reduce((former, later) -> later)
                .orElseThrow();
    }

    private static List<String> words(FlowInstance run) {
        return mill.timeline(run).stream().map(mill::words).toList();
    }

    private static void drain() {
        DueWork work = mill.context.getBean(DueWork.class);
        boolean more = true;
        while (more) {
            more = work.next();
        }
    }
}

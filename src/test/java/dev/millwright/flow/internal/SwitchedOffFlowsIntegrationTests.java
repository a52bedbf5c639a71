package dev.millwright.flow.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Flows.FailedStart;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.record.FormRef;
import dev.millwright.record.spi.RecordListener;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Phrase;
import dev.millwright.testing.TestPeople;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** By a flow that is switched off nothing begins; what is under way goes on. */
class SwitchedOffFlowsIntegrationTests {

    private static final FlowSettings OFF = FlowSettings.DEFAULT.withOff(true);

    private static final FormRef PART = ref(Mill.APP, "part");

    private static Mill mill;

    @BeforeAll
    static void open() {
        mill = new Mill(form("part", field("name", "text"), field("status", "text")));
        mill.gate.context.registerBean(RecordListener.class, () -> mill.context.getBean(RecordTriggers.class));
        mill.context.getBean(DueWork.class).stop();
    }

    @AfterAll
    static void close() {
        mill.close();
    }

    private static void drain() {
        DueWork work = mill.context.getBean(DueWork.class);
        boolean more = true;
        while (more) {
            more = work.next();
        }
    }

    private static NodeDefinition mark() {
        return mill.node("set-fields", "Mark", Map.of("values", Map.of("status", "\"seen\"")));
    }

    private static FlowDefinition byItself(FlowSettings settings) {
        return new FlowDefinition(
                Ids.next(),
                "marking",
                "Marking",
                mill.form.id(),
                mill.triggered("record-created", Map.of()),
                List.of(mark()),
                settings);
    }

    private static @Nullable Object status(UUID record) {
        return mill.gate.query().get(PART, record).values().get("status");
    }

    @Test
    void nothingIsSubmittedAndWhatIsUnderWayGoesOn() {
        FlowDefinition flow = mill.publish(mill.submitted(mill.approve("Look", Mill.by(TestPeople.MIA))));
        FlowInstance before = mill.submit(TestPeople.SAM, "name", "Before");
        mill.publish(flow.withSettings(OFF));
        UUID record = mill.create(TestPeople.SAM, "name", "After");
        Mill.as(TestPeople.SAM, () -> {
            assertThat(mill.runs().submitFlow(PART)).isEmpty();
            assertThat(mill.runs().switchedOff(Mill.APP))
                    .extracting(off -> off.label())
                    .containsExactly("The flow");
            return assertThatThrownBy(() -> mill.runs().submit(PART, record, null, Map.of()))
                    .isInstanceOfSatisfying(
                            ConflictException.class,
                            refused -> assertThat(refused.code()).isEqualTo("flow.error.off"));
        });
        assertThat(mill.context.getBean(FlowKind.class).whatGoesOn(flow))
                .contains(Phrase.of("flow.remark.running", 1L));
        mill.yes(TestPeople.MIA, before);
        assertThat(mill.outcome(before)).isEqualTo("accepted");
        mill.publish(flow);
        Mill.as(TestPeople.SAM, () -> mill.runs().submit(PART, record, null, Map.of()));
    }

    @Test
    void nothingBeginsByItself() {
        mill.publish(byItself(OFF));
        UUID record = mill.create(TestPeople.SAM, "name", "Quiet");
        drain();
        assertThat(status(record)).isNull();
    }

    @Test
    void whatWasWaitingToBeginWaitsUntilSomebodyTriesItAgain() {
        FlowDefinition flow = mill.publish(byItself(FlowSettings.DEFAULT));
        UUID record = mill.create(TestPeople.SAM, "name", "Just before");
        mill.publish(flow.withSettings(OFF));
        drain();
        assertThat(status(record)).isNull();
        FailedStart waiting = failedStarts().getFirst();
        assertThat(waiting.failure().code()).isEqualTo("flow.failure.off");

        retry(waiting);
        assertThat(status(record)).isNull();
        assertThat(failedStarts()).hasSize(1);

        mill.publish(flow.withSettings(FlowSettings.DEFAULT));
        retry(failedStarts().getFirst());
        assertThat(status(record)).isEqualTo("seen");
        assertThat(failedStarts()).isEmpty();
    }

    private static List<FailedStart> failedStarts() {
        return Mill.as(
                TestPeople.DANA,
                () -> mill.runs().failedStarts(Mill.APP, null, 10).starts());
    }

    private static void retry(FailedStart start) {
        Mill.as(TestPeople.DANA, () -> {
            mill.runs().retryStart(Mill.APP, start.id());
            return true;
        });
        drain();
    }

    @Test
    void aCopyHasNodesOfItsOwnAndJumpsWithinItself() {
        NodeDefinition first = mill.approve("First", Mill.by(TestPeople.MIA));
        FlowDefinition flow = mill.submitted(first);
        NodeDefinition toNode =
                mill.node("jump", "Again", Map.of("to", first.id().toString()));
        NodeDefinition toStart =
                mill.node("jump", "To the start", Map.of("to", flow.id().toString()));
        UUID id = Ids.next();
        FlowDefinition copy = flow.withNodes(List.of(first, toNode, toStart)).copy(id, "copy", "The copy");
        assertThat(copy.nodes()).extracting(NodeDefinition::id).doesNotContain(first.id(), toNode.id(), toStart.id());
        assertThat(copy.nodes().get(1).config().get("to").asString())
                .isEqualTo(copy.nodes().getFirst().id().toString());
        assertThat(copy.nodes().get(2).config().get("to").asString()).isEqualTo(id.toString());
    }

    @Test
    void administratorsSeeWhoseTurnItIsInSeveralRuns() {
        mill.publish(mill.submitted(mill.approve("Look", Mill.by(TestPeople.MIA))));
        FlowInstance one = mill.submit(TestPeople.SAM, "name", "One");
        FlowInstance other = mill.submit(TestPeople.SAM, "name", "Other");
        Map<UUID, List<FlowTask>> open = Mill.as(
                TestPeople.DANA, () -> mill.runs().openTasks(Mill.APP, Set.of(one.id(), other.id(), Ids.next())));
        assertThat(open).containsOnlyKeys(one.id(), other.id());
        assertThat(open.get(one.id())).singleElement().satisfies(task -> {
            assertThat(task.step()).isEqualTo("Look");
            assertThat(task.person().name()).isEqualTo(TestPeople.MIA.name());
        });
        assertThatThrownBy(() -> Mill.as(TestPeople.SAM, () -> mill.runs().openTasks(Mill.APP, Set.of(one.id()))))
                .hasMessageContaining("administrators");
    }
}

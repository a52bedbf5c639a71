package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Flows.NodeState;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.TaskBox;
import dev.millwright.flow.VotePolicy;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.identity.Person;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.AggregateRequest.Function;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.Aggregates;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.record.spi.KeptValues;
import dev.millwright.record.spi.RecordListener;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records say where they stand in their flows, in fields like any others. */
class FlowFieldsIntegrationTests {

    private static final FormRef REQUEST = Gate.ref(Mill.APP, "request");

    private static Mill mill;
    private static Person li;

    @BeforeAll
    static void start() {
        mill = new Mill(Gate.form(
                "request",
                Gate.field("name", "text"),
                Gate.field("sum", "decimal"),
                Gate.field("state", "flow-state"),
                Gate.field("step", "flow-step"),
                Gate.field("people", "flow-people"),
                Gate.field("due", "flow-due"),
                Gate.field("submitted", "flow-submitted"),
                Gate.field("ended", "flow-ended"),
                Gate.field("hours", "flow-hours")));
        mill.gate.context.registerBean(RecordListener.class, () -> mill.context.getBean(ChangedSinceAccepted.class));
        li = mill.staff.hire("Li");
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    @BeforeEach
    void now() {
        mill.gate.itIs(null);
    }

    private static RecordData record(UUID id) {
        return Mill.as(TestPeople.DANA, () -> mill.gate.query().get(REQUEST, id));
    }

    private static Map<String, Object> values(FlowInstance run) {
        return record(Objects.requireNonNull(run.record())).values();
    }

    @Test
    void aRecordIsNotSubmittedUntilItIs() {
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(TestPeople.MIA))));
        UUID draft = mill.create(TestPeople.SAM, "name", "Drill");

        assertThat(record(draft).values()).containsEntry("state", "draft").containsOnlyKeys("name", "state");
    }

    @Test
    void aStepWithoutANameIsCalledInTheLanguageOfItsFlow() {
        mill.publish(mill.submitted(mill.approve("", Mill.by(TestPeople.MIA))).withLabel("flow", "采购审批"));

        assertThat(values(mill.submit(TestPeople.SAM, "name", "Drill"))).containsEntry("step", "审批");
    }

    @Test
    void theFieldsFollowTheRun() {
        mill.publish(mill.submitted(
                mill.branches(
                        "parallel",
                        Mill.branch("", mill.approve("Boss", Mill.by(TestPeople.MIA))),
                        Mill.branch("", mill.approve("Safety", Mill.by(li)))),
                mill.fill("File", Mill.byStarter())));
        Instant begun = Instant.parse("2026-03-02T01:00:00Z");
        mill.gate.itIs(begun);
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");
        long version = record(Objects.requireNonNull(run.record())).version();

        assertThat(values(run))
                .containsEntry("state", "in_approval")
                .containsEntry("step", "Boss, Safety")
                .containsEntry("submitted", begun)
                .doesNotContainKeys("ended", "hours");
        assertThat(values(run)).containsEntry("people", "Li, " + TestPeople.MIA.name());

        mill.yes(TestPeople.MIA, run);
        assertThat(values(run)).containsEntry("step", "Safety").containsEntry("people", "Li");
        mill.yes(li, run);
        mill.gate.itIs(begun.plusSeconds(5_400));
        mill.yes(TestPeople.SAM, run);
        assertThat(values(run))
                .containsEntry("state", "accepted")
                .containsEntry("ended", begun.plusSeconds(5_400))
                .containsEntry("hours", new BigDecimal("1.50"))
                .doesNotContainKeys("step", "people");
        assertThat(record(run.record()).version())
                .as("nobody who has it open is refused for it")
                .isEqualTo(version);
        assertThat(mill.gate.query().history(REQUEST, run.record(), 10))
                .as("history tells of what people did")
                .hasSize(1);
    }

    @Test
    void theHoursOfAStepAreThoseOfAllItsTurns() {
        NodeDefinition boss = mill.approve("Boss", Mill.by(TestPeople.MIA, li).withPolicy(VotePolicy.ALL));
        FormDefinition timed = Gate.form(
                mill.form.id(),
                "request",
                null,
                null,
                List.of(),
                Gate.field("name", "text"),
                Gate.field(
                        "waited",
                        "flow-step-hours",
                        "{\"step\": \"%s\", \"part\": \"waiting\"}".formatted(boss.id()),
                        ""),
                Gate.field(
                        "worked",
                        "flow-step-hours",
                        "{\"step\": \"%s\", \"part\": \"working\"}".formatted(boss.id()),
                        ""),
                Gate.field("took", "flow-step-hours", "{\"step\": \"%s\"}".formatted(boss.id()), ""));
        try (Mill other = new Mill(timed)) {
            Person wu = other.staff.hire("Li");
            other.publish(other.submitted(boss, other.fill("File", Mill.byStarter())));
            Instant begun = Instant.parse("2026-05-04T00:00:00Z");
            other.gate.itIs(begun);
            FlowInstance run = other.submit(TestPeople.SAM, "name", "Drill");
            other.gate.itIs(begun.plusSeconds(2 * 3_600));
            other.yes(TestPeople.MIA, run);
            other.gate.itIs(begun.plusSeconds(5 * 3_600));
            other.act(wu, run, new TaskAction.Return("Which drill?", null, false));
            other.gate.itIs(begun.plusSeconds(9 * 3_600));
            other.yes(TestPeople.SAM, run);
            other.gate.itIs(begun.plusSeconds(10 * 3_600));
            other.yes(TestPeople.MIA, run);
            other.yes(wu, run);
            Map<String, Object> values = Mill.as(
                    TestPeople.DANA,
                    () -> other.gate
                            .query()
                            .get(REQUEST, Objects.requireNonNull(run.record()))
                            .values());
            assertThat(values)
                    .containsEntry("waited", new BigDecimal("3.00"))
                    .containsEntry("worked", new BigDecimal("3.00"))
                    .containsEntry("took", new BigDecimal("6.00"));
        }
    }

    @Test
    void whatComesBackOrIsTakenBackSaysSo() {
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(TestPeople.MIA))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");
        mill.act(TestPeople.MIA, run, new TaskAction.Return("Which drill?", null, false));
        assertThat(values(run))
                .containsEntry("state", "returned")
                .containsEntry("people", TestPeople.SAM.name())
                .containsEntry("step", "Correct and hand in again");

        Mill.as(TestPeople.SAM, () -> {
            mill.runs().withdraw(run.id(), "");
            return true;
        });
        assertThat(values(run))
                .containsEntry("state", "withdrawn")
                .containsKey("ended")
                .doesNotContainKey("people");
    }

    @Test
    void whoHasItInAFlowThatIsWaitedForIsNamedWithThatFlow() {
        mill.context.getBean(DueWork.class).stop();
        FlowDefinition lowest = called("lowest", "Repair", mill.approve("Bench", Mill.by(li)));
        FlowDefinition middle =
                called("middle", "Inspection", mill.approve("Look", Mill.by(TestPeople.MIA)), calling(lowest));
        mill.publish(lowest);
        mill.publish(middle, false);
        mill.publish(mill.submitted(calling(middle), mill.approve("Boss", Mill.by(TestPeople.DANA))), false);
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");
        drain();
        assertThat(values(run))
                .containsEntry("step", "Other")
                .containsEntry("people", TestPeople.MIA.name() + " (Inspection)");

        FlowTask looking = mill.todo(TestPeople.MIA).getFirst();
        Mill.as(TestPeople.MIA, () -> mill.tasks().act(looking.id(), new TaskAction.Approve("", Map.of(), List.of())));
        drain();
        assertThat(values(run)).containsEntry("people", "Li (Repair)");
        assertThat(mill.in(TestPeople.SAM, TaskBox.STARTED, run).standing())
                .satisfies(
                        standing -> assertThat(Objects.requireNonNull(standing).waitingFor())
                                .containsExactly(Mill.ref(li)));
        assertThat(Mill.as(TestPeople.SAM, () -> mill.runs().path(run.id())).values())
                .flatExtracting(NodeState::called)
                .containsExactly(new NodeState.Called(Mill.ref(li), "Repair"));
        assertThat(Mill.as(TestPeople.DANA, () -> mill.runs().called(Mill.APP, Set.of(run.id()))))
                .containsExactly(Map.entry(run.id(), List.of(new NodeState.Called(Mill.ref(li), "Repair"))));
        assertThat(mill.timeline(run))
                .filteredOn(entry -> entry.kind().key().equals("open"))
                .extracting(entry -> Objects.requireNonNull(entry.person()).name() + ": " + mill.words(entry))
                .containsExactly("Li: To do in “Repair”");

        FlowTask bench = mill.todo(li).getFirst();
        Mill.as(li, () -> mill.tasks().act(bench.id(), new TaskAction.Approve("", Map.of(), List.of())));
        drain();
        assertThat(values(run)).containsEntry("step", "Boss").containsEntry("people", TestPeople.DANA.name());
    }

    private static FlowDefinition called(String key, String label, NodeDefinition... nodes) {
        return new FlowDefinition(
                Ids.next(), key, label, null, mill.triggered("called", Map.of()), List.of(nodes), FlowSettings.DEFAULT);
    }

    private static NodeDefinition calling(FlowDefinition flow) {
        return mill.node("sub-flow", "Other", Map.of("flow", flow.id(), "each", false, "waits", true));
    }

    private static void drain() {
        DueWork work = mill.context.getBean(DueWork.class);
        boolean more = true;
        while (more) {
            more = work.next();
        }
    }

    @Test
    void anAcceptedRecordThatIsChangedSaysSo() {
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(TestPeople.MIA))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");
        mill.yes(TestPeople.MIA, run);
        Mill.as(
                TestPeople.SAM,
                () -> mill.gate
                        .records()
                        .update(
                                REQUEST,
                                Objects.requireNonNull(run.record()),
                                null,
                                Gate.values("name", "Lathe"),
                                Via.SCREEN));

        assertThat(values(run)).containsEntry("state", "changed").containsKey("ended");
    }

    @Test
    void nobodyEntersThem() {
        assertThatThrownBy(() -> mill.create(TestPeople.SAM, "name", "Drill", "state", "accepted"))
                .isInstanceOfSatisfying(
                        InvalidException.class,
                        refusal -> assertThat(refusal.problems())
                                .singleElement()
                                .satisfies(problem -> assertThat(problem.path()).isEqualTo("state")));
        UUID draft = mill.create(TestPeople.SAM, "name", "Drill");
        assertThatThrownBy(() -> Mill.as(
                        TestPeople.SAM,
                        () -> mill.gate
                                .records()
                                .update(REQUEST, draft, null, Gate.values("step", "Nowhere"), Via.API)))
                .isInstanceOf(InvalidException.class);
        PublishedForm form = mill.gate
                .context
                .getBean(PublishedForms.class)
                .find(Mill.APP, "request")
                .orElseThrow();
        assertThatThrownBy(() -> mill.gate
                        .context
                        .getBean(KeptValues.class)
                        .keep(form, Map.of(draft, Gate.values("name", "Taken over"))))
                .as("nor does the product what people enter")
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noFlowWaitsForOneToChange() {
        FlowDefinition draft = new FlowDefinition(
                Ids.next(),
                "after",
                "After",
                mill.form.id(),
                mill.triggered("record-changed", Map.of("fields", List.of("state"))),
                List.of(mill.node("end", "", Map.of())),
                FlowSettings.DEFAULT);
        assertThat(mill.context.getBean(FlowKind.class).validate(null, draft, mill.planned(draft)))
                .extracting(Problem::code)
                .containsExactly("flow.node.error.kept");
    }

    @Test
    void figuresTakeThemAsAnyOther() {
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(TestPeople.MIA))));
        Instant begun = Instant.parse("2026-04-01T00:00:00Z");
        for (int hours : List.of(1, 2, 3, 10)) {
            mill.gate.itIs(begun);
            FlowInstance run = mill.submit(TestPeople.SAM, "name", "Timed");
            mill.gate.itIs(begun.plusSeconds(hours * 3_600L));
            mill.yes(TestPeople.MIA, run);
        }
        mill.gate.itIs(begun);
        mill.submit(TestPeople.SAM, "name", "Timed");

        Aggregates figures = Mill.as(
                TestPeople.DANA,
                () -> mill.gate
                        .query()
                        .aggregate(new AggregateRequest(
                                REQUEST,
                                new Condition.Compare("name", Condition.Operator.EQ, List.of("Timed")),
                                "",
                                List.of(Group.by("state")),
                                List.of(
                                        Measure.COUNT,
                                        new Measure(Function.MEDIAN, "hours"),
                                        new Measure(Function.P90, "hours")),
                                List.of(),
                                10)));
        List<List<Object>> rows = new ArrayList<>();
        figures.rows().forEach(row -> {
            List<Object> all = new ArrayList<>(row.groups());
            row.measures().forEach(measure -> all.add(Objects.requireNonNullElse(measure, "–")));
            rows.add(all);
        });
        assertThat(rows)
                .containsExactly(
                        List.of("accepted", 4L, new BigDecimal("2.5"), new BigDecimal("7.9")),
                        List.of("in_approval", 1L, "–", "–"));
    }

    @Test
    void fieldsThatComeLaterCatchUp() {
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(TestPeople.MIA))));
        FlowInstance over = mill.submit(TestPeople.SAM, "name", "Drill");
        mill.yes(TestPeople.MIA, over);
        FlowInstance open = mill.submit(TestPeople.SAM, "name", "Lathe");
        mill.database().update("UPDATE app_mill.request SET state = 'draft', step = NULL, people = NULL, ended = NULL");
        mill.database().update("DELETE FROM platform.flow_field");

        LateFields late = mill.context.getBean(LateFields.class);
        late.start();
        late.catchUp(
                mill.gate
                        .context
                        .getBean(dev.millwright.app.PublishedApps.class)
                        .designed(Mill.APP)
                        .orElseThrow(),
                1);
        late.stop();

        assertThat(mill.database().queryForObject("SELECT count(*) FROM platform.flow_field", Long.class))
                .isEqualTo(1);
        assertThat(values(over)).containsEntry("state", "accepted").containsKey("ended");
        assertThat(values(open)).containsEntry("step", "Boss").containsEntry("people", TestPeople.MIA.name());
    }
}

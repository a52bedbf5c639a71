package dev.millwright.flow.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millwright.field.PersonRef;
import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.record.FormRef;
import dev.millwright.record.Via;
import dev.millwright.record.spi.RecordListener;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What flows compare and wait for is what the field holds, however it was written down. */
class ValuesInFlowsIntegrationTests {

    private static final FormRef PART = ref(Mill.APP, "part");

    private static Mill mill;

    @BeforeAll
    static void open() {
        mill = new Mill(form(
                "part",
                field("name", "text"),
                field("price", "decimal"),
                field("share", "percent"),
                field("tags", "multiple-choice", """
                        {"options": [{"key": "a", "label": "Alpha"}, {"key": "b", "label": "Beta"}]}""", ""),
                field("kind", "choice", """
                        {"options": [{"key": "new", "label": "New"}, {"key": "old", "label": "Old"}]}""", ""),
                field("keeper", "person"),
                field("helpers", "people"),
                field("at", "date-time"),
                field("day", "date"),
                field("pieces", "integer"),
                field("twice", "decimal").withFormula("pieces * 2"),
                field("status", "text")));
        mill.gate.context.registerBean(RecordListener.class, () -> mill.context.getBean(RecordTriggers.class));
        work().stop();
    }

    @AfterAll
    static void close() {
        mill.close();
    }

    static Stream<Arguments> written() {
        return Stream.of(
                Arguments.of("price", "5", new BigDecimal("5.00"), new BigDecimal("6")),
                Arguments.of("share", "50", new BigDecimal("50"), new BigDecimal("51")),
                Arguments.of("tags", "b", List.of("a", "b"), List.of("a")),
                Arguments.of("tags", "Beta", List.of("b"), List.of("a")),
                Arguments.of("keeper", TestPeople.MIA.id(), person(), null),
                Arguments.of("keeper", TestPeople.MIA.name(), person(), null),
                Arguments.of("helpers", TestPeople.MIA.name(), List.of(person()), List.of()),
                Arguments.of("at", "2026-12-05T08:00:00+08:00", Instant.parse("2026-12-05T00:00:00Z"), null),
                Arguments.of("day", "2026-12-05", LocalDate.of(2026, 12, 5), LocalDate.of(2026, 12, 6)),
                Arguments.of("pieces", "7", 7L, 8L));
    }

    private static PersonRef person() {
        return new PersonRef(TestPeople.MIA.id(), TestPeople.MIA.name());
    }

    @ParameterizedTest
    @MethodSource("written")
    void beginsWhenTheFieldComesToHoldTheValue(String field, String wanted, Object value, @Nullable Object other) {
        FlowDefinition flow =
                mill.publish(flow("record-changed", Map.of("fields", List.of(field), "to", wanted), set("\"seen\"")));
        UUID part = mill.create(TestPeople.SAM, "name", "Bolt");
        update(part, field, other);
        drain();
        assertThat(runs(flow)).isZero();
        update(part, field, value);
        drain();
        assertThat(runs(flow)).isEqualTo(1);
    }

    @Test
    void aConditionMayHaveMoreBranchesThanOneQuestionAsks() {
        List<BranchDefinition> branches = Stream.concat(
                        IntStream.range(0, 45).mapToObj(i -> Mill.branch("pieces = " + i, set("\"" + i + "\""))),
                        Stream.of(Mill.branch("")))
                .toList();
        mill.publish(flow(
                "record-created", Map.of(), mill.branches("condition", branches.toArray(BranchDefinition[]::new))));
        UUID part = mill.create(TestPeople.SAM, "name", "Bolt", "pieces", 41L);
        drain();
        assertThat(status(part)).isEqualTo("41");
    }

    @Test
    void meIsWhoeverMadeTheRunBegin() {
        mill.publish(flow(
                "record-created",
                Map.of("condition", "keeper = ME()"),
                mill.branches(
                        "condition", Mill.branch("keeper = ME()", set("\"mine\"")), Mill.branch("", set("\"not\"")))));
        UUID of = mill.create(
                TestPeople.SAM, "name", "Mine", "keeper", new PersonRef(TestPeople.SAM.id(), TestPeople.SAM.name()));
        UUID other = mill.create(TestPeople.SAM, "name", "Not mine", "keeper", person());
        drain();
        assertThat(status(of)).isEqualTo("mine");
        assertThat(status(other)).isNull();
    }

    @Test
    void waitsForADateThatIsNotKnownYetUntilItIsEntered() {
        FlowDefinition flow = mill.publish(flow(
                "record-created",
                Map.of(),
                mill.node("wait", "Day", Map.of("kind", "field", "field", "day", "days", 0)),
                set("\"came\"")));
        UUID part = mill.create(TestPeople.SAM, "name", "Bolt");
        drain();
        assertThat(status(part)).isNull();
        UUID run = Objects.requireNonNull(mill.database()
                .queryForObject("SELECT id FROM platform.flow_instance WHERE flow = ?", UUID.class, flow.id()));
        assertThat(Mill.as(TestPeople.DANA, () -> mill.runs().timeline(run)))
                .filteredOn(entry -> entry.kind() == TimelineEntry.Kind.NOTE)
                .extracting(mill::words)
                .anySatisfy(words -> assertThat(words).contains("is empty"));
        update(part, "day", LocalDate.of(2020, 1, 1));
        drain();
        assertThat(status(part)).isEqualTo("came");
    }

    @Test
    void nobodyIsAskedForWhatIsWorkedOut() {
        PeopleStep step = Mill.by(TestPeople.MIA).withFields(Map.of("twice", FieldRight.REQUIRED));
        FlowDefinition flow = mill.submitted(mill.approve("Look", step));
        assertThat(mill.context
                        .getBean(FlowKind.class)
                        .validate(null, flow, mill.release())
                        .items())
                .extracting(Problem::code)
                .contains("flow.error.requiredKept");
    }

    @Test
    void aComparisonWithWhatIsNoOptionIsDoubtedAndNamedWhenTheOptionGoes() {
        FlowDefinition flow = flow(
                "record-changed",
                Map.of("fields", List.of("kind"), "to", "neww"),
                mill.branches("condition", Mill.branch("kind = \"old\"", set("\"x\"")), Mill.branch("")));
        FlowKind kind = mill.context.getBean(FlowKind.class);
        assertThat(kind.validate(null, flow, mill.release()).items())
                .singleElement()
                .satisfies(problem -> assertThat(problem.arguments().get(1)).isEqualTo("neww"));
        FlowDefinition gone = flow(
                "record-created",
                Map.of(),
                mill.branches("condition", Mill.branch("kind = \"gone\"", set("\"x\"")), Mill.branch("")));
        assertThat(kind.validateKept(gone, mill.release()).items())
                .extracting(Problem::code, problem -> problem.arguments().getLast())
                .containsExactly(tuple("flow.error.keptOption", "gone"));
    }

    private static DueWork work() {
        return mill.context.getBean(DueWork.class);
    }

    private static void drain() {
        boolean more = true;
        while (more) {
            more = work().next();
        }
    }

    private static FlowDefinition flow(String trigger, Map<String, Object> config, NodeDefinition... nodes) {
        UUID id = Ids.next();
        return new FlowDefinition(
                id,
                "f" + id.toString().replace("-", "").substring(20),
                "The flow",
                mill.form.id(),
                mill.triggered(trigger, config),
                List.of(nodes),
                FlowSettings.DEFAULT);
    }

    private static NodeDefinition set(String status) {
        return mill.node("set-fields", "Set", Map.of("values", Map.of("status", status)));
    }

    private static void update(UUID part, String field, @Nullable Object value) {
        Mill.as(TestPeople.SAM, () -> mill.gate.records().update(PART, part, null, values(field, value), Via.SCREEN));
    }

    private static @Nullable Object status(UUID part) {
        return mill.gate.query().get(PART, part).values().get("status");
    }

    private static long runs(FlowDefinition flow) {
        Long count = mill.database()
                .queryForObject("SELECT count(*) FROM platform.flow_instance WHERE flow = ?", Long.class, flow.id());
        return count == null ? 0 : count;
    }
}

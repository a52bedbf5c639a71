package dev.millwright.flow.web;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millwright.app.Action;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.internal.Mill;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormDefinition.PartOf;
import dev.millwright.form.PublishedForms;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.RepeatedRequests;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.TestTexts;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program answers a step with lines of its record, as far as the step lets it. */
class TaskLinesApiIntegrationTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final UUID ORDER_ID = Ids.next();
    private static final UUID LINE_ID = Ids.next();
    private static final FormRef ORDER = Gate.ref(Mill.APP, "request");
    private static final FieldDefinition OWNER =
            field("request", "link", "{\"form\": \"" + ORDER_ID + "\"}", "required");
    private static final FieldDefinition POSITION = field("position", "integer");
    private static final FormDefinition LINES = form(
                    LINE_ID,
                    "item",
                    null,
                    null,
                    List.of(),
                    field("amount", "decimal"),
                    field("twice", "decimal").withFormula("amount * 2"),
                    OWNER,
                    POSITION)
            .withPartOf(new PartOf(ORDER_ID, OWNER.id(), POSITION.id()));
    private static final FieldDefinition NAME = field("name", "text");
    private static final FormDefinition ORDERS = form(
            ORDER_ID,
            "request",
            NAME.id(),
            null,
            List.of(),
            NAME,
            field("note", "text"),
            field("lines", "subform", "{\"form\": \"" + LINE_ID + "\"}", ""));

    private static Mill mill;
    private static TaskApi api;

    @BeforeAll
    static void start() {
        mill = new Mill(ORDERS);
        mill.gate.publish(Mill.APP, Set.of(Action.SEE, Action.CREATE, Action.CHANGE), ORDERS, LINES);
        api = new TaskApi(
                mill.tasks(),
                mill.runs(),
                mill.staff,
                mill.gate.context.getBean(PublishedForms.class),
                mill.gate.context.getBean(RepeatedRequests.class),
                TestTexts.all());
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    private static void publish(Map<String, FieldRight> rights) {
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(TestPeople.MIA).withFields(rights))));
    }

    private static FlowInstance submitted(String... amounts) {
        List<RecordChange> lines = Stream.of(amounts)
                .<RecordChange>map(amount -> new RecordChange.Create(values("amount", new BigDecimal(amount))))
                .toList();
        UUID record = Mill.as(
                TestPeople.SAM,
                () -> mill.gate
                        .records()
                        .write(
                                ORDER,
                                new RecordChange.Create(values("name", "Drill"), Map.of("lines", lines)),
                                Via.SCREEN)
                        .id());
        return Mill.as(TestPeople.SAM, () -> mill.runs().submit(ORDER, record, null, Map.of()));
    }

    private static String task(FlowInstance run) {
        return mill.task(TestPeople.MIA, run).id().toString();
    }

    private static JsonNode detail(String task) {
        return JSON.readTree(Mill.as(TestPeople.MIA, () -> api.get(task, new MockHttpServletRequest()))
                .getBody());
    }

    private static void approve(String task, String body) {
        Mill.as(
                TestPeople.MIA,
                () -> api.approve(
                        task,
                        null,
                        null,
                        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
                        new MockHttpServletRequest()));
    }

    /** What is refused leaves the lines and the task as they were. */
    private static List<String> refused(FlowInstance run, String body) {
        List<RecordData> before = lines(run);
        DomainException refused = catchThrowableOfType(DomainException.class, () -> approve(task(run), body));
        assertThat(refused).as(body).isNotNull();
        assertThat(lines(run)).isEqualTo(before);
        assertThat(mill.outcome(run)).isNull();
        return refused instanceof InvalidException invalid
                ? invalid.problems().stream().map(Problem::path).toList()
                : List.of();
    }

    private static List<RecordData> lines(FlowInstance run) {
        UUID record = Objects.requireNonNull(run.record());
        return Mill.as(
                TestPeople.SAM,
                () -> mill.gate
                        .query()
                        .lines(ORDER, "lines", List.of(mill.gate.query().get(ORDER, record)))
                        .getOrDefault(record, List.of()));
    }

    private static List<String> amounts(FlowInstance run) {
        return lines(run).stream()
                .map(line -> (BigDecimal) Objects.requireNonNull(line.values().get("amount")))
                .map(amount -> amount.stripTrailingZeros().toPlainString())
                .toList();
    }

    @Test
    void changesAddsAndTakesAwayLinesWithTheYes() {
        publish(Map.of("lines", FieldRight.EDIT));
        FlowInstance run = submitted("1", "2", "3");
        String task = task(run);
        JsonNode shown = detail(task).path("lines").path("lines");
        assertThat(shown.size()).isEqualTo(3);
        assertThat(shown.get(0).path("amount").decimalValue()).isEqualByComparingTo("1");
        assertThat(shown.get(0).has("request")).isFalse();
        approve(
                task,
                "{\"values\": {\"lines\": [{\"id\": %s, \"version\": 1, \"amount\": 10}, {\"id\": %s, \"_delete\": true}, {\"amount\": 4}]}}"
                        .formatted(shown.get(0).path("id"), shown.get(1).path("id")));
        assertThat(amounts(run)).containsExactly("10", "3", "4");
        assertThat(mill.outcome(run)).isEqualTo("accepted");
        assertThat(mill.timeline(run))
                .anySatisfy(entry -> assertThat(entry.text().code()).isEqualTo("flow.event.approvedChanged"));
    }

    @Test
    void refusesLinesThatTheStepOnlyShowsOrHides() {
        for (FieldRight right : List.of(FieldRight.READ, FieldRight.HIDDEN)) {
            publish(Map.of("lines", right));
            FlowInstance run = submitted("1");
            assertThat(refused(run, "{\"values\": {\"lines\": [{\"amount\": 4}]}}"))
                    .containsExactly("lines");
            assertThat(detail(task(run)).path("lines").has("lines")).isEqualTo(right == FieldRight.READ);
        }
    }

    @Test
    void tellsTheValuesThatTheStepShowsAndNoTraceOfThoseThatItHides() {
        publish(Map.of());
        FlowInstance run = submitted("1");
        JsonNode values = detail(task(run)).path("values");
        assertThat(values.path("name").asString()).isEqualTo(run.title());
        assertThat(values.has("note")).isTrue();
        publish(Map.of("note", FieldRight.HIDDEN));
        assertThat(detail(task(submitted("1"))).path("values").has("note")).isFalse();
    }

    @Test
    void linesOfAnotherRecordAreNotThere() {
        publish(Map.of("lines", FieldRight.EDIT));
        FlowInstance other = submitted("7");
        FlowInstance run = submitted("1");
        UUID stranger = lines(other).getFirst().id();
        for (String body : List.of(
                "{\"values\": {\"lines\": [{\"id\": \"%s\", \"amount\": 9}]}}",
                "{\"values\": {\"lines\": [{\"id\": \"%s\", \"_delete\": true}]}}")) {
            refused(run, body.formatted(stranger));
        }
        refused(run, "{\"values\": {\"lines\": [{\"id\": \"nonsense\", \"amount\": 9}]}}");
        assertThat(amounts(other)).containsExactly("7");
    }

    @Test
    void aLineIsPutIntoNoOtherRecord() {
        publish(Map.of("lines", FieldRight.EDIT));
        FlowInstance other = submitted("7");
        FlowInstance run = submitted("1");
        UUID line = lines(run).getFirst().id();
        assertThat(refused(
                        run,
                        "{\"values\": {\"lines\": [{\"id\": \"%s\", \"request\": {\"id\": \"%s\"}}]}}"
                                .formatted(line, other.record())))
                .containsExactly("lines.0.request");
        // A new line is one of the record that it is written with, whatever it says.
        approve(
                task(run),
                "{\"values\": {\"lines\": [{\"amount\": 9, \"request\": {\"id\": \"%s\"}}]}}"
                        .formatted(other.record()));
        assertThat(amounts(run)).containsExactly("1", "9");
        assertThat(amounts(other)).containsExactly("7");
    }

    @Test
    void refusesWhatIsNoColumnOrIsWorkedOut() {
        publish(Map.of("lines", FieldRight.EDIT));
        FlowInstance run = submitted("1");
        assertThatExceptionOfType(UnknownFieldException.class)
                .isThrownBy(() -> approve(task(run), "{\"values\": {\"lines\": [{\"secret\": 9}]}}"));
        assertThatExceptionOfType(UnknownFieldException.class)
                .isThrownBy(() -> approve(task(run), "{\"values\": {\"version\": 9}}"));
        assertThat(refused(run, "{\"values\": {\"lines\": [{\"amount\": 1, \"twice\": 9}]}}"))
                .containsExactly("lines.0.twice");
        assertThat(refused(run, "{\"values\": {\"lines\": [{\"amount\": \"much\"}]}}"))
                .containsExactly("lines.0.amount");
        assertThat(refused(run, "{\"values\": {\"lines\": {\"amount\": 1}}}")).containsExactly("lines");
        assertThat(refused(run, "{\"values\": {\"lines\": [1]}}")).containsExactly("lines.0");
    }

    @Test
    void refusesMoreLinesThanARecordHas() {
        publish(Map.of("lines", FieldRight.EDIT));
        FlowInstance run = submitted("1");
        String many = Stream.generate(() -> "{\"amount\": 1}")
                .limit(FormDefinition.MAX_LINES)
                .collect(Collectors.joining(","));
        refused(run, "{\"values\": {\"lines\": [" + many + "]}}");
    }
}

package dev.millwright.flow.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millwright.app.Action;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.TaskAction;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormDefinition.PartOf;
import dev.millwright.form.FormRule;
import dev.millwright.form.RuleAction;
import dev.millwright.form.WorkedOut;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever answers a step sees and changes the lines of its record as far as the step lets them. */
class TaskLinesIntegrationTests {

    private static final UUID ORDER_ID = Ids.next();
    private static final UUID LINE_ID = Ids.next();
    private static final FormRef ORDER = Gate.ref(Mill.APP, "request");
    private static final FieldDefinition OWNER =
            field("request", "link", "{\"form\": \"" + ORDER_ID + "\"}", "required");
    private static final FieldDefinition POSITION = field("position", "integer");
    private static final FormDefinition LINES = form(
                    LINE_ID, "item", null, null, List.of(), field("amount", "decimal"), OWNER, POSITION)
            .withPartOf(new PartOf(ORDER_ID, OWNER.id(), POSITION.id()));
    private static final FieldDefinition NAME = field("name", "text");
    private static final FieldDefinition NOTE = field("note", "text");
    private static final FormDefinition ORDERS = form(
                    ORDER_ID,
                    "request",
                    NAME.id(),
                    null,
                    List.of(),
                    NAME,
                    NOTE,
                    field("total", "decimal").withFormula("SUM(item.amount)"),
                    field("lines", "subform", "{\"form\": \"" + LINE_ID + "\"}", ""))
            .withRules(List.of(new FormRule(
                    Ids.next(), "Much", true, "total > 100", List.of(new RuleAction.Require(List.of(NOTE.id()))))));

    private static Mill mill;

    @BeforeAll
    static void start() {
        mill = new Mill(ORDERS);
        mill.gate.publish(Mill.APP, Set.of(Action.SEE, Action.CREATE, Action.CHANGE), ORDERS, LINES);
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    private static FlowInstance submitted(Map<String, FieldRight> rights) {
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(TestPeople.MIA).withFields(rights))));
        UUID record = Mill.as(
                TestPeople.SAM,
                () -> mill.gate
                        .records()
                        .write(
                                ORDER,
                                new RecordChange.Create(values("name", "Drill"), Map.of("lines", List.of(line("40")))),
                                Via.SCREEN)
                        .id());
        return Mill.as(TestPeople.SAM, () -> mill.runs().submit(ORDER, record, null, Map.of()));
    }

    private static RecordChange line(String amount) {
        return new RecordChange.Create(values("amount", new BigDecimal(amount)));
    }

    @Test
    void showsLinesAndWhatTheyComeToBeforeTheAnswer() {
        FlowInstance run = submitted(Map.of("lines", FieldRight.EDIT, "note", FieldRight.EDIT));
        UUID task = mill.task(TestPeople.MIA, run).id();
        List<RecordData> lines =
                Mill.as(TestPeople.MIA, () -> mill.tasks().lines(task)).getOrDefault("lines", List.of());
        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertThat(line.values()).containsEntry("amount", new BigDecimal("40")));
        Map<String, List<RecordChange>> more = Map.of("lines", List.of(line("70")));
        WorkedOut worked = Mill.as(TestPeople.MIA, () -> mill.tasks().workedOut(task, Map.of(), more));
        assertThat(worked.values()).containsEntry("total", new BigDecimal("110.00"));
        assertThat(worked.rules().requires("note", false)).isTrue();
        InvalidException refused = catchThrowableOfType(
                InvalidException.class,
                () -> mill.act(TestPeople.MIA, run, new TaskAction.Approve("", Map.of(), List.of(), false, more)));
        assertThat(refused.problems().stream().map(Problem::path)).containsExactly("note");
        mill.act(TestPeople.MIA, run, new TaskAction.Approve("", values("note", "fine"), List.of(), false, more));
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    @Test
    void keepsLinesFromBeingChangedThatTheStepOnlyShows() {
        FlowInstance run = submitted(Map.of("lines", FieldRight.READ));
        InvalidException refused = catchThrowableOfType(
                InvalidException.class,
                () -> mill.act(
                        TestPeople.MIA,
                        run,
                        new TaskAction.Approve("", Map.of(), List.of(), false, Map.of("lines", List.of(line("1"))))));
        assertThat(refused.problems().stream().map(Problem::path)).containsExactly("lines");
    }

    @Test
    void hidesLinesAndWhatIsHidden() {
        FlowInstance run = submitted(Map.of("lines", FieldRight.HIDDEN, "total", FieldRight.HIDDEN));
        UUID task = mill.task(TestPeople.MIA, run).id();
        assertThat(Mill.as(TestPeople.MIA, () -> mill.tasks().lines(task))).isEmpty();
        assertThat(Mill.as(TestPeople.MIA, () -> mill.tasks().workedOut(task, Map.of(), Map.of()))
                        .values())
                .doesNotContainKey("total");
    }
}

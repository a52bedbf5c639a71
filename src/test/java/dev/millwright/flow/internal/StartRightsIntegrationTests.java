package dev.millwright.flow.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.millwright.app.Action;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.Tasks.TaskDetail;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.Person;
import dev.millwright.record.Attempt;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What those who fill in and hand in may do with fields, until they have handed in. */
class StartRightsIntegrationTests {

    private static final FormRef REQUEST = Gate.ref(Mill.APP, "request");
    private static final Person SAM = TestPeople.SAM;
    private static final FlowSettings START = FlowSettings.DEFAULT.withStart(Map.of(
            "verdict", FieldRight.HIDDEN,
            "stage", FieldRight.READ,
            "reason", FieldRight.REQUIRED));

    private static final FieldDefinition NAME = field("name", "text");
    private static final FieldDefinition REASON = field("reason", "text");
    private static final FieldDefinition STAGE = field("stage", "text", "{}", "required", "\"new\"");
    private static final FieldDefinition VERDICT = field("verdict", "text");

    private static Mill mill;
    private static Person boss;

    private FlowDefinition flow;

    @BeforeAll
    static void open() {
        mill = new Mill(Gate.form("request", NAME, REASON, STAGE, VERDICT));
        boss = mill.staff.hire("Boss");
    }

    @BeforeEach
    void publish() {
        flow = mill.publish(mill.submitted(
                START, mill.approve("Boss", Mill.by(boss).withFields(Map.of("verdict", FieldRight.EDIT)))));
    }

    @AfterAll
    static void close() {
        mill.close();
    }

    private static RecordData update(Person person, UUID record, @Nullable Object... pairs) {
        return Mill.as(person, () -> mill.gate.records().update(REQUEST, record, null, values(pairs), Via.API));
    }

    private static FlowInstance submit(UUID record) {
        return Mill.as(SAM, () -> mill.runs().submit(REQUEST, record, null, Map.of()));
    }

    private static Map<String, Object> asDesigned(UUID record) {
        return mill.gate.query().get(REQUEST, record).values();
    }

    private static List<Problem> refused(Supplier<?> work) {
        return catchThrowableOfType(InvalidException.class, work::get)
                .problems()
                .items();
    }

    @Test
    void nobodyEntersWhatTheStartDoesNotOpen() {
        assertThat(refused(() -> mill.create(SAM, "name", "Drill", "verdict", "yes", "stage", "done")))
                .extracting(Problem::code, Problem::path)
                .containsExactlyInAnyOrder(
                        tuple("record.error.fieldHidden", "verdict"), tuple("record.error.fieldReadOnly", "stage"));
        UUID draft = mill.create(SAM, "name", "Drill");
        assertThat(asDesigned(draft)).containsEntry("stage", "new");
        assertThat(refused(() -> update(SAM, draft, "verdict", "yes")))
                .extracting(Problem::code)
                .containsExactly("record.error.fieldHidden");
        assertThat(refused(() -> update(SAM, draft, "stage", "done")))
                .extracting(Problem::code)
                .containsExactly("record.error.fieldReadOnly");
        update(SAM, draft, "stage", "new", "name", "Press");
    }

    @Test
    void whoDesignsTheAppKeepsOldRecordsInOrder() {
        UUID draft = mill.create(TestPeople.DANA, "name", "Old", "verdict", "yes", "stage", "done");
        update(TestPeople.DANA, draft, "verdict", "no");
        assertThat(asDesigned(draft)).containsEntry("verdict", "no").containsEntry("stage", "done");
    }

    @Test
    void aDraftIsSavedWithoutWhatIsDemandedOfARecordThatIsHandedIn() {
        UUID draft = mill.create(SAM, "name", "Drill");
        assertThat(refused(() -> submit(draft)))
                .extracting(
                        Problem::code,
                        Problem::path,
                        problem -> problem.arguments().getFirst())
                .containsExactly(tuple("record.error.required", "reason", "The reason"));
        assertThat(Mill.as(SAM, () -> mill.runs().submitFlow(REQUEST))
                        .orElseThrow()
                        .demanded())
                .containsExactly("reason");
        update(SAM, draft, "reason", "Worn");
        submit(draft);
    }

    @Test
    void whatWasAcceptedIsARecordLikeOthersAndWhatWasWithdrawnADraft() {
        FlowInstance accepted = mill.submit(SAM, "name", "Drill", "reason", "Worn");
        mill.yes(boss, accepted);
        UUID record = Objects.requireNonNull(accepted.record());
        update(SAM, record, "verdict", "yes", "stage", "done");
        FlowInstance withdrawn = mill.submit(SAM, "name", "Press", "reason", "Worn");
        Mill.as(SAM, () -> {
            mill.runs().withdraw(withdrawn.id(), "");
            return true;
        });
        assertThat(refused(() -> update(SAM, Objects.requireNonNull(withdrawn.record()), "verdict", "yes")))
                .extracting(Problem::code)
                .containsExactly("record.error.fieldHidden");
    }

    @Test
    void theLastSubmissionSaysWhetherItIsADraftUnlessOneWasAccepted() {
        FlowInstance rejected = mill.submit(SAM, "name", "Drill", "reason", "Worn");
        UUID record = Objects.requireNonNull(rejected.record());
        mill.no(boss, rejected);
        again(record);
        assertThat(refused(() -> update(SAM, record, "verdict", "yes")))
                .extracting(Problem::code)
                .containsExactly("record.error.fieldHidden");

        FlowInstance accepted = mill.submit(SAM, "name", "Press", "reason", "Worn");
        mill.yes(boss, accepted);
        again(Objects.requireNonNull(accepted.record()));
        update(SAM, Objects.requireNonNull(accepted.record()), "verdict", "yes");
    }

    /** Hands it in once more and takes it back. */
    private static void again(UUID record) {
        Mill.as(SAM, () -> {
            FlowInstance run = mill.runs().submit(REQUEST, record, null, Map.of());
            mill.runs().withdraw(run.id(), "");
            return true;
        });
    }

    @Test
    void aRunThatComesBackAsksForTheSame() {
        FlowInstance run = mill.submit(SAM, "name", "Drill", "reason", "Worn");
        mill.act(boss, run, new TaskAction.Return("Say more", null, false));
        TaskDetail detail =
                Mill.as(SAM, () -> mill.tasks().get(mill.task(SAM, run).id()));
        assertThat(detail.fields())
                .containsEntry("verdict", FieldRight.HIDDEN)
                .containsEntry("stage", FieldRight.READ)
                .containsEntry("reason", FieldRight.REQUIRED)
                .containsEntry("name", FieldRight.EDIT);
        assertThat(detail.record()).isNotNull();
        assertThat(refused(() -> {
                    mill.yes(SAM, run, "stage", "done");
                    return true;
                }))
                .extracting(Problem::code, Problem::path)
                .containsExactly(tuple("flow.error.readOnly", "stage"));
        assertThat(refused(() -> {
                    mill.yes(SAM, run, "reason", null);
                    return true;
                }))
                .extracting(Problem::code, Problem::path)
                .containsExactly(tuple("record.error.required", "reason"));
        mill.yes(SAM, run, "reason", "Worn out");
        mill.yes(boss, run, "verdict", "fine");
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    @Test
    void aTaskThatCameBackDoesNotShowWhatTheStartHides() {
        UUID draft = mill.create(SAM, "name", "Drill", "reason", "Worn");
        update(TestPeople.DANA, draft, "verdict", "maybe");
        FlowInstance run = submit(draft);
        mill.act(boss, run, new TaskAction.Return("Say more", null, false));
        TaskDetail detail =
                Mill.as(SAM, () -> mill.tasks().get(mill.task(SAM, run).id()));
        assertThat(Objects.requireNonNull(detail.record()).values())
                .containsKey("stage")
                .doesNotContainKey("verdict");
    }

    @Test
    void aDraftIsReadWithoutWhatIsHiddenAndItsRunIsCalledAsItIs() {
        mill.publish(flow.withSettings(FlowSettings.DEFAULT.withStart(Map.of("name", FieldRight.HIDDEN))));
        UUID draft = mill.create(SAM, "reason", "Worn");
        update(TestPeople.DANA, draft, "name", "Secret");
        assertThat(Mill.as(SAM, () -> mill.gate.query().get(REQUEST, draft)).values())
                .containsKey("reason")
                .doesNotContainKey("name");
        FlowInstance run = submit(draft);
        assertThat(mill.now(run).title()).isEqualTo("Secret");
        assertThat(Mill.as(SAM, () -> mill.gate.query().get(REQUEST, draft)).values())
                .containsEntry("name", "Secret");
    }

    @Test
    void aFlowThatIsSwitchedOffBindsNobody() {
        mill.publish(flow.withSettings(START.withOff(true)));
        UUID draft = mill.create(SAM, "name", "Drill", "verdict", "yes");
        update(SAM, draft, "stage", "done");
        assertThat(asDesigned(draft)).containsEntry("verdict", "yes").containsEntry("stage", "done");
    }

    @Test
    void manyRecordsAreOneQuestionAndFormsWithoutRightsNone() {
        mill.publish(flow.withSettings(FlowSettings.DEFAULT));
        UUID one = mill.create(SAM, "name", "One");
        UUID other = mill.create(SAM, "name", "Other");
        mill.gate.statements.clear();
        assertThat(write(one, other, "A").problems()).isEmpty();
        assertThat(questions()).isZero();
        mill.publish(flow);
        mill.gate.statements.clear();
        assertThat(write(one, other, "B").problems()).isEmpty();
        assertThat(questions()).isEqualTo(1);
    }

    private static long questions() {
        return mill.gate.statements.stream()
                .filter(statement -> statement.contains("flow_instance"))
                .count();
    }

    private static Attempt write(UUID one, UUID other, String name) {
        return Mill.as(
                SAM,
                () -> mill.gate
                        .records()
                        .attempt(
                                REQUEST,
                                List.of(
                                        new RecordChange.Update(one, null, values("name", name)),
                                        new RecordChange.Update(other, null, values("name", name))),
                                Via.IMPORT,
                                Instant.now(),
                                true));
    }

    @Test
    void aFormDoesNotLoseWhatTheStartNamesNorDemandWhatItShuts() {
        FlowKind kind = mill.context.getBean(FlowKind.class);
        Set<Action> staff = EnumSet.of(Action.SEE, Action.CREATE, Action.CHANGE);
        try {
            mill.gate.publish(Mill.APP, staff, again(NAME, REASON, STAGE));
            assertThat(kind.validateKept(flow, mill.planned(flow)))
                    .extracting(Problem::code, problem -> problem.arguments().get(1))
                    .contains(tuple("flow.error.kept", List.of("verdict")));
            FieldDefinition demanded = new FieldDefinition(
                    VERDICT.id(), "verdict", "The verdict", "text", VERDICT.config(), true, false, "", "", null);
            mill.gate.publish(Mill.APP, staff, again(NAME, REASON, STAGE, demanded));
            assertThat(kind.validateKept(flow, mill.planned(flow)))
                    .extracting(Problem::code, Problem::arguments)
                    .containsExactly(tuple("flow.error.keptShut", List.of("The flow", "The verdict")));
        } finally {
            mill.gate.publish(Mill.APP, staff, mill.form);
        }
    }

    private static FormDefinition again(FieldDefinition... fields) {
        return Gate.form(mill.form.id(), mill.form.key(), null, null, List.of(), fields);
    }
}

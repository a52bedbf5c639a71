package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.app.Apps;
import dev.millwright.dashboard.BoardFilter;
import dev.millwright.dashboard.DashboardDefinition;
import dev.millwright.dashboard.Dashboards;
import dev.millwright.dashboard.Figures;
import dev.millwright.dashboard.TileAnswer;
import dev.millwright.dashboard.TileDefinition;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Flows;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.TaskBox;
import dev.millwright.flow.Tasks;
import dev.millwright.flow.Tasks.TaskFilter;
import dev.millwright.identity.Person;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.Records;
import dev.millwright.record.Via;
import dev.millwright.template.Templates;
import dev.millwright.testing.Colleagues;
import dev.millwright.testing.IntegrationTest;
import dev.millwright.testing.TestPeople;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** The flows of the apps for exceptions and for contracts, from the first step to the last. */
@IntegrationTest
@Import(Colleagues.class)
class ExceptionsAndContractsIntegrationTests {

    private static final FormRef EXCEPTION = new FormRef("exceptions", "exception");
    private static final FormRef CONTRACT = new FormRef("contracts", "contract");
    private static final FormRef PAYMENT = new FormRef("contracts", "payment");

    @Autowired
    private Templates templates;

    @Autowired
    private Apps apps;

    @Autowired
    private Records records;

    @Autowired
    private RecordQuery query;

    @Autowired
    private Flows flows;

    @Autowired
    private Tasks tasks;

    @Autowired
    private Dashboards dashboards;

    @Autowired
    private Course course;

    @Autowired
    private RunStore store;

    @Autowired
    private WorkingDeadlines deadlines;

    @Autowired
    private JdbcTemplate database;

    private void install(String app) {
        TestPeople.as(TestPeople.DANA);
        templates.install(app, null, null, Locale.ENGLISH);
    }

    @AfterEach
    void leave() {
        TestPeople.as(TestPeople.DANA);
        apps.visible().forEach(app -> apps.delete(app.key(), Apps.Tables.DROP));
        TestPeople.nobody();
    }

    @Test
    void anExceptionIsSolvedAndItsHandlingTimeStandsOnTheBoard() {
        install("exceptions");
        Instant found = Instant.now().minus(Duration.ofDays(4));
        FlowInstance run = exception("machining", found);
        assertThat(steps(run)).containsExactly("Machining team takes it");
        claimed(TestPeople.SAM, run, Map.of("responsible", sam(), "accepted_at", found.plusSeconds(600)));
        yes(TestPeople.SAM, run, Map.of("measure", "Sorted out", "contained_at", found.plusSeconds(7200)));
        yes(TestPeople.SAM, run, Map.of("cause", "Worn tool", "cause_kind", "machine"));
        yes(TestPeople.SAM, run, Map.of("prevention", "Tool life counter"));
        yes(TestPeople.SAM, run, Map.of("closed_at", found.plus(Duration.ofDays(3))));

        assertThat(outcome(run)).isEqualTo("accepted");
        assertThat(values(EXCEPTION, run)).containsEntry("days_to_close", 3L);
        assertThat(figure("exceptions", "Days to close on average")).isEqualByComparingTo("3");
        assertThat(figure("exceptions", "Open now")).isEqualByComparingTo("0");
    }

    @Test
    void anExceptionGoesToTheTeamOfItsProcess() {
        install("exceptions");
        assertThat(steps(exception("moulding", Instant.now()))).containsExactly("Moulding team takes it");
        FlowInstance other = exception("packing", Instant.now());
        assertThat(steps(other)).containsExactly("Assembly and packing take it");
        claimed(TestPeople.MIA, other, Map.of("responsible", sam(), "accepted_at", Instant.now()));
        assertThat(steps(other)).containsExactly("Interim measure");
    }

    @Test
    void anExceptionThatNobodyTakesEscalatesStepByStep() {
        install("exceptions");
        FlowInstance run = exception("machining", Instant.now());
        assertThat(timers(run)).as("reminder, head, managers").hasSize(3);
        comes(run, "remind 0 1");
        assertThat(tasks(TestPeople.SAM, TaskBox.QUEUE, run)).hasSize(1);
        comes(run, "escalate 0");
        assertThat(codes(run)).contains("flow.event.remindedAt", "flow.event.noHeadAt");
        comes(run, "escalate 1");
        assertThat(tasks(TestPeople.SAM, TaskBox.QUEUE, run)).isEmpty();
        assertThat(codes(run)).contains("flow.event.reassignedAt");
        FlowTask task = tasks(TestPeople.MIA, TaskBox.QUEUE, run).getFirst();
        act(TestPeople.MIA, task.id(), new TaskAction.Claim());
        yes(TestPeople.MIA, run, Map.of("responsible", sam(), "accepted_at", Instant.now()));
        assertThat(steps(run)).containsExactly("Interim measure");
    }

    @Test
    void whatTheReporterFindsUnsolvedGoesBack() {
        install("exceptions");
        Instant found = Instant.now().minus(Duration.ofDays(2));
        FlowInstance run = exception("machining", found);
        claimed(TestPeople.SAM, run, Map.of("responsible", sam(), "accepted_at", found));
        yes(TestPeople.SAM, run, Map.of("measure", "Sorted out", "contained_at", found));
        yes(TestPeople.SAM, run, Map.of("cause", "Worn tool", "cause_kind", "machine"));
        yes(TestPeople.SAM, run, Map.of("prevention", "Tool life counter"));
        act(TestPeople.SAM, task(TestPeople.SAM, run), new TaskAction.Reject("It came again", null));
        assertThat(outcome(run)).isNull();
        assertThat(steps(run)).containsExactly("Interim measure");
    }

    @Test
    void aSmallContractNeedsNobodyBeyondTheHead() {
        install("contracts");
        FlowInstance run = contract("20000.00");
        // Nobody has a head here, so the owner of the app is asked.
        yes(TestPeople.DANA, run, Map.of());
        assertThat(steps(run)).containsExactly("Sign and file");
        yes(TestPeople.SAM, run, Map.of("signed_on", LocalDate.now()));
        assertThat(outcome(run)).isEqualTo("accepted");
    }

    @Test
    void aContractAboveTheFirstLimitNeedsAManager() {
        install("contracts");
        FlowInstance run = contract("20000.01");
        yes(TestPeople.DANA, run, Map.of());
        assertThat(steps(run)).containsExactly("Manager");
        act(TestPeople.MIA, task(TestPeople.MIA, run), new TaskAction.Reject("Too dear", null));
        assertThat(outcome(run)).isEqualTo("rejected");
    }

    @Test
    void aLargeContractIsReviewedWhileAllManagersAgree() {
        install("contracts");
        FlowInstance run = contract("200000.01");
        yes(TestPeople.DANA, run, Map.of());
        assertThat(steps(run)).containsExactlyInAnyOrder("Review of terms", "All managers");
        FlowTask review = tasks(TestPeople.MIA, TaskBox.QUEUE, run).getFirst();
        act(TestPeople.MIA, review.id(), new TaskAction.Claim());
        act(TestPeople.MIA, review.id(), new TaskAction.Approve("", Map.of("risk", "low"), List.of()));
        assertThat(outcome(run)).isNull();
        for (FlowTask task : tasks(TestPeople.MIA, TaskBox.TODO, run)) {
            act(TestPeople.MIA, task.id(), new TaskAction.Approve("", Map.of(), List.of()));
        }
        assertThat(steps(run)).containsExactly("Sign and file");
        yes(TestPeople.SAM, run, Map.of("signed_on", LocalDate.now()));
        assertThat(outcome(run)).isEqualTo("accepted");
    }

    @Test
    void aPaymentUpToTheLimitIsPaidAfterItsInvoice() {
        install("contracts");
        FlowInstance run = payment("50000.00");
        yes(TestPeople.DANA, run, Map.of());
        invoice(run, "ok");
        assertThat(steps(run)).containsExactly("Finance pays");
        claimed(TestPeople.MIA, run, Map.of("paid_on", LocalDate.now(), "bank_ref", "B-1"));
        assertThat(outcome(run)).isEqualTo("accepted");
        assertThat(values(PAYMENT, run)).containsEntry("bank_ref", "B-1");
    }

    @Test
    void aPaymentWhoseInvoiceDiffersIsClearedAndAboveTheLimitAgreedTo() {
        install("contracts");
        FlowInstance run = payment("80000.00");
        yes(TestPeople.DANA, run, Map.of());
        invoice(run, "differs");
        assertThat(steps(run)).containsExactly("Manager clears the difference");
        yes(TestPeople.MIA, run, Map.of("amount", new BigDecimal("79000.00")));
        assertThat(steps(run)).containsExactly("Manager");
        yes(TestPeople.MIA, run, Map.of());
        claimed(TestPeople.MIA, run, Map.of("paid_on", LocalDate.now(), "bank_ref", "B-2"));
        assertThat(outcome(run)).isEqualTo("accepted");
        assertThat(tasks(TestPeople.SAM, TaskBox.CC, run)).hasSize(1);
    }

    // --- Help ---

    private FlowInstance exception(String process, Instant found) {
        return submitted(
                EXCEPTION, Map.of("title", "Burr", "process", process, "severity", "major", "found_at", found));
    }

    private FlowInstance contract(String amount) {
        return submitted(CONTRACT, contractValues(amount));
    }

    private static Map<String, @Nullable Object> contractValues(String amount) {
        return Map.of("kind", "purchase", "title", "Steel", "partner", "Mill Inc.", "amount", new BigDecimal(amount));
    }

    private FlowInstance payment(String amount) {
        TestPeople.as(TestPeople.SAM);
        UUID contract =
                records.create(CONTRACT, contractValues("90000.00"), Via.SCREEN).id();
        return submitted(
                PAYMENT,
                Map.of(
                        "contract",
                        RecordRef.to(contract),
                        "title",
                        "First part",
                        "amount",
                        new BigDecimal(amount),
                        "pay_by",
                        LocalDate.now().plusDays(10)));
    }

    private void invoice(FlowInstance run, String agrees) {
        assertThat(steps(run)).containsExactly("Invoice");
        claimed(
                TestPeople.SAM,
                run,
                Map.of("invoice_no", "I-1", "invoice_amount", new BigDecimal("79000.00"), "invoice_ok", agrees));
    }

    private FlowInstance submitted(FormRef form, Map<String, @Nullable Object> values) {
        TestPeople.as(TestPeople.SAM);
        UUID record = records.create(form, new HashMap<>(values), Via.SCREEN).id();
        return flows.submit(form, record, null, Map.of());
    }

    private static PersonRef sam() {
        return new PersonRef(TestPeople.SAM.id(), TestPeople.SAM.name());
    }

    /** As when the process engine finds that the moment has come. */
    private void comes(FlowInstance run, String what) {
        Step open = store.openSteps(run.id()).getFirst();
        course.timer(run.id(), open.id, (turn, step) -> deadlines.due(turn, step, what));
    }

    private List<String> timers(FlowInstance run) {
        return database.query(
                "SELECT handler_cfg_ FROM flowable.act_ru_timer_job WHERE process_instance_id_ = ?",
                (row, number) -> row.getString(1),
                run.id().toString());
    }

    private List<String> steps(FlowInstance run) {
        return store.openSteps(run.id()).stream().map(step -> step.label).toList();
    }

    private List<String> codes(FlowInstance run) {
        TestPeople.as(TestPeople.DANA);
        return flows.timeline(run.id()).stream()
                .map(entry -> entry.text().code())
                .toList();
    }

    private void claimed(Person person, FlowInstance run, Map<String, @Nullable Object> values) {
        FlowTask task = tasks(person, TaskBox.QUEUE, run).getFirst();
        act(person, task.id(), new TaskAction.Claim());
        act(person, task.id(), new TaskAction.Approve("", values, List.of()));
    }

    private void yes(Person person, FlowInstance run, Map<String, @Nullable Object> values) {
        act(person, task(person, run), new TaskAction.Approve("", values, List.of()));
    }

    private void act(Person person, UUID task, TaskAction action) {
        TestPeople.as(person);
        tasks.act(task, action);
    }

    private UUID task(Person person, FlowInstance run) {
        return tasks(person, TaskBox.TODO, run).getFirst().id();
    }

    private List<FlowTask> tasks(Person person, TaskBox box, FlowInstance run) {
        TestPeople.as(person);
        return tasks.page(box, TaskFilter.ALL, null, 50).tasks().stream()
                .filter(task -> task.instance().equals(run.id()))
                .toList();
    }

    private @Nullable String outcome(FlowInstance run) {
        TestPeople.as(TestPeople.DANA);
        return flows.get(run.id()).outcome();
    }

    private Map<String, Object> values(FormRef form, FlowInstance run) {
        TestPeople.as(TestPeople.DANA);
        return query.get(form, Objects.requireNonNull(run.record())).values();
    }

    private BigDecimal figure(String app, String title) {
        TestPeople.as(TestPeople.DANA);
        DashboardDefinition board = dashboards.all(app).getFirst();
        List<TileDefinition> tiles = board.tiles().stream()
                .filter(tile -> tile.title().equals(title))
                .toList();
        Figures figures = dashboards.batches(app, tiles, BoardFilter.NONE, Locale.ENGLISH).stream()
                .flatMap(batch -> batch.answers().values().stream())
                .map(answer -> ((TileAnswer.Answered) answer).figures())
                .findFirst()
                .orElseThrow();
        return Objects.requireNonNull(
                figures.series().getFirst().cells().getFirst().value());
    }
}

package dev.millwright.flow.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.app.Action;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.flow.Deadline.Span;
import dev.millwright.flow.Deadline.Unit;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowFigures;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Flows.FailedStart;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.RecordValues;
import dev.millwright.flow.StepAction;
import dev.millwright.flow.StepButton;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.TriggerDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.Person;
import dev.millwright.record.FormRef;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.record.spi.RecordListener;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.Texts;
import dev.millwright.testing.TestPeople;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Flows 9 and 10 of those from real life: an invoice that is clarified, filed and paid, and a payment that waits for goods and invoice. */
class InvoiceAndPaymentIntegrationTests {

    private static final FormRef LINE = ref(Mill.APP, "line");
    private static final FormDefinition FILED = Gate.form("filed", field("name", "text"));

    private static Mill mill;
    private static Person ann;
    private static Person cem;
    private static Person dia;

    @BeforeAll
    static void start() {
        mill = new Mill(Gate.form(
                "line",
                field("name", "text"),
                field("sum", "decimal"),
                field("approver", "person"),
                field("verdict", "text"),
                field("cleared", "text"),
                field("kind", "text"),
                field("received", "decimal"),
                field("invoiced", "decimal"),
                field("state", "text"),
                field("pay_on", "date")));
        mill.gate.context.registerBean(RecordListener.class, () -> mill.context.getBean(RecordTriggers.class));
        mill.gate.publish(Mill.APP, Set.of(Action.SEE, Action.CREATE, Action.CHANGE, Action.DELETE), mill.form, FILED);
        work().stop();
        ann = TestPeople.MIA;
        cem = mill.staff.hire("Cem");
        dia = mill.staff.hire("Dia");
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    // --- 9 ---

    private static NodeDefinition file() {
        return mill.node(
                "create-records",
                "File",
                Map.of("content", new RecordValues(FILED.id(), Map.of("name", "name")), "times", "", "name", ""));
    }

    private static PeopleStep writing(PeopleStep step, String field) {
        return step.withFields(Map.of(field, FieldRight.REQUIRED));
    }

    /** The approver is named by the record; a no is clarified by somebody else. */
    private static FlowDefinition invoice(int most) {
        PeopleStep named = PeopleStep.EMPTY.withPeople(List.of(new PeopleSource.InField("approver")));
        NodeDefinition approve = mill.fill("Approve", writing(named, "verdict"));
        return mill.publish(mill.submitted(
                approve,
                mill.branches(
                        "condition",
                        Mill.branch(
                                "verdict = \"no\"",
                                mill.fill("Clarify", writing(Mill.by(cem), "cleared")),
                                mill.branches(
                                        "condition",
                                        Mill.branch(
                                                "cleared = \"yes\"",
                                                mill.node("jump", "Again", Map.of("to", approve.id(), "most", most))),
                                        Mill.branch(
                                                "",
                                                mill.node(
                                                        "end",
                                                        "Unclear",
                                                        Map.of("outcome", "other", "name", "not processed"))))),
                        Mill.branch("")),
                mill.fill("Transfer", Mill.by(dia)),
                file()));
    }

    private static FlowInstance invoice() {
        return mill.submit(TestPeople.SAM, "name", "Invoice", "sum", "120", "approver", Mill.ref(ann));
    }

    private static void says(Person person, FlowInstance run, String field, String value) {
        mill.yes(person, run, field, value);
    }

    private static long filed() {
        return count("SELECT count(*) FROM app_mill.filed");
    }

    @Test
    void everyTurnIsATaskOfItsOwnAndTheOldOnesStay() {
        invoice(5);
        FlowInstance run = invoice();
        FlowTask first = mill.task(ann, run);
        says(ann, run, "verdict", "no");
        assertThat(mill.has(ann, run)).isFalse();
        says(cem, run, "cleared", "yes");
        FlowTask second = mill.task(ann, run);
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.round()).isEqualTo(2);
        assertThat(mill.done(ann))
                .filteredOn(task -> task.instance().equals(run.id()))
                .singleElement()
                .satisfies(task -> assertThat(task.id()).isEqualTo(first.id()));
        says(ann, run, "verdict", "yes");
        assertThat(mill.has(cem, run)).isFalse();
        mill.yes(dia, run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    @Test
    void whatIsNotClearedIsAnEndOfItsOwn() {
        FlowDefinition flow = invoice(5);
        FlowInstance unclear = invoice();
        says(ann, unclear, "verdict", "no");
        says(cem, unclear, "cleared", "no");
        assertThat(mill.outcome(unclear)).isEqualTo("not processed");
        FlowInstance paid = invoice();
        says(ann, paid, "verdict", "yes");
        mill.yes(dia, paid);
        FlowFigures figures = mill.context.getBean(FlowFigures.class);
        assertThat(Mill.as(TestPeople.DANA, () -> figures.flows(Mill.APP, Instant.EPOCH)))
                .filteredOn(of -> of.flow().equals(flow.id()))
                .singleElement()
                .satisfies(of -> assertThat(of.ended())
                        .containsExactlyInAnyOrderEntriesOf(Map.of("not processed", 1L, "accepted", 1L)));
    }

    @Test
    void theOwnerHearsThatALoopCameToItsLimitAndMayLetItGoOn() {
        invoice(2);
        FlowInstance run = invoice();
        for (int i = 0; i < 3; i++) {
            says(ann, run, "verdict", "no");
            says(cem, run, "cleared", "yes");
        }
        assertThat(mill.now(run).state()).isEqualTo(FlowInstance.State.FAILED);
        assertThat(mill.has(ann, run)).isFalse();
        FlowTask owners = mill.task(TestPeople.DANA, run);
        assertThat(owners.kind()).isEqualTo(FlowTask.Kind.RETRY);
        assertThat(owners.note()).isEqualTo("It went back 2 times, as often as the designer allows.");
        assertThat(mill.notices)
                .anyMatch(notice -> notice.kind().equals("flow.failed")
                        && notice.recipients().contains(TestPeople.DANA.id())
                        && notice.link().endsWith(owners.id().toString()));
        mill.act(TestPeople.DANA, run, new TaskAction.Retry("Once more"));
        assertThat(mill.now(run).state()).isEqualTo(FlowInstance.State.RUNNING);
        assertThat(mill.has(ann, run)).isTrue();
    }

    @Test
    void filingThatFailsIsTriedWithGrowingPausesAndThenByItsOwnerWithoutASecondTransfer() {
        invoice(5);
        FlowInstance run = invoice();
        says(ann, run, "verdict", "yes");
        long before = filed();
        mill.database().execute("ALTER TABLE app_mill.filed RENAME TO filed_away");
        List<Duration> pauses = new ArrayList<>();
        try {
            mill.yes(dia, run);
            for (Duration pause = untilNext(run); pause != null; pause = untilNext(run)) {
                pauses.add(pause);
                assertThat(mill.now(run).state()).isEqualTo(FlowInstance.State.RUNNING);
                triesAgain(run);
            }
        } finally {
            mill.database().execute("ALTER TABLE app_mill.filed_away RENAME TO filed");
        }
        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1));
        assertThat(mill.outcome(run)).isNull();
        assertThat(mill.now(run).state()).isEqualTo(FlowInstance.State.FAILED);
        assertThat(mill.has(dia, run)).isFalse();

        FlowTask owners = mill.task(TestPeople.DANA, run);
        assertThat(owners.kind()).isEqualTo(FlowTask.Kind.RETRY);
        assertThat(owners.step()).isEqualTo("File");
        assertThat(owners.note())
                .startsWith("Something went wrong. Give your administrator the number ")
                .doesNotContain("Exception");
        assertThat(Mill.as(TestPeople.DANA, () -> mill.tasks().get(owners.id())).buttons())
                .extracting(StepButton::action)
                .contains(StepAction.RETRY)
                .doesNotContain(StepAction.APPROVE);
        assertThat(mill.timeline(run))
                .filteredOn(entry -> entry.text().code().equals("flow.event.failed"))
                .singleElement()
                .satisfies(entry -> assertThat(mill.context.getBean(Texts.class).text(Locale.CHINESE, entry.text()))
                        .contains("出了点问题"));
        assertThatExceptionOfType(NotAllowedException.class).isThrownBy(() -> mill.yes(TestPeople.DANA, run));

        mill.act(TestPeople.DANA, run, new TaskAction.Retry(""));
        assertThat(mill.outcome(run)).isEqualTo("accepted");
        assertThat(filed()).isEqualTo(before + 1);
        assertThat(mill.done(dia))
                .filteredOn(task -> task.instance().equals(run.id()))
                .hasSize(1);
    }

    /** Until the next try, in steps of ten seconds; null when there is none. */
    private static @Nullable Duration untilNext(FlowInstance run) {
        Instant due = timer(run);
        return due == null
                ? null
                : Duration.ofSeconds((Duration.between(Instant.now(), due).toSeconds() + 5) / 10 * 10);
    }

    /** When the one timer of the run comes; null when there is none. */
    private static @Nullable Instant timer(FlowInstance run) {
        List<Instant> due = mill.database()
                .query(
                        "SELECT duedate_ FROM flowable.act_ru_timer_job WHERE process_instance_id_ = ?",
                        (row, number) -> row.getTimestamp(1).toInstant(),
                        run.id().toString());
        assertThat(due).hasSizeLessThan(2);
        return due.isEmpty() ? null : due.getFirst();
    }

    /** As when the pause is over. */
    private static void triesAgain(FlowInstance run) {
        Step open = mill.context.getBean(RunStore.class).openSteps(run.id()).getFirst();
        mill.course()
                .timer(
                        run.id(),
                        open.id,
                        (turn, step) -> mill.context.getBean(Works.class).due(turn, step, ""));
    }

    // --- 10 ---

    private static final String DUE = """
        kind = "no receipt" AND invoiced > 0 OR kind != "no receipt" AND received > 0 AND received = invoiced\
        """;

    /** Payment waits, and meanwhile somebody may chase what is missing. */
    private static FlowDefinition payment() {
        NodeDefinition pay = mill.node("set-fields", "Release", Map.of("values", Map.of("state", "\"paid\"")));
        ObjectNode created = (ObjectNode)
                mill.context.getBean(DefinitionCodec.class).tree(Map.of("condition", "kind != \"consignment\""));
        return mill.publish(new FlowDefinition(
                Ids.next(),
                "payment",
                "Payment",
                mill.form.id(),
                new TriggerDefinition("record-created", created),
                List.of(mill.branches(
                        "parallel",
                        Mill.branch(
                                "",
                                mill.node(
                                        "wait",
                                        "Goods and invoice",
                                        Map.of("kind", "condition", "condition", DUE + " OR state = \"cancelled\"")),
                                mill.branches(
                                        "condition",
                                        Mill.branch(
                                                "state = \"cancelled\"",
                                                mill.node("end", "Cancelled", Map.of("outcome", "cancelled"))),
                                        Mill.branch("")),
                                pay,
                                file(),
                                mill.node("end", "Paid", Map.of("outcome", "accepted"))),
                        Mill.branch("", mill.fill("Chase", Mill.by(cem))))),
                FlowSettings.DEFAULT));
    }

    private static UUID line(String kind) {
        UUID line = mill.create(TestPeople.SAM, "name", "Steel", "kind", kind);
        drain();
        return line;
    }

    private static void set(UUID line, Object... pairs) {
        Mill.as(TestPeople.SAM, () -> mill.gate.records().update(LINE, line, null, values(pairs), Via.SCREEN));
    }

    private static java.math.BigDecimal of(int amount) {
        return java.math.BigDecimal.valueOf(amount);
    }

    private static FlowInstance run(UUID line) {
        return Mill.as(TestPeople.DANA, () -> mill.runs().ofRecord(LINE, line)).getFirst();
    }

    private static @Nullable Object state(UUID line) {
        return mill.gate.query().get(LINE, line).values().get("state");
    }

    @Test
    void paysWhicheverCameLastAndInParts() {
        payment();
        long before = filed();
        UUID goodsFirst = line("before");
        set(goodsFirst, "received", of(100));
        drain();
        assertThat(state(goodsFirst)).isNull();
        set(goodsFirst, "invoiced", of(60));
        drain();
        assertThat(state(goodsFirst)).isNull();
        set(goodsFirst, "invoiced", of(100));
        drain();
        assertThat(state(goodsFirst)).isEqualTo("paid");
        assertThat(mill.has(cem, run(goodsFirst))).isFalse();

        UUID invoiceFirst = line("after");
        set(invoiceFirst, "invoiced", of(10));
        drain();
        set(invoiceFirst, "received", of(10));
        drain();
        assertThat(state(invoiceFirst)).isEqualTo("paid");
        assertThat(filed()).isEqualTo(before + 2);
    }

    @Test
    void doesNotWaitWhenBothWereThereBefore() {
        payment();
        UUID line = mill.create(TestPeople.SAM, "name", "Steel", "kind", "after", "received", of(5), "invoiced", of(5));
        drain();
        assertThat(state(line)).isEqualTo("paid");
        assertThat(mill.timeline(run(line)))
                .extracting(entry -> entry.kind().key())
                .contains("ended");
        assertThat(count("SELECT count(*) FROM platform.flow_step WHERE kind = 'wait' AND instance = '"
                        + run(line).id() + "'"))
                .isZero();
    }

    @Test
    void consignmentIsPaidWithoutAnInvoice() {
        payment();
        UUID line = line("consignment");
        assertThat(Mill.as(TestPeople.DANA, () -> mill.runs().ofRecord(LINE, line)))
                .isEmpty();
    }

    @Test
    void aChangeOfTheKindAppliesTheNewRuleAtOnce() {
        payment();
        UUID line = line("after");
        set(line, "invoiced", of(7));
        drain();
        assertThat(state(line)).isNull();
        set(line, "kind", "no receipt");
        drain();
        assertThat(state(line)).isEqualTo("paid");
    }

    @Test
    void cancellingEndsTheWaitAndClosesItsTask() {
        payment();
        UUID line = line("after");
        FlowInstance run = run(line);
        assertThat(mill.has(cem, run)).isTrue();
        set(line, "state", "cancelled");
        drain();
        assertThat(mill.outcome(run)).isEqualTo("cancelled");
        assertThat(mill.has(cem, run)).isFalse();
    }

    @Test
    void deletingTheRecordEndsTheWait() {
        payment();
        UUID line = line("after");
        FlowInstance run = run(line);
        Gate.run(TestPeople.SAM, () -> mill.gate.records().delete(LINE, line, null, Via.SCREEN));
        drain();
        assertThat(mill.outcome(run)).isEqualTo("cancelled");
        assertThat(mill.has(cem, run)).isFalse();
        assertThat(mill.timeline(run)).anyMatch(entry -> entry.text().code().equals("flow.event.recordGone"));
        assertThat(count("SELECT count(*) FROM platform.flow_due")).isZero();
    }

    @Test
    void bothInTheSameMomentPayOnce() throws Exception {
        payment();
        for (int i = 0; i < 8; i++) {
            UUID line = line("after");
            long before = filed();
            together(() -> set(line, "received", of(3)), () -> set(line, "invoiced", of(3)));
            together(InvoiceAndPaymentIntegrationTests::drain, InvoiceAndPaymentIntegrationTests::drain);
            drain();
            assertThat(state(line)).isEqualTo("paid");
            assertThat(filed()).isEqualTo(before + 1);
            assertThat(mill.kinds(run(line))).filteredOn("ended"::equals).hasSize(1);
        }
    }

    @Test
    void losesNoEventThatComesWhileTheRunIsAboutToWait() throws Exception {
        payment();
        for (int i = 0; i < 10; i++) {
            UUID line = mill.create(TestPeople.SAM, "name", "Steel", "kind", "after", "received", of(4));
            together(InvoiceAndPaymentIntegrationTests::drain, () -> set(line, "invoiced", of(4)));
            drain();
            assertThat(state(line)).isEqualTo("paid");
        }
    }

    @Test
    void losesNothingWhenTheServerStopsBetweenTheEvents() {
        payment();
        UUID line = line("after");
        set(line, "received", of(9));
        set(line, "invoiced", of(9));
        // Nothing of it was looked at yet; another server does.
        DueWork other = mill.context.getAutowireCapableBeanFactory().createBean(DueWork.class);
        long before = filed();
        while (other.next()) {
            // All that is due.
        }
        assertThat(state(line)).isEqualTo("paid");
        assertThat(filed()).isEqualTo(before + 1);
    }

    @Test
    void runsOnAnOldVersionHearOfTheirRecordAlthoughTheNewOneWaitsForNothing() {
        FlowDefinition old = payment();
        UUID line = line("after");
        mill.publish(new FlowDefinition(
                old.id(),
                old.key(),
                old.label(),
                old.form(),
                old.trigger(),
                List.of(mill.fill("Chase", Mill.by(cem))),
                FlowSettings.DEFAULT));
        set(line, "received", of(2), "invoiced", of(2));
        drain();
        assertThat(state(line)).isEqualTo("paid");
    }

    @Test
    void aDateThatComesNearerIsWaitedForAnew() {
        ObjectNode created =
                (ObjectNode) mill.context.getBean(DefinitionCodec.class).tree(Map.of("condition", ""));
        mill.publish(new FlowDefinition(
                Ids.next(),
                "dated",
                "Dated",
                mill.form.id(),
                new TriggerDefinition("record-created", created),
                List.of(mill.node("wait", "Day", Map.of("kind", "field", "field", "pay_on", "days", 0))),
                FlowSettings.DEFAULT));
        java.time.LocalDate today = java.time.LocalDate.now(java.time.ZoneId.of("Asia/Shanghai"));
        UUID line = mill.create(TestPeople.SAM, "name", "Steel", "pay_on", today.plusDays(30));
        drain();
        FlowInstance run = run(line);
        assertThat(mill.outcome(run)).isNull();
        set(line, "pay_on", today.plusDays(3));
        drain();
        assertThat(timer(run))
                .isEqualTo(today.plusDays(3)
                        .atStartOfDay(java.time.ZoneId.of("Asia/Shanghai"))
                        .toInstant());
        set(line, "pay_on", today.minusDays(1));
        drain();
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    @Test
    void aRunThatIsHeldLooksAgainWhenItMayGoOn() {
        payment();
        UUID line = line("after");
        FlowInstance run = run(line);
        Gate.run(TestPeople.DANA, () -> mill.runs().suspend(run.id(), ""));
        set(line, "received", of(2), "invoiced", of(2));
        drain();
        assertThat(state(line)).isNull();
        Gate.run(TestPeople.DANA, () -> mill.runs().resume(run.id()));
        assertThat(state(line)).isEqualTo("paid");
    }

    @Test
    void aTimerThatFailsForGoodIsSeenAndComesAgain() throws Exception {
        mill.publish(mill.submitted(
                mill.node("wait", "A while", Map.of("kind", "time", "span", new Span(30, Unit.DAYS, false)))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Slow");
        mill.database().execute("ALTER TABLE platform.flow_event RENAME TO flow_event_away");
        try {
            mill.database()
                    .update(
                            "UPDATE flowable.act_ru_timer_job SET duedate_ = now(), retries_ = 1 WHERE process_instance_id_ = ?",
                            run.id().toString());
            await(() -> !failedStarts().isEmpty());
        } finally {
            mill.database().execute("ALTER TABLE platform.flow_event_away RENAME TO flow_event");
        }
        FailedStart stuck = failedStarts().getFirst();
        assertThat(stuck.instance()).isEqualTo(run.id());
        assertThat(stuck.title()).isEqualTo("Slow");
        assertThat(mill.notices)
                .anyMatch(notice -> notice.recipients().contains(TestPeople.DANA.id())
                        && notice.text().code().equals("flow.notice.notGoneOn"));
        assertThat(mill.outcome(run)).isNull();

        Gate.run(TestPeople.DANA, () -> mill.runs().retryStart(Mill.APP, stuck.id()));
        drain();
        await(() -> mill.outcome(run) != null);
        assertThat(mill.outcome(run)).isEqualTo("accepted");
        assertThat(failedStarts()).isEmpty();
    }

    private static List<FailedStart> failedStarts() {
        return Mill.as(TestPeople.DANA, () -> mill.runs().failedStarts(Mill.APP, null, 10))
                .starts();
    }

    private static void await(BooleanSupplier what) throws InterruptedException {
        Instant end = Instant.now().plusSeconds(60);
        while (!what.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(200);
        }
    }

    // --- Help ---

    private static void together(Runnable... works) throws Exception {
        CyclicBarrier ready = new CyclicBarrier(works.length);
        List<Throwable> wrong = new java.util.concurrent.CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (Runnable one : works) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    ready.await();
                    one.run();
                } catch (Exception e) {
                    wrong.add(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).isEmpty();
    }

    private static DueWork work() {
        return mill.context.getBean(DueWork.class);
    }

    private static void drain() {
        while (work().next()) {
            // All that is due.
        }
    }

    private static long count(String sql) {
        Long count = mill.database().queryForObject(sql, Long.class);
        return count == null ? 0 : count;
    }
}

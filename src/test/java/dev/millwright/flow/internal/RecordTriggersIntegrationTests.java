package dev.millwright.flow.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowRefusedException;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Flows.FailedStart;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.RecordChoice;
import dev.millwright.flow.TaskBox;
import dev.millwright.flow.TaskEvent;
import dev.millwright.flow.TriggerDefinition;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.flow.spi.Subscription.Days;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChange;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.record.spi.RecordListener;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Texts;
import dev.millwright.testing.TestPeople;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.PayloadApplicationEvent;
import tools.jackson.databind.node.ObjectNode;

/** What records and runs set going: one event is one run, whatever happens in between. */
class RecordTriggersIntegrationTests {

    private static final FormRef PART = ref(Mill.APP, "part");

    /** More days than a date can be moved by. */
    private static final long TOO_MANY = 9_007_199_254_740_991L;

    private static Mill mill;

    @BeforeAll
    static void open() {
        mill = new Mill(form(
                "part",
                field("name", "text"),
                field("pieces", "integer"),
                field("status", "text"),
                field("due", "date")));
        mill.gate.context.registerBean(RecordListener.class, () -> mill.context.getBean(RecordTriggers.class));
        work().stop();
        // The product works out whatever can be written; this is for what may fail all the same.
        mill.database().execute("""
                create or replace function platform.days_later(day date, days numeric) returns date
                language plpgsql immutable as $$
                begin
                    if days > 4000000 then
                        raise numeric_value_out_of_range;
                    end if;
                    return day + cast(trunc(days) as integer);
                end $$""");
    }

    @AfterAll
    static void close() {
        mill.close();
    }

    @Test
    void oneEventIsOneRun() {
        FlowDefinition flow = mill.publish(flow("record-created", Map.of("condition", "pieces > 1"), set("\"made\"")));
        List<RecordChange> changes = new ArrayList<>();
        IntStream.range(0, 30)
                .forEach(i -> changes.add(new RecordChange.Create(values("name", "P" + i, "pieces", (long) (i % 3)))));
        List<UUID> ids = Mill.as(TestPeople.SAM, () -> mill.gate.records().batch(PART, changes, Via.IMPORT));
        assertThat(rows()).isEqualTo(10);
        drain();
        assertThat(runs(flow)).isEqualTo(10);
        assertThat(rows()).isZero();
        assertThat(status(ids.get(2))).isEqualTo("made");
        assertThat(status(ids.get(1))).isNull();
    }

    /** Or an import of ten thousand rows would bring as many notices, and bury what somebody really handed in. */
    @Test
    void whatHappensByItselfIsNothingThatSomebodyFollows() {
        mill.publish(flow("record-created", Map.of(), set("\"made\"")));
        mill.told.clear();
        UUID record = mill.create(TestPeople.SAM, "name", "By itself");
        drain();
        assertThat(status(record)).isEqualTo("made");
        assertThat(mill.told)
                .filteredOn(event -> event.kind() == TaskEvent.Kind.ENDED)
                .allSatisfy(event -> assertThat(event.person().id()).isNull());
        assertThat(startedBySam()).extracting(FlowTask::record).doesNotContain(record);

        mill.publish(new FlowDefinition(
                Ids.next(),
                "asking",
                "Asking",
                mill.form.id(),
                mill.triggered("record-created", Map.of()),
                List.of(mill.approve("Look", Mill.by(TestPeople.MIA))),
                FlowSettings.DEFAULT));
        UUID asked = mill.create(TestPeople.SAM, "name", "Somebody looks");
        drain();
        assertThat(startedBySam()).extracting(FlowTask::record).contains(asked);
    }

    private static List<FlowTask> startedBySam() {
        return mill.box(TestPeople.SAM, TaskBox.STARTED);
    }

    @Test
    void nothingBeginsForWhatIsNotKept() {
        FlowDefinition flow = mill.publish(flow("record-created", Map.of(), set("\"made\"")));
        assertThatThrownBy(() -> mill.gate.transaction().executeWithoutResult(status -> {
                    mill.create(TestPeople.SAM, "name", "Never");
                    throw new IllegalStateException("rolled back");
                }))
                .isInstanceOf(IllegalStateException.class);
        drain();
        assertThat(runs(flow)).isZero();
    }

    @Test
    void beginsWhenTheFieldGoesFromOneValueToTheOther() {
        FlowDefinition flow = mill.publish(flow(
                "record-changed", Map.of("fields", List.of("status"), "from", "new", "to", "sold"), set("\"seen\"")));
        UUID part = mill.create(TestPeople.SAM, "name", "Bolt", "status", "new");
        update(part, "pieces", 4L);
        update(part, "status", "held");
        update(part, "status", "sold");
        drain();
        assertThat(runs(flow)).isZero();
        update(part, "status", "new");
        update(part, "status", "sold");
        drain();
        assertThat(runs(flow)).isEqualTo(1);
    }

    @Test
    void whatAFlowWritesBeginsFlowsOnlySoDeep() {
        FlowDefinition flow = mill.publish(flow(
                "record-changed",
                Map.of(),
                mill.node("set-fields", "Count", Map.of("values", Map.of("pieces", "pieces + 1")))));
        UUID part = mill.create(TestPeople.SAM, "name", "Endless", "pieces", 0L);
        mill.told.clear();
        update(part, "name", "Go");
        drain();
        assertThat(runs(flow)).isBetween(5L, 20L);
        assertThat(mill.told).extracting(TaskEvent::kind).contains(TaskEvent.Kind.NOT_BEGUN);
        assertThat(mill.database()
                        .queryForObject(
                                "SELECT count(*) FROM platform.flow_due WHERE failure IS NOT NULL AND flow = ?",
                                Long.class,
                                flow.id()))
                .isEqualTo(1);
        assertThat(Mill.as(TestPeople.DANA, () -> mill.runs().failedStarts(Mill.APP, null, 10))
                        .starts())
                .extracting(start -> start.failure().code())
                .containsExactly("flow.error.tooDeep");
        mill.database().update("DELETE FROM platform.flow_due");
    }

    @Test
    void showsWhatDidNotBeginToThoseWhoLookAfterTheAppUntilSomebodySeesToIt() {
        FlowDefinition flow = mill.publish(flow(
                "record-created",
                Map.of("condition", "name = \"Refused\""),
                mill.node("check", "Enough", Map.of("condition", "pieces > 2", "message", "At least three"))));
        UUID part = mill.create(TestPeople.SAM, "name", "Refused", "pieces", 3L);
        mill.database().execute("ALTER TABLE platform.flow_event RENAME TO flow_event_away");
        mill.notices.clear();
        for (int i = 0; i < 5; i++) {
            mill.database().update("UPDATE platform.flow_due SET due_at = now() WHERE failure IS NULL");
            drain();
        }

        assertThat(runs(flow)).isZero();
        FailedStart failed = started().getFirst();
        assertThat(failed.record()).isEqualTo(part);
        assertThat(failed.title()).isEqualTo("Refused");
        assertThat(failed.failure().code()).isEqualTo("flow.failure.incident");
        assertThat(words(Locale.ENGLISH, failed.failure())).doesNotContain("Exception");
        assertThat(words(Locale.CHINESE, failed.failure())).contains("编号");
        assertThat(mill.notices)
                .filteredOn(notice -> notice.kind().equals("flow.failed"))
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.link()).isEqualTo("app/mill/runs");
                    assertThat(notice.text().arguments()).contains("Refused", "The flow");
                });
        assertThatThrownBy(() -> Mill.as(TestPeople.SAM, () -> mill.runs().failedStarts(Mill.APP, null, 10)))
                .isInstanceOf(NotAllowedException.class);
        assertThatThrownBy(() -> Gate.run(TestPeople.SAM, () -> mill.runs().retryStart(Mill.APP, failed.id())))
                .isInstanceOf(NotFoundException.class);

        mill.database().execute("ALTER TABLE platform.flow_event_away RENAME TO flow_event");
        Gate.run(TestPeople.DANA, () -> mill.runs().retryStart(Mill.APP, failed.id()));
        drain();
        assertThat(runs(flow)).isEqualTo(1);
        assertThat(started()).isEmpty();
        assertThat(mill.notices).noneMatch(notice -> ("task/" + failed.id()).equals(notice.origin()));
    }

    @Test
    void whoeverWaitsForAFlowThatDoesNotBeginGoesOnWhenItIsDismissed() {
        FlowDefinition called = flow("called", Map.of(), set("\"called\""));
        mill.publish(called);
        FlowDefinition calling = flow(
                "record-created",
                Map.of("condition", "name = \"Waits\""),
                mill.node("sub-flow", "Other", Map.of("flow", called.id(), "each", false, "waits", true)),
                set("\"through\""));
        mill.publish(calling, false);
        UUID part = mill.create(TestPeople.SAM, "name", "Waits", "pieces", 1L);
        assertThat(work().next()).isTrue();
        mill.database()
                .update(
                        "UPDATE platform.flow_due SET failure = '[{\"say\": \"flow.failure.words\", \"with\": [\"broken\"]}]'"
                                + " WHERE flow = ?",
                        called.id());
        drain();
        assertThat(status(part)).isNull();
        assertThat(living(calling)).isEqualTo(1);
        Gate.run(
                TestPeople.DANA,
                () -> mill.runs().dismissStart(Mill.APP, started().getFirst().id()));
        drain();
        assertThat(status(part)).isEqualTo("through");
        assertThat(living(calling)).isZero();
    }

    private static List<FailedStart> started() {
        return Mill.as(TestPeople.DANA, () -> mill.runs().failedStarts(Mill.APP, null, 10))
                .starts();
    }

    private static String words(Locale language, Phrase phrase) {
        return mill.context.getBean(Texts.class).text(language, phrase);
    }

    @Test
    void waitsUntilTheConditionHoldsOfTheRecord() {
        FlowDefinition flow = mill.publish(flow(
                "record-created",
                Map.of(),
                mill.node("wait", "Enough", Map.of("kind", "condition", "condition", "pieces >= 5")),
                set("\"enough\"")));
        UUID part = mill.create(TestPeople.SAM, "name", "Few", "pieces", 1L);
        drain();
        assertThat(status(part)).isNull();
        update(part, "pieces", 3L);
        drain();
        assertThat(status(part)).isNull();
        update(part, "pieces", 6L);
        drain();
        assertThat(status(part)).isEqualTo("enough");
        assertThat(living(flow)).isZero();
    }

    @Test
    void waitsForTheFlowsThatItCallsForEachRecord() {
        FlowDefinition called = flow("called", Map.of(), set("\"called\""));
        mill.publish(called);
        UUID one = mill.create(TestPeople.SAM, "name", "Box", "pieces", 71L);
        UUID other = mill.create(TestPeople.SAM, "name", "Box", "pieces", 71L);
        FlowDefinition calling = flow(
                "record-created",
                Map.of("condition", "name = \"Call\""),
                mill.node(
                        "sub-flow",
                        "All boxes",
                        Map.of(
                                "flow",
                                called.id(),
                                "each",
                                true,
                                "which",
                                new RecordChoice(mill.form.id(), Map.of("pieces", "pieces"), "name = \"Box\""),
                                "waits",
                                true)),
                set("\"through\""));
        mill.publish(calling, false);
        UUID part = mill.create(TestPeople.SAM, "name", "Call", "pieces", 71L);
        drain();
        assertThat(status(one)).isEqualTo("called");
        assertThat(status(other)).isEqualTo("called");
        assertThat(status(part)).isEqualTo("through");
        assertThat(living(calling)).isZero();
    }

    @Test
    void aCheckRefusesTheSubmissionWithItsWordsAndNothingIsKept() {
        FlowDefinition flow = mill.publish(flow(
                "submitted",
                Map.of(),
                mill.node("check", "Enough", Map.of("condition", "pieces > 2", "message", "At least three"))));
        UUID part = mill.create(TestPeople.SAM, "name", "Few", "pieces", 1L);
        assertThatThrownBy(() -> Mill.as(TestPeople.SAM, () -> mill.runs().submit(PART, part, null, Map.of())))
                .isInstanceOf(FlowRefusedException.class)
                .hasMessageContaining("At least three");
        assertThat(runs(flow)).isZero();
        update(part, "pieces", 3L);
        Mill.as(TestPeople.SAM, () -> mill.runs().submit(PART, part, null, Map.of()));
        assertThat(runs(flow)).isEqualTo(1);
    }

    @Test
    void beginsOnceForEachDateThatComesNear() {
        LocalDate today = mill.gate.context.getBean(BusinessTime.class).today();
        UUID near = mill.create(TestPeople.SAM, "name", "Near", "due", today.plusDays(3));
        mill.create(TestPeople.SAM, "name", "Far", "due", today.plusDays(9));
        FlowDefinition flow =
                mill.publish(flow("date-field", Map.of("field", "due", "days", -3, "at", "08:00"), set("\"near\"")));
        Schedules schedules = mill.context.getBean(Schedules.class);
        for (int i = 0; i < 2; i++) {
            mill.database()
                    .update(
                            "UPDATE platform.flow_schedule SET next_at = now() - interval '1 second' WHERE flow = ?",
                            flow.id());
            assertThat(schedules.tick()).isTrue();
            assertThat(schedules.tick()).isFalse();
            drain();
        }
        assertThat(runs(flow)).isEqualTo(1);
        assertThat(status(near)).isEqualTo("near");
    }

    /** Or the question that fails would be asked again and again, and nothing else would ever begin. */
    @Test
    void aDateWhoseConditionCannotBeWorkedOutKeepsNothingElseFromBeginning() {
        LocalDate today = mill.gate.context.getBean(BusinessTime.class).today();
        UUID good = mill.create(TestPeople.SAM, "name", "Good", "due", today.plusDays(40), "pieces", 1L);
        UUID bad = mill.create(TestPeople.SAM, "name", "Bad", "due", today.plusDays(40), "pieces", TOO_MANY);
        FlowDefinition flow = mill.publish(flow(
                "date-field",
                Map.of("field", "due", "days", -40, "at", "08:00", "condition", "due + pieces > TODAY()"),
                set("\"near\"")));
        FlowDefinition other = mill.publish(flow("schedule", Map.of("days", "every", "at", "08:00"), tell()), false);
        mill.notices.clear();
        makeDue(flow, 2);
        makeDue(other, 1);
        tickAndDrain();

        assertThat(status(good)).isEqualTo("near");
        assertThat(runs(other)).isEqualTo(1);
        FailedStart failed = started().getFirst();
        assertThat(failed.record()).isEqualTo(bad);
        assertThat(words(Locale.ENGLISH, failed.failure())).contains("“The due + The pieces > TODAY()”", "too large");
        assertThat(mill.notices)
                .filteredOn(notice -> notice.kind().equals("flow.failed"))
                .hasSize(1);

        Gate.run(TestPeople.DANA, () -> mill.runs().retryStart(Mill.APP, failed.id()));
        drain();
        assertThat(started()).hasSize(1);
        update(bad, "pieces", 2L);
        Gate.run(TestPeople.DANA, () -> mill.runs().retryStart(Mill.APP, failed.id()));
        drain();
        assertThat(status(bad)).isEqualTo("near");
        assertThat(started()).isEmpty();
    }

    @Test
    void datesThatCannotBeLookedForAreToldOnceAndMadeUpForLater() {
        FlowDefinition flow = flow("date-field", Map.of("field", "due", "days", 0, "at", "08:00"), set("\"near\""));
        mill.publish(flow);
        FlowDefinition other = mill.publish(flow("schedule", Map.of("days", "every", "at", "08:00"), tell()), false);
        LocalDate today = mill.gate.context.getBean(BusinessTime.class).today();
        UUID part = mill.create(TestPeople.SAM, "name", "Today", "due", today);
        String schema = mill.database()
                .queryForObject("SELECT schemaname FROM pg_tables WHERE tablename = 'part'", String.class);
        mill.database().execute("ALTER TABLE \"%s\".part RENAME TO part_away".formatted(schema));
        mill.notices.clear();
        makeDue(flow, 2);
        makeDue(other, 1);
        for (int i = 0; i < 6; i++) {
            mill.database().update("UPDATE platform.flow_due SET due_at = now() WHERE failure IS NULL");
            tickAndDrain();
        }
        assertThat(runs(other)).isEqualTo(1);
        assertThat(started()).hasSize(1);
        assertThat(mill.notices)
                .filteredOn(notice -> notice.kind().equals("flow.failed"))
                .hasSize(1);

        mill.database().execute("ALTER TABLE \"%s\".part_away RENAME TO part".formatted(schema));
        makeDue(flow, 1);
        tickAndDrain();
        assertThat(status(part)).isEqualTo("near");
        assertThat(started()).isEmpty();
        assertThat(mill.notices).noneMatch(notice -> notice.kind().equals("flow.failed"));
    }

    @Test
    void aScheduleOfAnAppThatIsGoneGoesWithIt() {
        UUID gone = Ids.next();
        mill.database()
                .update(
                        "INSERT INTO platform.flow_schedule (flow, app_key, next_at, last_day)"
                                + " VALUES (?, 'gone', now() - interval '1 hour', current_date)",
                        gone);
        tickAndDrain();
        assertThat(count("SELECT count(*) FROM platform.flow_schedule WHERE flow = '" + gone + "'"))
                .isZero();
    }

    @Test
    void aConditionThatCannotBeWorkedOutKeepsNobodyFromSaving() {
        FlowDefinition created =
                mill.publish(flow("record-created", Map.of("condition", "due + pieces > TODAY()"), set("\"made\"")));
        LocalDate tomorrow =
                mill.gate.context.getBean(BusinessTime.class).today().plusDays(1);
        mill.notices.clear();
        List<RecordChange> changes = List.of(
                new RecordChange.Create(values("name", "Good", "due", tomorrow, "pieces", 1L)),
                new RecordChange.Create(values("name", "Bad", "due", tomorrow, "pieces", TOO_MANY)),
                new RecordChange.Create(values("name", "Not", "due", tomorrow, "pieces", -9L)));
        List<UUID> ids = Mill.as(TestPeople.SAM, () -> mill.gate.records().batch(PART, changes, Via.IMPORT));
        drain();
        assertThat(status(ids.getFirst())).isEqualTo("made");
        assertThat(runs(created)).isEqualTo(1);
        assertThat(started()).extracting(FailedStart::record).containsExactly(ids.get(1));
        assertThat(mill.notices)
                .filteredOn(notice -> notice.kind().equals("flow.failed"))
                .hasSize(1);
        Gate.run(
                TestPeople.DANA,
                () -> mill.runs().dismissStart(Mill.APP, started().getFirst().id()));

        FlowDefinition changed =
                mill.publish(flow("record-changed", Map.of("condition", "due + pieces > TODAY()"), set("\"changed\"")));
        update(ids.getFirst(), "pieces", TOO_MANY);
        drain();
        assertThat(runs(changed)).isZero();
        assertThat(started()).extracting(FailedStart::title).containsExactly("Good");
        mill.database().update("DELETE FROM platform.flow_due");
    }

    /** Or the row would be the first again for ever. */
    @Test
    void whatCannotBeToldKeepsNothingElseFromBeginning() {
        FlowDefinition flow =
                mill.publish(flow("record-created", Map.of("condition", "due + pieces > TODAY()"), set("\"made\"")));
        LocalDate tomorrow =
                mill.gate.context.getBean(BusinessTime.class).today().plusDays(1);
        AtomicBoolean isMute = new AtomicBoolean(true);
        mill.context.addApplicationListener(event -> {
            if (isMute.get()
                    && event instanceof PayloadApplicationEvent<?> payload
                    && payload.getPayload() instanceof TaskEvent task
                    && task.kind() == TaskEvent.Kind.NOT_BEGUN) {
                throw new IllegalStateException("nobody can be told");
            }
        });
        UUID bad = mill.create(TestPeople.SAM, "name", "Bad", "due", tomorrow, "pieces", TOO_MANY);
        UUID good = mill.create(TestPeople.SAM, "name", "Good", "due", tomorrow, "pieces", 1L);
        drain();
        assertThat(status(good)).isEqualTo("made");
        for (int i = 0; i < 5; i++) {
            mill.database().update("UPDATE platform.flow_due SET due_at = now() WHERE failure IS NULL");
            drain();
        }
        isMute.set(false);
        assertThat(started()).extracting(FailedStart::record).containsExactly(bad);
        assertThat(runs(flow)).isEqualTo(1);
        mill.database().update("DELETE FROM platform.flow_due");
    }

    /** What was deleted still has values: its flow goes the way that they say. */
    @Test
    void aFlowOfADeletedRecordGoesByWhatItWas() {
        mill.notices.clear();
        FlowDefinition flow = mill.publish(flow(
                "record-deleted",
                Map.of("condition", "pieces > 0"),
                mill.node("check", "Some left", Map.of("condition", "pieces < 100", "message", "Too many")),
                mill.branches("condition", Mill.branch("pieces > 5", tell()), Mill.branch(""))));
        UUID few = mill.create(TestPeople.SAM, "name", "Few", "pieces", 2L);
        UUID many = mill.create(TestPeople.SAM, "name", "Many", "pieces", 9L);
        for (UUID part : List.of(few, many)) {
            Mill.as(TestPeople.DANA, () -> {
                mill.gate.records().delete(PART, part, null, Via.SCREEN);
                return part;
            });
        }
        drain();
        assertThat(runs(flow)).isEqualTo(2);
        assertThat(living(flow)).isZero();
        assertThat(started()).isEmpty();
        assertThat(mill.notices).hasSize(1);
    }

    private static NodeDefinition tell() {
        return mill.node(
                "notify",
                "Tell",
                Map.of(
                        "people",
                        List.of(Map.of("from", "people", "people", List.of(Mill.ref(TestPeople.MIA)))),
                        "text",
                        "Now"));
    }

    private static void makeDue(FlowDefinition flow, int hours) {
        mill.database()
                .update(
                        "UPDATE platform.flow_schedule SET next_at = now() - make_interval(hours => ?) WHERE flow = ?",
                        hours,
                        flow.id());
    }

    private static void tickAndDrain() {
        Schedules schedules = mill.context.getBean(Schedules.class);
        boolean more = true;
        for (int i = 0; more && i < 100; i++) {
            more = schedules.tick();
        }
        assertThat(more).isFalse();
        drain();
    }

    @Test
    void knowsTheNextWorkingDay() {
        Schedules schedules = mill.context.getBean(Schedules.class);
        FlowDefinition flow = flow("schedule", Map.of());
        // A Friday, nine o'clock in Shanghai.
        Instant friday = Instant.parse("2026-08-07T01:00:00Z");
        assertThat(schedules.next(
                        new Subscription.Schedule(
                                new Days.OfWeek(Set.of(DayOfWeek.values()), true), List.of(LocalTime.of(8, 0))),
                        flow,
                        friday))
                .contains(Instant.parse("2026-08-10T00:00:00Z"));
        assertThat(schedules.next(
                        new Subscription.Schedule(
                                new Days.OfWeek(Set.of(DayOfWeek.values()), false), List.of(LocalTime.of(9, 30))),
                        flow,
                        friday))
                .contains(Instant.parse("2026-08-07T01:30:00Z"));
    }

    @Test
    void knowsTheNextDayOfTheMonth() {
        Instant friday = Instant.parse("2026-08-07T01:00:00Z");
        assertThat(nextAtEight(new Days.OfMonth(1, false), friday)).isEqualTo("2026-09-01");
        assertThat(nextAtEight(new Days.OfMonth(7, false), friday)).isEqualTo("2026-09-07");
        assertThat(nextAtEight(new Days.OfMonth(-1, false), friday)).isEqualTo("2026-08-31");
        // The 31st of October is a Saturday, and the 1st of November a Sunday.
        Instant october = Instant.parse("2026-10-10T01:00:00Z");
        assertThat(nextAtEight(new Days.OfMonth(-1, true), october)).isEqualTo("2026-10-30");
        assertThat(nextAtEight(new Days.OfMonth(1, true), october)).isEqualTo("2026-11-02");
        assertThat(nextAtEight(new Days.OfMonth(3, true), october)).isEqualTo("2026-11-04");
        // A month that has fewer ends with its last.
        Instant february = Instant.parse("2027-02-01T01:00:00Z");
        assertThat(nextAtEight(new Days.OfMonth(31, false), february)).isEqualTo("2027-02-28");
        assertThat(nextAtEight(new Days.OfMonth(31, true), february)).isEqualTo("2027-02-26");
    }

    private static String nextAtEight(Days on, Instant after) {
        return LocalDate.ofInstant(
                        mill.context
                                .getBean(Schedules.class)
                                .next(
                                        new Subscription.Schedule(on, List.of(LocalTime.of(8, 0))),
                                        flow("schedule", Map.of()),
                                        after)
                                .orElseThrow(),
                        ZoneId.of("Asia/Shanghai"))
                .toString();
    }

    @Test
    void knowsTheNextTimeOfTheDay() {
        Schedules schedules = mill.context.getBean(Schedules.class);
        FlowDefinition flow = flow("schedule", Map.of());
        Subscription.Schedule each = new Subscription.Schedule(
                new Days.OfWeek(Set.of(DayOfWeek.values()), true),
                List.of(LocalTime.of(8, 0), LocalTime.of(13, 0), LocalTime.of(18, 0)));
        List<Instant> times = new ArrayList<>();
        Instant last = Instant.parse("2026-08-07T01:00:00Z");
        for (int i = 0; i < 4; i++) {
            last = schedules.next(each, flow, last).orElseThrow();
            times.add(last);
        }
        assertThat(times)
                .containsExactly(
                        Instant.parse("2026-08-07T05:00:00Z"),
                        Instant.parse("2026-08-07T10:00:00Z"),
                        Instant.parse("2026-08-10T00:00:00Z"),
                        Instant.parse("2026-08-10T05:00:00Z"));
    }

    @Test
    void timesThatWereMissedBeginOneRun() {
        FlowDefinition hourly = mill.publish(
                flow("schedule", Map.of("days", "every", "at", "00:00", "every", 1, "until", "23:00"), tell()), false);
        try {
            makeDue(hourly, 72);
            tickAndDrain();
            assertThat(count("SELECT count(*) FROM platform.flow_instance WHERE flow = '" + hourly.id() + "'"))
                    .isEqualTo(1);
            assertThat(count("SELECT count(*) FROM platform.flow_schedule WHERE flow = '" + hourly.id()
                            + "' AND next_at > now()"))
                    .isEqualTo(1);
        } finally {
            makeDue(hourly, -24 * 365);
        }
    }

    // --- Help ---

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
        ObjectNode json =
                (ObjectNode) mill.context.getBean(DefinitionCodec.class).tree(config);
        UUID id = Ids.next();
        return new FlowDefinition(
                id,
                "f" + id.toString().replace("-", "").substring(20),
                "The flow",
                mill.form.id(),
                new TriggerDefinition(trigger, json),
                List.of(nodes),
                FlowSettings.DEFAULT);
    }

    private static NodeDefinition set(String status) {
        return mill.node("set-fields", "Set", Map.of("values", Map.of("status", status)));
    }

    private static void update(UUID part, String field, Object value) {
        Mill.as(TestPeople.SAM, () -> mill.gate.records().update(PART, part, null, values(field, value), Via.SCREEN));
    }

    private static @Nullable Object status(UUID part) {
        return mill.gate.query().get(PART, part).values().get("status");
    }

    private static long rows() {
        return count("SELECT count(*) FROM platform.flow_due WHERE failure IS NULL");
    }

    private static long runs(FlowDefinition flow) {
        return count("SELECT count(*) FROM platform.flow_instance WHERE flow = '" + flow.id() + "'");
    }

    private static long living(FlowDefinition flow) {
        return count(
                "SELECT count(*) FROM platform.flow_instance WHERE state <> 'ended' AND flow = '" + flow.id() + "'");
    }

    private static long count(String sql) {
        Long count = mill.database().queryForObject(sql, Long.class);
        return count == null ? 0 : count;
    }
}

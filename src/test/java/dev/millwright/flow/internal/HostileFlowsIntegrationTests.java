package dev.millwright.flow.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.app.Action;
import dev.millwright.app.AppDeleted;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Flows.FailedStart;
import dev.millwright.flow.Flows.RunFilter;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.Reasons;
import dev.millwright.flow.StepAction;
import dev.millwright.flow.StepButton;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.TaskBox;
import dev.millwright.flow.TaskEvent;
import dev.millwright.flow.Tasks.TaskFilter;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.flow.TriggerDefinition;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.Person;
import dev.millwright.record.FormRef;
import dev.millwright.record.internal.Gate;
import dev.millwright.record.spi.RecordListener;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Texts;
import dev.millwright.testing.TestPeople;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What people and designers should not do, and what becomes of it. */
class HostileFlowsIntegrationTests {

    private static final String TYPED = "${1+41} #{1} {0} '' <b> \u202e 😀";
    private static final FormRef FORM = ref(Mill.APP, "request");

    private static Mill mill;
    private static Person ann;
    private static Person bob;

    @BeforeAll
    static void start() {
        mill = new Mill(Gate.form(
                "request",
                field("name", "text"),
                field("sum", "decimal"),
                field("reason", "text"),
                field("head", "person"),
                field("due", "date")));
        mill.gate.context.registerBean(RecordListener.class, () -> mill.context.getBean(RecordTriggers.class));
        mill.context.getBean(DueWork.class).stop();
        ann = mill.staff.hire("Ann");
        bob = mill.staff.hire("Bob");
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    private static void drain() {
        while (mill.context.getBean(DueWork.class).next()) {
            // All that is due.
        }
    }

    // --- People ---

    @Test
    void nobodyCompletesTheTaskOfAnother() {
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(ann))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");
        UUID task = mill.task(ann, run).id();
        for (Person other : List.of(bob, TestPeople.SAM, TestPeople.DANA)) {
            for (TaskAction action : List.of(
                    new TaskAction.Approve("", Map.of(), List.of()),
                    new TaskAction.Reject("", null),
                    new TaskAction.Claim(),
                    new TaskAction.Comment("Mine", List.of()))) {
                assertThatExceptionOfType(NotFoundException.class)
                        .isThrownBy(() -> Mill.as(other, () -> mill.tasks().act(task, action)));
            }
        }
        assertThat(mill.outcome(run)).isNull();
    }

    @Test
    void aStaleTaskAnsweredTwiceAtOnceCountsOnce() throws Exception {
        mill.publish(mill.submitted(mill.approve("One", Mill.by(ann)), mill.approve("Two", Mill.by(bob))));
        for (int i = 0; i < 5; i++) {
            FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");
            UUID task = mill.task(ann, run).id();
            CyclicBarrier ready = new CyclicBarrier(2);
            List<String> fates = new CopyOnWriteArrayList<>();
            List<Thread> threads = Stream.of(1, 2)
                    .map(number -> Thread.ofPlatform().start(() -> {
                        try {
                            ready.await();
                            Mill.as(ann, () -> mill.tasks().act(task, new TaskAction.Approve("", Map.of(), List.of())));
                            fates.add("done");
                        } catch (ConflictException e) {
                            fates.add("decided");
                        } catch (Exception e) {
                            fates.add(e.toString());
                        }
                    }))
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(fates).containsExactlyInAnyOrder("done", "decided");
            assertThat(mill.kinds(run)).filteredOn("approved"::equals).hasSize(1);
            assertThat(mill.task(bob, run).step()).isEqualTo("Two");
        }
    }

    @Test
    void noCharacterAndNoLengthOfWhatIsTypedBreaksAnything() {
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(ann))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");
        String endless = "x".repeat(100_000);
        mill.act(ann, run, new TaskAction.Comment("a\0b", List.of()));
        assertThat(mill.timeline(run)).extracting(TimelineEntry::reason).contains("ab");
        for (TaskAction action : List.of(
                new TaskAction.Comment(endless, List.of()),
                new TaskAction.Approve(endless, Map.of(), List.of()),
                new TaskAction.Return(endless, null, false))) {
            assertThatExceptionOfType(InvalidException.class)
                    .isThrownBy(() -> mill.act(ann, run, action))
                    .satisfies(e -> assertThat(e.problems().items())
                            .extracting(Problem::path)
                            .containsExactly("reason"));
        }
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> Gate.run(TestPeople.SAM, () -> mill.runs().withdraw(run.id(), endless)));
        Gate.run(TestPeople.SAM, () -> mill.runs().urge(run.id(), "please\0"));
        for (String text : List.of("\0", "a\0b", endless, "%_\\", TYPED)) {
            assertThatCode(() -> {
                        for (TaskBox box : TaskBox.values()) {
                            Mill.as(
                                    ann,
                                    () -> mill.tasks()
                                            .page(
                                                    box,
                                                    new TaskFilter(text, "", "", false, TaskFilter.Sort.NEWEST),
                                                    null,
                                                    5));
                        }
                        Mill.as(
                                TestPeople.DANA,
                                () -> mill.runs().runs(Mill.APP, new RunFilter("", null, text), null, 5));
                    })
                    .doesNotThrowAnyException();
        }
        mill.act(ann, run, new TaskAction.Reject("y".repeat(Reasons.LONGEST), null));
        assertThat(mill.outcome(run)).isEqualTo("rejected");
    }

    @Test
    void nothingThatIsTypedIsEvaluated() {
        StepButton no = new StepButton(StepAction.REJECT, TYPED, false, true);
        NodeDefinition boss = mill.approve(
                TYPED, Mill.by(ann).withButtons(List.of(no)).withFields(Map.of("reason", FieldRight.EDIT)));
        FlowDefinition flow = mill.publish(new FlowDefinition(
                Ids.next(),
                "typed",
                TYPED,
                mill.form.id(),
                new TriggerDefinition("submitted", json(Map.of())),
                List.of(
                        boss,
                        mill.branches(
                                "condition",
                                Mill.branch(
                                        "reason = \"" + "${1+41}" + "\"",
                                        mill.node("end", TYPED, Map.of("outcome", "other", "name", TYPED))),
                                Mill.branch(""))),
                FlowSettings.DEFAULT));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", TYPED);
        FlowTask task = mill.task(ann, run);
        assertThat(List.of(task.title(), task.step(), task.flow())).containsOnly(TYPED);
        assertThat(Mill.as(ann, () -> mill.tasks().get(task.id())).buttons())
                .extracting(StepButton::label)
                .contains(TYPED);
        mill.act(ann, run, new TaskAction.Comment(TYPED, List.of(Mill.ref(bob))));
        assertThat(mill.notices)
                .filteredOn(notice -> notice.recipients().contains(bob.id()))
                .isNotEmpty();
        mill.act(ann, run, new TaskAction.Approve(TYPED, Map.of("reason", "${1+41}"), List.of()));
        assertThat(mill.outcome(run)).isEqualTo(TYPED);
        assertThat(mill.timeline(run)).extracting(TimelineEntry::reason).contains(TYPED);
        assertThat(mill.timeline(run)).extracting(mill::words).noneMatch(words -> words.contains("42"));
        assertThat(Mill.as(TestPeople.DANA, () -> mill.runs().bpmn(Mill.APP, flow.key())))
                .contains("name=\"${1+41}");
    }

    @Test
    void whoSeesNothingOfTheFormSeesNothingOfItsFlow() {
        String flow =
                mill.publish(mill.submitted(mill.approve("Boss", Mill.by(ann)))).key();
        assertThat(Mill.as(TestPeople.SAM, () -> mill.runs().bpmn(Mill.APP, flow)))
                .contains("Boss");
        mill.gate.share(Mill.APP, Set.of());
        try {
            assertThatExceptionOfType(NotFoundException.class)
                    .isThrownBy(() -> Mill.as(TestPeople.SAM, () -> mill.runs().bpmn(Mill.APP, flow)));
            assertThat(Mill.as(TestPeople.DANA, () -> mill.runs().bpmn(Mill.APP, flow)))
                    .contains("Boss");
        } finally {
            mill.gate.share(Mill.APP, Set.of(Action.SEE, Action.CREATE, Action.CHANGE));
        }
    }

    private static ObjectNode json(Object config) {
        return (ObjectNode) mill.context.getBean(DefinitionCodec.class).tree(config);
    }

    // --- Designers ---

    @Test
    void aFlowThatCallsItselfStopsAndIsSeen() {
        UUID id = Ids.next();
        FlowDefinition flow = mill.publish(new FlowDefinition(
                id,
                "self",
                "Self",
                mill.form.id(),
                new TriggerDefinition("record-created", json(Map.of("condition", "name = \"Self\""))),
                List.of(mill.node("sub-flow", "Again", Map.of("flow", id, "each", false, "waits", true))),
                FlowSettings.DEFAULT));
        UUID record = mill.create(TestPeople.SAM, "name", "Self");
        drain();
        List<FlowInstance> runs = Mill.as(TestPeople.DANA, () -> mill.runs().ofRecord(FORM, record));
        assertThat(runs).hasSize(11).allMatch(run -> run.flow().equals(flow.key()) && run.outcome() == null);
        List<FailedStart> failed = Mill.as(TestPeople.DANA, () -> mill.runs().failedStarts(Mill.APP, null, 10))
                .starts();
        assertThat(failed).singleElement().satisfies(start -> {
            assertThat(start.failure().code()).isEqualTo("flow.error.tooDeep");
            assertThat(start.record()).isEqualTo(record);
        });
        Gate.run(
                TestPeople.DANA,
                () -> mill.runs().dismissStart(Mill.APP, failed.getFirst().id()));
        drain();
        assertThat(Mill.as(TestPeople.DANA, () -> mill.runs().ofRecord(FORM, record)))
                .allMatch(run -> "accepted".equals(run.outcome()));
    }

    @Test
    void aLoopWithoutEndIsRefusedAndNothingOfItIsKept() {
        NodeDefinition set = mill.node("set-fields", "Count", Map.of("values", Map.of("sum", "COALESCE(sum, 0) + 1")));
        mill.publish(mill.submitted(
                set,
                mill.branches(
                        "condition",
                        Mill.branch("sum > 0", mill.node("jump", "Again", Map.of("to", set.id(), "most", 1_000))),
                        Mill.branch(""))));
        UUID record = mill.create(TestPeople.SAM, "name", "Round");
        FlowInstance[] begun = new FlowInstance[1];
        try {
            begun[0] = Mill.as(TestPeople.SAM, () -> mill.runs().submit(FORM, record, null, Map.of()));
        } catch (ConflictException e) {
            assertThat(e.code()).isEqualTo("flow.error.endless");
            assertThat(Mill.as(TestPeople.DANA, () -> mill.runs().ofRecord(FORM, record)))
                    .isEmpty();
            assertThat(mill.gate.query().get(FORM, record).values()).doesNotContainKey("sum");
            return;
        }
        // Or it came to its limit, and its owner has it.
        assertThat(mill.now(begun[0]).state()).isEqualTo(FlowInstance.State.FAILED);
        assertThat(mill.has(TestPeople.DANA, begun[0])).isTrue();
    }

    @Test
    void namesTheBranchThatLacksItsCondition() {
        NodeDefinition fork = mill.branches("condition", Mill.branch(""), Mill.branch(""));
        assertThat(mill.context
                        .getBean(FlowKind.class)
                        .validate(null, mill.submitted(fork), mill.release())
                        .items())
                .filteredOn(problem -> problem.path().endsWith(".condition"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path())
                            .isEqualTo(fork.branches().getFirst().id() + ".condition");
                    assertThat(mill.context.getBean(Texts.class).text(Locale.CHINESE, problem))
                            .contains("请为“分支 1”设置条件");
                });
    }

    private static List<TaskEvent.Kind> told(FlowInstance run) {
        return mill.told.stream()
                .filter(event -> run.id().equals(event.instance())
                        && TestPeople.DANA.id().equals(event.person().id()))
                .map(TaskEvent::kind)
                .toList();
    }

    private static void retry(FlowInstance run) {
        Gate.run(TestPeople.DANA, () -> mill.runs().retry(run.id()));
    }

    @Test
    void aFlowThatAlwaysGoesBackOrNeverMeetsIsRefused() {
        NodeDefinition look = mill.approve("Look", Mill.by(ann));
        NodeDefinition again = mill.node("jump", "Again", Map.of("to", look.id(), "most", 3));
        NodeDefinition after = mill.approve("After", Mill.by(bob));

        assertThat(problems(look, again)).containsExactly("flow.error.alwaysBack " + again.id());
        assertThat(problems(look, mill.branches("parallel", Mill.branch("", again), Mill.branch("")), after))
                .containsExactlyInAnyOrder(
                        "flow.error.alwaysBack " + again.id(), "flow.error.unreachable " + after.id());
        assertThat(problems(look, mill.branches("condition", Mill.branch("sum > 5", again), Mill.branch("")), after))
                .isEmpty();
        NodeDefinition end = mill.node("end", "Done", Map.of());
        assertThat(problems(look, mill.branches("condition", Mill.branch("sum > 5", end), Mill.branch("")), again))
                .isEmpty();
    }

    private static List<String> problems(NodeDefinition... nodes) {
        FlowDefinition flow = mill.submitted(nodes);
        return mill.context.getBean(FlowKind.class).validate(null, flow, mill.release()).items().stream()
                // What other flows of the app have to do with it is another matter.
                .filter(problem -> Ids.parse(problem.path()).isPresent())
                .map(problem -> problem.code() + " " + problem.path())
                .toList();
    }

    @Test
    void aConditionThatFailsLosesNoAnswerAndIsAskedAgain() {
        mill.publish(mill.submitted(
                mill.approve("One", Mill.by(ann)),
                mill.branches(
                        "condition", Mill.branch("sum > 5", mill.approve("Much", Mill.by(bob))), Mill.branch(""))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill", "sum", "9");
        // The run stays on its version, which asks for a field that the form has lost meanwhile.
        publishWithout("sum");
        mill.yes(ann, run);
        assertThat(mill.has(ann, run)).isFalse();
        assertThat(mill.now(run).state()).isEqualTo(FlowInstance.State.FAILED);
        assertThat(mill.task(TestPeople.DANA, run).note()).contains("sum").doesNotContain("Exception");
        assertThat(mill.timeline(run))
                .filteredOn(entry -> entry.kind().key().equals("failed"))
                .singleElement()
                .satisfies(entry -> assertThat(mill.words(entry)).contains("sum"));
        assertThat(told(run)).containsExactly(TaskEvent.Kind.FAILED);

        // Whoever has it need not guess whether the next try failed, too.
        retry(run);
        assertThat(told(run)).containsExactly(TaskEvent.Kind.FAILED, TaskEvent.Kind.CLOSED, TaskEvent.Kind.FAILED);
        assertThat(mill.now(run).failure()).isNotNull();

        publishWithout("");
        retry(run);
        assertThat(told(run)).endsWith(TaskEvent.Kind.FAILED, TaskEvent.Kind.CLOSED);
        assertThat(mill.now(run).failure()).isNull();
        assertThat(mill.task(bob, run).step()).isEqualTo("Much");
    }

    @Test
    void publishingRefusesAFormThatLosesAFieldThatAFlowNeedsAndNamesIt() {
        Map<String, NodeDefinition> needing = Map.of(
                "reason", mill.approve("Right", Mill.by(ann).withFields(Map.of("reason", FieldRight.EDIT))),
                "head", mill.approve("Person", Mill.by(ann).withPeople(List.of(new PeopleSource.InField("head")))),
                "sum", mill.branches("condition", Mill.branch("sum > 5"), Mill.branch("")),
                "due", mill.node("wait", "Day", Map.of("kind", "field", "field", "due", "days", 0)),
                "name", mill.node("notify", "Tell", new Told(Mill.by(ann).people(), "Hello", List.of("name"))));
        FlowKind kind = mill.context.getBean(FlowKind.class);
        List<FlowDefinition> flows = new ArrayList<>();
        needing.values().forEach(node -> flows.add(mill.submitted(node)));
        flows.add(new FlowDefinition(
                Ids.next(),
                "dated",
                "Dated",
                mill.form.id(),
                new TriggerDefinition("date-field", json(Map.of("field", "due", "days", -1, "at", "08:00"))),
                List.of(mill.approve("Boss", Mill.by(ann))),
                FlowSettings.DEFAULT));
        List<String> lostFields = new ArrayList<>(needing.keySet());
        lostFields.add("due");
        for (int i = 0; i < flows.size(); i++) {
            String lost = lostFields.get(i);
            FlowDefinition flow = mill.publish(flows.get(i));
            publishWithout(lost);
            try {
                assertThat(kind.validateKept(flow, mill.release()).items())
                        .as(lost)
                        .singleElement()
                        .satisfies(problem -> {
                            assertThat(problem.code()).isEqualTo("flow.error.kept");
                            assertThat(String.valueOf(problem.arguments().get(1)))
                                    .contains(lost);
                        });
                assertThat(kind.validate(flow, flow, mill.release()).hasErrors())
                        .isTrue();
            } finally {
                publishWithout("");
            }
        }
    }

    private record Told(List<PeopleSource> people, String text, List<String> fields) {}

    private static void publishWithout(String lost) {
        FieldDefinition[] fields =
                mill.form.fields().filter(field -> !field.key().equals(lost)).toArray(FieldDefinition[]::new);
        FormDefinition form = Gate.form(mill.form.id(), "request", null, null, List.of(), fields);
        mill.gate.publish(Mill.APP, Set.of(Action.SEE, Action.CREATE, Action.CHANGE), form);
    }

    // --- What a run is about ---

    @Test
    void aFlowAboutNothingIsNotStartedAboutARecord() {
        FlowDefinition free = new FlowDefinition(
                Ids.next(),
                "free",
                "PAY NOW http://evil.example",
                null,
                mill.triggered("api", Map.of()),
                List.of(mill.approve("Boss", Mill.by(ann))),
                FlowSettings.DEFAULT);
        mill.publish(free);
        UUID record = mill.create(TestPeople.SAM, "name", "Drill");

        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> Mill.as(TestPeople.SAM, () -> mill.runs().start(Mill.APP, "free", record, Map.of())))
                .satisfies(e -> assertThat(e.problems().items())
                        .extracting(Problem::path)
                        .containsExactly("record"));
        assertThat(Mill.as(TestPeople.SAM, () -> mill.runs().ofRecord(FORM, record)))
                .isEmpty();
    }

    @Test
    void aRecordTellsOnlyOfRunsAboutItsOwnForm() {
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(ann))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");
        UUID record = Objects.requireNonNull(run.record());
        mill.database().update("UPDATE platform.flow_instance SET form = NULL, form_key = NULL WHERE id = ?", run.id());

        assertThat(Mill.as(TestPeople.SAM, () -> mill.runs().ofRecord(FORM, record)))
                .isEmpty();
    }

    @Test
    void whatNamesARecordStaysHiddenWhereAStepHidesIt() {
        mill.told.clear();
        mill.publish(mill.submitted(
                mill.approve(
                        "Blind", Mill.by(ann).withFields(Map.of("name", FieldRight.HIDDEN, "sum", FieldRight.EDIT))),
                mill.approve("Boss", Mill.by(bob))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "TOPSECRET", "sum", "1");

        assertThat(mill.task(ann, run).title()).isEqualTo("The flow");
        assertThat(found(ann, "topsec")).isEmpty();
        assertThat(found(ann, "the flow")).extracting(FlowTask::instance).contains(run.id());
        assertThat(mill.told)
                .filteredOn(event -> event.person().equals(Mill.ref(ann)))
                .extracting(event -> event.names().title())
                .containsOnly("The flow");

        mill.yes(ann, run, "sum", "2");

        assertThat(mill.task(bob, run).title()).isEqualTo("TOPSECRET");
        assertThat(found(bob, "topsec")).extracting(FlowTask::instance).contains(run.id());
    }

    private static List<FlowTask> found(Person person, String text) {
        return Mill.as(
                person,
                () -> mill.tasks()
                        .page(TaskBox.TODO, new TaskFilter(text, "", "", false, TaskFilter.Sort.NEWEST), null, 50)
                        .tasks());
    }

    @Test
    void whoTookPartSeesOfARecordWhatTheirRightsShowOnceItIsOver() {
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(ann)), mill.approve("Head", Mill.by(bob))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill", "reason", "Worn");
        Person guest = mill.staff.visit("Guest");
        mill.act(ann, run, new TaskAction.Copy("", List.of(Mill.ref(guest))));
        mill.yes(ann, run);
        assertThat(mill.in(guest, TaskBox.CC, run).cards()).isNotEmpty();

        mill.yes(bob, run);

        assertThat(mill.in(guest, TaskBox.CC, run).cards()).isEmpty();
        assertThat(Mill.as(
                                guest,
                                () -> mill.tasks()
                                        .get(mill.in(guest, TaskBox.CC, run).id()))
                        .record())
                .isNull();
        assertThat(mill.done(ann).stream()
                        .filter(task -> task.instance().equals(run.id()))
                        .toList())
                .singleElement()
                .satisfies(task -> assertThat(task.cards()).isNotEmpty());
    }

    @Test
    void whoIsNamedManyTimesHearsOnce() {
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(ann))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");
        mill.told.clear();

        mill.act(ann, run, new TaskAction.Copy("", Collections.nCopies(10_000, Mill.ref(bob))));
        mill.act(ann, run, new TaskAction.Comment("Look", Collections.nCopies(10_000, Mill.ref(bob))));

        assertThat(mill.told)
                .filteredOn(event -> event.person().equals(Mill.ref(bob)))
                .extracting(TaskEvent::kind)
                .containsExactly(TaskEvent.Kind.COPIED, TaskEvent.Kind.MENTIONED);
        List<PersonRef> crowd = IntStream.range(0, 101)
                .mapToObj(i -> new PersonRef("crowd-" + i, "C" + i))
                .toList();
        for (TaskAction action : List.of(
                new TaskAction.Copy("", crowd),
                new TaskAction.Copy("", List.of()),
                new TaskAction.Comment("Look", crowd),
                new TaskAction.AddSigners("", crowd, true))) {
            assertThatExceptionOfType(InvalidException.class).isThrownBy(() -> mill.act(ann, run, action));
        }
    }

    @Test
    void onlyWhoStartedItAndWhoAdministersTheAppRemind() {
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(ann))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");

        assertThatExceptionOfType(NotAllowedException.class)
                .isThrownBy(() -> Gate.run(bob, () -> mill.runs().urge(run.id(), "Hurry")));
        assertThatCode(() -> Gate.run(TestPeople.SAM, () -> mill.runs().urge(run.id(), "Please")))
                .doesNotThrowAnyException();
    }

    // --- Apps ---

    @Test
    void appsTakeTurns() {
        DueStore due = mill.context.getBean(DueStore.class);
        List<String> turns = new ArrayList<>();
        mill.gate.transaction().executeWithoutResult(status -> {
            DueStore.Origin origin = new DueStore.Origin("sam-id", "Sam", null, null);
            for (int i = 0; i < 20; i++) {
                due.begin("zeal", Ids.next(), origin);
            }
            due.begin("ant", Ids.next(), origin);
            due.begin("bee", Ids.next(), origin);
            String former = "";
            for (int i = 0; i < 5; i++) {
                DueStore.Due next = due.next(former).orElseThrow();
                due.done(next.id());
                former = next.app();
                turns.add(former);
            }
            status.setRollbackOnly();
        });
        assertThat(turns).containsExactly("ant", "bee", "zeal", "zeal", "zeal");
    }

    @Test
    void whatIsUnderWayEndsWithItsApp() {
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(ann))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");

        AppDeleted deleted = new AppDeleted(mill.release().app());
        mill.gate
                .transaction()
                .executeWithoutResult(
                        status -> mill.context.getBean(EndedApps.class).deleted(deleted));

        assertThat(mill.has(ann, run)).isFalse();
        assertThat(mill.outcome(run)).isEqualTo("cancelled");
        assertThat(mill.places(run)).isEmpty();
    }

    @Test
    void noFlowCallsItselfForEachOfSeveralRecords() {
        mill.create(TestPeople.SAM, "name", "One", "reason", "fan");
        mill.create(TestPeople.SAM, "name", "Other", "reason", "fan");
        UUID id = Ids.next();
        mill.publish(new FlowDefinition(
                id,
                "fan",
                "Fan",
                mill.form.id(),
                mill.triggered("button", Map.of()),
                List.of(mill.node(
                        "sub-flow",
                        "Each",
                        Map.of(
                                "flow",
                                id,
                                "each",
                                true,
                                "which",
                                Map.of("form", mill.form.id(), "match", Map.of("reason", "\"fan\""), "condition", ""),
                                "waits",
                                false))),
                FlowSettings.DEFAULT));
        UUID record = mill.create(TestPeople.SAM, "name", "Start");
        FlowInstance run = Mill.as(TestPeople.SAM, () -> mill.runs().start(Mill.APP, "fan", record, Map.of()));
        drain();

        assertThat(mill.now(run).state()).isEqualTo(FlowInstance.State.FAILED);
        assertThat(mill.database()
                        .queryForObject(
                                "SELECT count(*) FROM platform.flow_instance WHERE flow_key = 'fan'", Long.class))
                .isEqualTo(1);
    }
}

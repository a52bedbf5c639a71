package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Flows.NodeState;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.TaskBox;
import dev.millwright.flow.TaskEvent;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.flow.VotePolicy;
import dev.millwright.identity.Person;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChanges;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordsChanged;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.record.spi.RecordListener;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotFoundException;
import dev.millwright.testing.TestPeople;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people read of runs: the way ahead, with whom it is, and what became of it afterwards. */
class WhereRunsStandIntegrationTests {

    private static final FormRef REQUEST = Gate.ref(Mill.APP, "request");

    private static Mill mill;

    private static Person li;

    @BeforeAll
    static void start() {
        mill = new Mill(Gate.form("request", Gate.field("name", "text"), Gate.field("sum", "decimal")));
        mill.gate.context.registerBean(RecordListener.class, () -> mill.context.getBean(ChangedSinceAccepted.class));
        li = mill.staff.hire("Li");
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    @BeforeEach
    void forget() {
        mill.told.clear();
        mill.staff.substitutes.clear();
    }

    private static List<NodeState> path(FlowInstance run) {
        return Mill.as(
                TestPeople.SAM, () -> List.copyOf(mill.runs().path(run.id()).values()));
    }

    private static List<String> expected(FlowInstance run) {
        return mill.timeline(run).stream()
                .filter(entry -> entry.kind().key().equals("expected"))
                .map(entry -> entry.step() + " "
                        + Optional.ofNullable(entry.person())
                                .map(person -> person.name())
                                .orElse("?"))
                .toList();
    }

    @Test
    void announcesOnlyWhatConditionsLetCome() {
        mill.publish(mill.submitted(
                mill.approve("Head", Mill.by(TestPeople.MIA)),
                mill.branches(
                        "condition",
                        Mill.branch("sum > 10000", mill.approve("Director", Mill.by(li))),
                        Mill.branch("")),
                mill.fill("File", Mill.byStarter())));

        FlowInstance little = mill.submit(TestPeople.SAM, "name", "Drill", "sum", "10000");
        FlowInstance much = mill.submit(TestPeople.SAM, "name", "Lathe", "sum", "10001");

        assertThat(expected(little)).containsExactly("File " + TestPeople.SAM.name());
        assertThat(expected(much)).containsExactly("Director Li", "File " + TestPeople.SAM.name());
        assertThat(path(little)).extracting(NodeState::name).contains("Head", "Director", "File");
        assertThat(path(little))
                .filteredOn(state -> state.name().equals("Director"))
                .singleElement()
                .satisfies(state -> assertThat(state.status()).isEqualTo(NodeState.Status.SKIPPED));
    }

    @Test
    void whatComesStraightBackPassesNobodyOnItsWay() {
        mill.publish(mill.submitted(
                mill.approve("First", Mill.by(TestPeople.MIA)),
                mill.approve("Second", Mill.by(li)),
                mill.approve("Third", Mill.by(TestPeople.MIA)),
                mill.fill("File", Mill.byStarter())));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill", "sum", "3000");
        mill.yes(TestPeople.MIA, run);
        mill.yes(li, run);
        mill.act(TestPeople.MIA, run, new TaskAction.Return("Which drill?", null, true));

        assertThat(expected(run)).containsExactly("Third " + TestPeople.MIA.name(), "File " + TestPeople.SAM.name());
        assertThat(path(run))
                .extracting(NodeState::status)
                .containsExactly(
                        NodeState.Status.CURRENT,
                        NodeState.Status.PASSED,
                        NodeState.Status.PASSED,
                        NodeState.Status.AHEAD,
                        NodeState.Status.AHEAD);
    }

    @Test
    void whatWasReturnedStandsAtTheStart() {
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(TestPeople.MIA))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");
        assertThat(run.phase()).isEqualTo(FlowInstance.Phase.IN_APPROVAL);
        mill.act(TestPeople.MIA, run, new TaskAction.Return("Which drill?", null, false));

        assertThat(mill.now(run).phase()).isEqualTo(FlowInstance.Phase.RETURNED);
        assertThat(path(run)).first().satisfies(start -> {
            assertThat(start.status()).isEqualTo(NodeState.Status.CURRENT);
            assertThat(start.name()).isEqualTo("Correct and hand in again");
            assertThat(start.people()).containsExactly(Mill.ref(TestPeople.SAM));
        });
        assertThat(Mill.as(
                                TestPeople.SAM,
                                () -> mill.tasks()
                                        .get(mill.task(TestPeople.SAM, run).id()))
                        .canUrge())
                .isFalse();

        mill.yes(TestPeople.SAM, run);

        assertThat(mill.now(run).phase()).isEqualTo(FlowInstance.Phase.IN_APPROVAL);
        assertThat(path(run)).extracting(NodeState::name).containsExactly("Boss");
    }

    @Test
    void openScreensHearOfEachMoveAndOfNothingThatWasRefused() throws InterruptedException {
        mill.publish(
                mill.submitted(mill.approve("First", Mill.by(TestPeople.MIA)), mill.approve("Second", Mill.by(li))));
        FormRef form = Gate.ref(Mill.APP, mill.form.key());
        BlockingQueue<RecordsChanged> told = new LinkedBlockingQueue<>();
        try (var subscription = mill.gate.context.getBean(RecordChanges.class).subscribe(form, told::add)) {
            assertThat(subscription).isNotNull();
            UUID record = mill.create(TestPeople.SAM, "name", "Drill");
            while (!Objects.requireNonNull(told.poll(30, TimeUnit.SECONDS))
                    .ids()
                    .contains(record)) {
                // News of the tests before.
            }
            FlowInstance run = Mill.as(TestPeople.SAM, () -> mill.runs().submit(form, record, null, Map.of()));
            assertThat(told.poll(30, TimeUnit.SECONDS)).as("begun").isNotNull();
            mill.yes(TestPeople.MIA, run);
            assertThat(told.poll(30, TimeUnit.SECONDS)).as("a step further").isNotNull();
            UUID notMias = mill.task(li, run).id();
            assertThatExceptionOfType(NotFoundException.class)
                    .isThrownBy(() -> Mill.as(
                            TestPeople.MIA, () -> mill.tasks().act(notMias, new TaskAction.Reject("No", null))));
            Mill.as(TestPeople.SAM, () -> {
                mill.runs().withdraw(run.id(), "Mistaken");
                return true;
            });
            assertThat(told.poll(30, TimeUnit.SECONDS)).as("withdrawn").isNotNull();
            assertThat(told).as("refused").isEmpty();
        }
    }

    @Test
    void onlyWhatAsksForAYesIsInApproval() {
        mill.publish(mill.submitted(mill.fill("File", Mill.by(TestPeople.MIA))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");
        assertThat(mill.now(run).phase()).isEqualTo(FlowInstance.Phase.IN_PROGRESS);
    }

    @Test
    void marksWhoHasAnsweredAndNamesThemInTheirTurn() {
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(TestPeople.MIA))));
        FlowInstance before = mill.submit(TestPeople.SAM, "name", "Drill");
        mill.act(TestPeople.MIA, before, new TaskAction.AddSigners("", List.of(Mill.ref(li)), true));

        assertThat(path(before)).singleElement().satisfies(state -> {
            assertThat(state.people()).containsExactly(Mill.ref(li), Mill.ref(TestPeople.MIA));
            assertThat(state.answered()).isEmpty();
        });
        assertThat(mill.timeline(before).stream()
                        .filter(entry -> entry.at() == null)
                        .map(entry -> Objects.requireNonNull(entry.person())))
                .containsExactly(Mill.ref(li), Mill.ref(TestPeople.MIA));

        mill.yes(li, before);
        mill.yes(TestPeople.MIA, before);

        assertThat(path(before).getFirst().people()).containsExactly(Mill.ref(li), Mill.ref(TestPeople.MIA));

        FlowInstance after = mill.submit(TestPeople.SAM, "name", "Lathe");
        mill.act(TestPeople.MIA, after, new TaskAction.AddSigners("", List.of(Mill.ref(li)), false));
        mill.yes(TestPeople.MIA, after);

        assertThat(path(after)).singleElement().satisfies(state -> {
            assertThat(state.people()).containsExactly(Mill.ref(TestPeople.MIA), Mill.ref(li));
            assertThat(state.answered()).containsExactly(Mill.ref(TestPeople.MIA));
        });
    }

    @Test
    void saysWhatRunsSideBySide() {
        mill.publish(mill.submitted(mill.branches(
                "parallel",
                Mill.branch("", mill.approve("Law", Mill.by(TestPeople.MIA))),
                Mill.branch("", mill.approve("Money", Mill.by(li))))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");

        assertThat(path(run))
                .extracting(NodeState::beside)
                .containsExactly(null, new NodeState.Beside(1, ""), new NodeState.Beside(2, ""));
    }

    @Test
    void namesWhatTheDesignerGaveNoName() {
        mill.publish(mill.submitted(mill.approve("", Mill.by(TestPeople.MIA))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");
        assertThat(mill.task(TestPeople.MIA, run).step()).isEqualTo("Approve");
        assertThat(mill.timeline(run).getFirst())
                .matches(entry ->
                        entry.kind().key().equals("started") && entry.step().isEmpty());
        assertThat(path(run)).extracting(NodeState::name).containsExactly("Approve");

        mill.act(TestPeople.MIA, run, new TaskAction.Return("Why?", null, true));

        assertThat(mill.task(TestPeople.SAM, run).step()).isEqualTo("Correct and hand in again");
    }

    @Test
    void isWithTheOneWhoClaimedIt() {
        mill.publish(mill.submitted(
                mill.approve("Desk", Mill.by(TestPeople.MIA, li).withPolicy(Mill.mode(VotePolicy.Mode.POOL)))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");
        assertThat(path(run).getFirst().people()).hasSize(2);

        FlowTask offered = mill.queue(li).stream()
                .filter(task -> task.instance().equals(run.id()))
                .findFirst()
                .orElseThrow();
        Mill.as(li, () -> mill.tasks().act(offered.id(), new TaskAction.Claim()));

        assertThat(path(run).getFirst().people()).containsExactly(Mill.ref(li));
        assertThat(mill.in(TestPeople.SAM, TaskBox.STARTED, run).standing())
                .isEqualTo(new FlowTask.Standing(
                        FlowInstance.State.RUNNING, FlowInstance.Phase.IN_APPROVAL, null, List.of(Mill.ref(li))));
    }

    @Test
    void whatWasWithdrawnIsADraftAgain() {
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(TestPeople.MIA))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");
        mill.told.clear();
        Mill.as(TestPeople.SAM, () -> {
            mill.runs().withdraw(run.id(), "Not yet");
            return true;
        });

        assertThat(Objects.requireNonNull(
                                mill.in(TestPeople.SAM, TaskBox.STARTED, run).standing())
                        .outcome())
                .isEqualTo("cancelled");
        assertThat(mill.now(run).phase()).isEqualTo(FlowInstance.Phase.WITHDRAWN);
        assertThat(mill.timeline(run).getLast().text().arguments()).isEqualTo(List.of("withdrawn"));
        assertThat(mill.box(TestPeople.SAM, TaskBox.DRAFTS))
                .extracting(FlowTask::record)
                .contains(run.record());
        assertThat(mill.notices).noneMatch(notice -> ("run/" + run.id()).equals(notice.origin()));
    }

    @Test
    void askingSomebodyToSignIsNoReturn() {
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(TestPeople.MIA))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");
        mill.told.clear();

        mill.act(TestPeople.MIA, run, new TaskAction.AddSigners("Please look", List.of(Mill.ref(li)), true));

        assertThat(mill.told)
                .filteredOn(event -> event.person().equals(Mill.ref(li)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.kind()).isEqualTo(TaskEvent.Kind.ADDED);
                    assertThat(event.by()).isEqualTo(Mill.ref(TestPeople.MIA));
                });
    }

    @Test
    void nobodyAnswersForOthersWhatTheyAskedForThemselves() {
        mill.staff.substitutes.put(TestPeople.MIA.id(), TestPeople.SAM);
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(TestPeople.MIA))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");
        assertThat(mill.has(TestPeople.SAM, run)).isFalse();
        assertThat(mill.has(TestPeople.MIA, run)).isTrue();
    }

    @Test
    void whatTheProductDidOnTheWayIsPassed() {
        mill.publish(mill.submitted(
                mill.approve("Boss", Mill.by(TestPeople.MIA)),
                mill.node("set-fields", "Mark", Map.of("values", Map.of("name", "'Marked'"))),
                mill.fill("File", Mill.by(li))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");
        assertThat(path(run))
                .extracting(NodeState::status)
                .containsExactly(NodeState.Status.CURRENT, NodeState.Status.AHEAD, NodeState.Status.AHEAD);
        mill.yes(TestPeople.MIA, run);
        assertThat(path(run))
                .extracting(NodeState::status)
                .containsExactly(NodeState.Status.PASSED, NodeState.Status.PASSED, NodeState.Status.CURRENT);
    }

    @Test
    void whoStandsInForSeveralAnswersOnceForAll() {
        Person away = mill.staff.hire("Away");
        Person gone = mill.staff.hire("Gone");
        mill.staff.substitutes.put(away.id(), li);
        mill.staff.substitutes.put(gone.id(), li);
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(away, gone).withPolicy(VotePolicy.ALL))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");
        mill.yes(li, run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");
        assertThat(mill.timeline(run).stream().map(mill::words)).contains("Li answers for Gone, too, who is away");
    }

    @Test
    void whoIsAwayIsNotAskedWhereWhoStandsInIsAskedAnyway() {
        Person away = mill.staff.hire("Away");
        mill.staff.substitutes.put(away.id(), li);
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(away, li).withPolicy(VotePolicy.ALL))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");
        assertThat(mill.has(away, run)).isFalse();
        mill.yes(li, run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");
        assertThat(mill.timeline(run).stream().map(mill::words)).contains("Li answers for Away, too, who is away");
    }

    @Test
    void whoHasLeftIsAskedNothing() {
        Person left = mill.staff.hire("Left");
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(left)), mill.fill("File", Mill.byStarter())));
        FlowInstance before = mill.submit(TestPeople.SAM, "name", "Drill");
        assertThat(mill.has(left, before)).isTrue();

        mill.staff.left.add(left.id());
        FlowInstance after = mill.submit(TestPeople.SAM, "name", "Lathe");
        assertThat(mill.has(left, after)).isFalse();
        assertThat(mill.has(TestPeople.DANA, after))
                .as("the owner is asked instead")
                .isTrue();
        mill.yes(TestPeople.DANA, after);
        FlowTask own = mill.task(TestPeople.SAM, after);
        assertThatThrownBy(() -> Mill.as(
                        TestPeople.SAM,
                        () -> mill.tasks().act(own.id(), new TaskAction.Transfer("Yours", Mill.ref(left)))))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void whatWasAcceptedIsNotChangedUnseen() {
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(TestPeople.MIA))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill", "sum", "3000");
        mill.yes(TestPeople.MIA, run);
        assertThat(mill.now(run).changedAt()).isNull();
        mill.told.clear();

        Mill.as(TestPeople.SAM, () -> change(run));

        assertThat(mill.now(run).changedAt()).isNotNull();
        TimelineEntry last = mill.timeline(run).getLast();
        assertThat(last.text().code()).isEqualTo("flow.event.changedSince");
        assertThat(last.text().arguments()).isEqualTo(List.of(List.of("The sum")));
        assertThat(mill.told)
                .extracting(TaskEvent::kind, event -> event.person().name())
                .contains(org.assertj.core.groups.Tuple.tuple(TaskEvent.Kind.CHANGED, TestPeople.MIA.name()));
    }

    private static RecordData change(FlowInstance run) {
        return mill.gate
                .records()
                .update(
                        REQUEST,
                        Objects.requireNonNull(run.record()),
                        null,
                        Gate.values("sum", new BigDecimal("99999")),
                        Via.SCREEN);
    }

    @Test
    void whatASwitchedOffFlowAcceptedIsNotChangedUnseenEither() {
        FlowDefinition flow = mill.submitted(mill.approve("Boss", Mill.by(TestPeople.MIA)));
        mill.publish(flow);
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill", "sum", "3000");
        mill.yes(TestPeople.MIA, run);
        mill.publish(flow.withSettings(flow.settings().withOff(true)));

        Mill.as(TestPeople.SAM, () -> change(run));

        assertThat(mill.now(run).changedAt()).isNotNull();
    }

    @Test
    void tellsOfManyRecordsHowTheirLastHandingInStands() {
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(TestPeople.MIA))));
        FlowInstance first = mill.submit(TestPeople.SAM, "name", "Drill");
        mill.no(TestPeople.MIA, first);
        UUID record = Objects.requireNonNull(first.record());
        FlowInstance again = Mill.as(TestPeople.SAM, () -> mill.runs().submit(REQUEST, record, null, Map.of()));
        UUID draft = mill.create(TestPeople.SAM, "name", "Lathe");

        assertThat(mill.runs().submissions(List.of(record, draft)))
                .containsOnlyKeys(record)
                .hasEntrySatisfying(record, run -> assertThat(run.id()).isEqualTo(again.id()));
    }

    @Test
    void otherFlowsAboutARecordDoNotHandItIn() {
        FlowDefinition approval = mill.submitted(mill.approve("Boss", Mill.by(TestPeople.MIA)));
        FlowDefinition automation = new FlowDefinition(
                Ids.next(),
                "look",
                "Look",
                mill.form.id(),
                mill.triggered("button", Map.of()),
                List.of(mill.fill("Look", Mill.by(li))),
                FlowSettings.DEFAULT);
        mill.publish(approval);
        mill.publish(automation, false);
        UUID draft = mill.create(TestPeople.SAM, "name", "Drill");
        Mill.as(TestPeople.SAM, () -> mill.runs().start(Mill.APP, "look", draft, Map.of()));

        assertThat(mill.todo(li)).extracting(FlowTask::record).contains(draft);
        assertThat(mill.box(TestPeople.SAM, TaskBox.DRAFTS))
                .extracting(FlowTask::record)
                .contains(draft);
    }
}

package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.FlowSettings.SamePerson;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.OtherWay;
import dev.millwright.flow.OtherWayException;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.PeopleStep.Nobody;
import dev.millwright.flow.PeopleStep.StarterRule;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.TaskBox;
import dev.millwright.flow.Tasks.TaskFilter;
import dev.millwright.flow.VotePolicy;
import dev.millwright.flow.VotePolicy.Mode;
import dev.millwright.identity.Person;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.InvalidException;
import dev.millwright.testing.TestPeople;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Flows from real life, with the outcome that people expect; the numbers are those of the collection that they come from. */
class RealFlowsIntegrationTests {

    private static Mill mill;
    private static Person ann;
    private static Person bob;
    private static Person cem;
    private static Person dia;
    private static Person eva;
    private static final Person starter = TestPeople.SAM;

    @BeforeAll
    static void start() {
        mill = new Mill(Gate.form(
                "request",
                Gate.field("name", "text"),
                Gate.field("sum", "decimal"),
                Gate.field("reason", "text", "{\"maxLength\": 10}", "")));
        ann = mill.staff.hire("Ann", "/Works/Line");
        bob = mill.staff.hire("Bob", "/Works/Line");
        cem = mill.staff.hire("Cem");
        dia = mill.staff.hire("Dia");
        eva = mill.staff.hire("Eva");
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    private static List<String> open(FlowInstance run) {
        return Stream.of(ann, bob, cem, dia, eva, starter)
                .filter(person -> mill.has(person, run))
                .map(Person::name)
                .toList();
    }

    private static void back(Person person, FlowInstance run, @Nullable NodeDefinition to, boolean straight) {
        mill.act(person, run, new TaskAction.Return("Look again", to == null ? null : to.id(), straight));
    }

    // --- 1 ---

    @Test
    void halfOfTheCommittee() {
        mill.publish(mill.submitted(
                mill.approve("Committee", Mill.by(ann, bob, cem, dia, eva).withPolicy(Mill.atLeast(50, true)))));

        FlowInstance passes = mill.submit(starter, "name", "Press");
        mill.no(ann, passes);
        mill.no(bob, passes);
        mill.yes(cem, passes);
        mill.yes(dia, passes);
        assertThat(mill.outcome(passes)).isNull();
        mill.yes(eva, passes);
        assertThat(mill.outcome(passes)).isEqualTo("accepted");

        FlowInstance fails = mill.submit(starter, "name", "Press");
        mill.no(ann, fails);
        mill.no(bob, fails);
        mill.no(cem, fails);
        assertThat(mill.outcome(fails)).isEqualTo("rejected");
        assertThat(open(fails)).isEmpty();
        assertThat(mill.kinds(fails)).filteredOn("closed"::equals).hasSize(2);
        assertThat(mill.kinds(fails)).filteredOn("ended"::equals).hasSize(1);
        assertThat(mill.done(dia)).noneMatch(task -> task.instance().equals(fails.id()));
    }

    @Test
    void lastTwoYesesInTheSameMoment() throws Exception {
        mill.publish(mill.submitted(
                mill.approve("Committee", Mill.by(ann, bob, cem).withPolicy(Mill.atLeast(2, false))),
                mill.approve("Boss", Mill.by(eva))));
        for (int i = 0; i < 5; i++) {
            FlowInstance run = mill.submit(starter, "name", "Press");
            mill.yes(ann, run);
            assertThat(together(run, bob, cem)).containsExactlyInAnyOrder("done", "decided");
            assertThat(mill.task(eva, run).step()).isEqualTo("Boss");
            assertThat(mill.kinds(run)).filteredOn("approved"::equals).hasSize(2);
        }
    }

    /** What becomes of two answers in the same moment. */
    private static List<String> together(FlowInstance run, Person... people) throws Exception {
        CyclicBarrier ready = new CyclicBarrier(people.length);
        List<FlowTask> tasks =
                Stream.of(people).map(person -> mill.task(person, run)).toList();
        List<String> fates = new java.util.concurrent.CopyOnWriteArrayList<>();
        List<Thread> threads = IntStream.range(0, people.length)
                .mapToObj(i -> Thread.ofPlatform().start(() -> {
                    try {
                        ready.await();
                        Mill.as(
                                people[i],
                                () -> mill.tasks()
                                        .act(tasks.get(i).id(), new TaskAction.Approve("", Map.of(), List.of())));
                        fates.add("done");
                    } catch (ConflictException e) {
                        fates.add(e.code().startsWith("flow.error.decided") ? "decided" : e.code());
                    } catch (Exception e) {
                        fates.add(e.toString());
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        return fates;
    }

    // --- 2 ---

    @Test
    void backFromACountersign() {
        NodeDefinition prepare = mill.fill("Prepare", Mill.by(ann));
        NodeDefinition agree = mill.approve("Agree", Mill.by(bob, cem, dia));
        mill.publish(mill.submitted(prepare, agree));

        FlowInstance again = mill.submit(starter, "name", "Contract");
        mill.yes(ann, again);
        mill.yes(bob, again);
        back(cem, again, prepare, false);
        assertThat(open(again)).containsExactly("Ann");
        assertThat(mill.task(ann, again).note()).isEqualTo("Look again");
        mill.yes(ann, again);
        assertThat(open(again)).containsExactly("Bob", "Cem", "Dia");

        FlowInstance straight = mill.submit(starter, "name", "Contract");
        mill.yes(ann, straight);
        mill.yes(bob, straight);
        back(cem, straight, prepare, true);
        assertThat(open(straight)).containsExactly("Ann");
        mill.told.clear();
        mill.yes(ann, straight);
        assertThat(open(straight)).containsExactly("Cem", "Dia");
        assertThat(mill.told)
                .extracting(
                        event -> event.kind().name(), event -> event.person().name())
                .contains(tuple("CHANGED", "Bob"));
        mill.yes(cem, straight);
        mill.yes(dia, straight);
        assertThat(mill.outcome(straight)).isEqualTo("accepted");
    }

    // --- 3 ---

    @Test
    void outOfParallelBranches() {
        NodeDefinition legal = mill.approve("Legal", Mill.by(ann));
        NodeDefinition finance = mill.approve("Finance", Mill.by(bob));
        NodeDefinition controller = mill.approve("Controller", Mill.by(cem));
        mill.publish(mill.submitted(
                mill.branches("parallel", Mill.branch("", legal), Mill.branch("", finance, controller)),
                mill.approve("Director", Mill.by(dia))));

        FlowInstance again = mill.submit(starter, "name", "Lease");
        assertThat(open(again)).containsExactly("Ann", "Bob");
        mill.yes(ann, again);
        back(bob, again, null, false);
        assertThat(open(again)).containsExactly(starter.name());
        mill.yes(starter, again);
        assertThat(open(again)).containsExactly("Ann", "Bob");
        mill.yes(bob, again);
        mill.yes(ann, again);
        assertThat(open(again)).containsExactly("Cem");
        mill.yes(cem, again);
        assertThat(open(again)).containsExactly("Dia");
        mill.yes(dia, again);
        assertThat(mill.outcome(again)).isEqualTo("accepted");

        FlowInstance straight = mill.submit(starter, "name", "Lease");
        mill.yes(ann, straight);
        back(bob, straight, null, true);
        assertThat(open(straight)).containsExactly(starter.name());
        mill.yes(starter, straight);
        assertThat(open(straight)).containsExactly("Bob");
        mill.yes(bob, straight);
        // The controller sends it back within the branch: legal is untouched.
        FlowTask third = mill.task(cem, straight);
        assertThat(Mill.as(cem, () -> mill.tasks().get(third.id())).targets())
                .extracting(target -> target.label())
                .containsExactlyInAnyOrder("Legal", "Finance");
        back(cem, straight, finance, false);
        assertThat(open(straight)).containsExactly("Bob");
        mill.yes(bob, straight);
        mill.yes(cem, straight);
        mill.yes(dia, straight);
        assertThat(mill.outcome(straight)).isEqualTo("accepted");
        assertThat(mill.timeline(straight))
                .filteredOn(entry ->
                        entry.kind().key().equals("approved") && entry.step().equals("Director"))
                .hasSize(1);
    }

    @Test
    void fromBehindIntoABranchAndAcrossBranches() {
        NodeDefinition legal = mill.approve("Legal", Mill.by(ann));
        NodeDefinition finance = mill.approve("Finance", Mill.by(bob));
        NodeDefinition controller = mill.approve("Controller", Mill.by(cem));
        mill.publish(mill.submitted(
                mill.branches("parallel", Mill.branch("", legal), Mill.branch("", finance, controller)),
                mill.approve("Director", Mill.by(dia))));

        FlowInstance behind = mill.submit(starter, "name", "Lease");
        mill.yes(ann, behind);
        mill.yes(bob, behind);
        mill.yes(cem, behind);
        back(dia, behind, finance, false);
        assertThat(open(behind)).containsExactly("Bob");
        mill.yes(bob, behind);
        mill.yes(cem, behind);
        assertThat(open(behind)).containsExactly("Dia");

        FlowInstance across = mill.submit(starter, "name", "Lease");
        mill.yes(bob, across);
        assertThat(open(across)).containsExactly("Ann", "Cem");
        back(ann, across, finance, false);
        assertThat(open(across)).containsExactly("Bob");
        mill.yes(bob, across);
        assertThat(open(across)).containsExactly("Ann", "Cem");
        mill.yes(ann, across);
        mill.yes(cem, across);
        mill.yes(dia, across);
        assertThat(mill.outcome(across)).isEqualTo("accepted");
    }

    // --- 4 ---

    @Test
    void twoMoreSigners() {
        mill.publish(mill.submitted(mill.approve("HR", Mill.by(ann)), mill.approve("Boss", Mill.by(eva))));

        FlowInstance before = mill.submit(starter, "name", "Leave");
        FlowTask own = mill.task(ann, before);
        mill.act(ann, before, new TaskAction.AddSigners("", List.of(Mill.ref(bob), Mill.ref(cem)), true));
        assertThat(open(before)).containsExactly("Bob", "Cem");
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> Mill.as(
                        ann, () -> mill.tasks().act(own.id(), new TaskAction.Approve("", Map.of(), List.of()))));
        mill.yes(cem, before);
        FlowTask added = mill.task(bob, before);
        Mill.as(ann, () -> mill.tasks().act(own.id(), new TaskAction.RemoveSigner("", added.id())));
        assertThat(open(before)).containsExactly("Ann");
        mill.yes(ann, before);
        assertThat(open(before)).containsExactly("Eva");

        FlowInstance after = mill.submit(starter, "name", "Leave");
        mill.act(ann, after, new TaskAction.AddSigners("", List.of(Mill.ref(bob)), false));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> mill.act(ann, after, new TaskAction.AddSigners("", List.of(Mill.ref(bob)), false)))
                .satisfies(e -> assertThat(e.code()).isEqualTo("flow.error.hasTask"));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> mill.act(ann, after, new TaskAction.AddSigners("", List.of(Mill.ref(cem)), true)))
                .satisfies(e -> assertThat(e.code()).isEqualTo("flow.error.beforeAndAfter"));
        mill.yes(ann, after);
        assertThat(open(after)).containsExactly("Bob");
        mill.no(bob, after);
        assertThat(mill.outcome(after)).isEqualTo("rejected");
    }

    // --- 5 ---

    @Test
    void straightBackUnlessConditionsLeadElsewhere() {
        NodeDefinition first = mill.approve("One", Mill.by(ann));
        NodeDefinition much = mill.approve("Much", Mill.by(bob));
        NodeDefinition little = mill.approve("Little", Mill.by(cem));
        mill.publish(mill.submitted(
                first,
                mill.branches("condition", Mill.branch("sum > 100", much), Mill.branch("", little)),
                mill.approve("Last", Mill.by(dia))));

        FlowInstance same = mill.submit(starter, "name", "Claim", "sum", "200");
        mill.yes(ann, same);
        mill.yes(bob, same);
        back(dia, same, null, true);
        mill.yes(starter, same, "sum", "300");
        assertThat(open(same)).containsExactly("Dia");

        FlowInstance other = mill.submit(starter, "name", "Claim", "sum", "200");
        mill.yes(ann, other);
        mill.yes(bob, other);
        back(dia, other, null, true);
        TaskAction.Approve less = new TaskAction.Approve("", Map.of("sum", new BigDecimal("50")), List.of());
        assertThatExceptionOfType(OtherWayException.class)
                .isThrownBy(() -> mill.act(starter, other, less))
                .satisfies(told -> {
                    assertThat(told.way().back()).containsExactly("Last");
                    assertThat(told.way().next())
                            .extracting(OtherWay.Next::step)
                            .containsExactly("Little");
                    mill.act(starter, other, less.agreeing(told.way()));
                });
        assertThat(open(other)).containsExactly("Cem");
        assertThat(mill.kinds(other)).contains("way");
        mill.yes(cem, other);
        assertThat(open(other)).containsExactly("Dia");
    }

    @Test
    void comesBackToTheSuccessor() {
        NodeDefinition first = mill.approve("One", Mill.by(ann));
        mill.publish(mill.submitted(first, mill.approve("Two", Mill.by(bob))));
        FlowInstance run = mill.submit(starter, "name", "Claim");
        mill.yes(ann, run);
        back(bob, run, first, true);
        Mill.as(TestPeople.DANA, () -> mill.runs().handOver(Mill.APP, Mill.ref(bob), Mill.ref(eva), "Left"));
        mill.yes(ann, run);
        assertThat(open(run)).containsExactly("Eva");
    }

    @Test
    void takesBackWhatOneDidInAStep() {
        NodeDefinition first = mill.approve("One", Mill.by(starter));
        mill.publish(mill.submitted(first, mill.approve("Two", Mill.by(bob))));
        FlowInstance run = mill.submit(starter, "name", "Claim");
        FlowTask own = mill.task(starter, run);
        mill.yes(starter, run);
        assertThat(Mill.as(starter, () -> mill.tasks().get(own.id())).canTakeBack())
                .isTrue();
        Mill.as(starter, () -> {
            mill.runs().takeBack(own.id(), "Too early");
            return true;
        });
        assertThat(open(run)).containsExactly(starter.name());
        assertThat(mill.task(starter, run).node()).isEqualTo(first.id());
        mill.yes(starter, run);
        mill.yes(bob, run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    // --- 6 ---

    @Test
    void whoeverIsFirst() {
        mill.publish(mill.submitted(mill.approve("Group", Mill.by(ann, bob, cem).withPolicy(VotePolicy.ANY))));
        FlowInstance run = mill.submit(starter, "name", "Question");
        mill.no(ann, run);
        assertThat(mill.outcome(run)).isEqualTo("rejected");
        assertThat(List.of(ann, bob, cem))
                .extracting(person -> mill.done(person).stream()
                        .filter(task -> task.instance().equals(run.id()))
                        .count())
                .containsExactly(1L, 0L, 0L);
        assertThat(mill.kinds(run)).filteredOn("rejected"::equals).hasSize(1);
    }

    // --- 7 ---

    @Test
    void theSamePersonTwice() {
        NodeDefinition[] levels = {
            mill.approve("One", Mill.by(ann)), mill.approve("Two", Mill.by(bob)), mill.approve("Three", Mill.by(ann))
        };
        mill.publish(mill.submitted(levels));
        FlowInstance asks = mill.submit(starter, "name", "Plan");
        mill.yes(ann, asks);
        assertThat(open(asks)).containsExactly("Bob");
        mill.yes(bob, asks);
        assertThat(open(asks)).containsExactly("Ann");

        mill.publish(mill.submitted(FlowSettings.DEFAULT.withSamePerson(SamePerson.ONCE), levels));
        FlowInstance once = mill.submit(starter, "name", "Plan");
        mill.yes(ann, once);
        mill.yes(bob, once);
        assertThat(mill.outcome(once)).isEqualTo("accepted");
        assertThat(mill.timeline(once)).anyMatch(entry -> mill.words(entry).contains("agreed before"));

        mill.publish(mill.submitted(FlowSettings.DEFAULT.withSamePerson(SamePerson.DIRECTLY_AFTER), levels));
        FlowInstance directly = mill.submit(starter, "name", "Plan");
        mill.yes(ann, directly);
        mill.yes(bob, directly);
        assertThat(open(directly)).containsExactly("Ann");

        mill.publish(mill.submitted(
                FlowSettings.DEFAULT.withSamePerson(SamePerson.ONCE),
                mill.approve("One", Mill.by(ann)),
                mill.approve("All", Mill.by(ann, bob, cem))));
        FlowInstance all = mill.submit(starter, "name", "Plan");
        mill.yes(ann, all);
        assertThat(open(all)).containsExactly("Bob", "Cem");
    }

    // --- 8 ---

    @Test
    void whoSignsDependsOnTheSum() {
        NodeDefinition manager = mill.approve("Manager", Mill.by(ann).withFields(Map.of("sum", FieldRight.EDIT)));
        NodeDefinition project = mill.approve("Project manager", Mill.by(bob));
        mill.publish(mill.submitted(
                mill.branches("condition", Mill.branch("sum <= 10000"), Mill.branch("", manager)),
                mill.branches("condition", Mill.branch("sum > 20000", project), Mill.branch(""))));

        assertThat(mill.outcome(mill.submit(starter, "name", "Order", "sum", "10000.00")))
                .isEqualTo("accepted");
        FlowInstance cent = mill.submit(starter, "name", "Order", "sum", "10000.01");
        assertThat(open(cent)).containsExactly("Ann");
        FlowInstance empty = mill.submit(starter, "name", "Order");
        assertThat(open(empty)).containsExactly("Ann");
        FlowInstance edge = mill.submit(starter, "name", "Order", "sum", "20000.00");
        mill.yes(ann, edge);
        assertThat(mill.outcome(edge)).isEqualTo("accepted");
        FlowInstance much = mill.submit(starter, "name", "Order", "sum", "21000");
        mill.yes(ann, much);
        assertThat(mill.outcome(much)).isNull();
        mill.yes(bob, much);
        assertThat(mill.outcome(much)).isEqualTo("accepted");
        FlowInstance lowered = mill.submit(starter, "name", "Order", "sum", "21000");
        mill.yes(ann, lowered, "sum", "9000");
        assertThat(mill.outcome(lowered)).isEqualTo("accepted");
        assertThat(mill.timeline(lowered)).anyMatch(entry -> mill.words(entry).contains("sum"));
    }

    @Test
    void keepsFieldsThatAStepMayNotWrite() {
        mill.publish(mill.submitted(
                mill.approve("Manager", Mill.by(ann).withFields(Map.of("sum", FieldRight.REQUIRED)))));
        FlowInstance run = mill.submit(starter, "name", "Order");
        assertThatExceptionOfType(InvalidException.class).isThrownBy(() -> mill.yes(ann, run, "name", "Other"));
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> mill.yes(ann, run))
                .satisfies(e -> assertThat(e.problems().items())
                        .extracting(one -> one.path())
                        .containsExactly("sum"));
        mill.yes(ann, run, "sum", "5");
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    // --- 11 ---

    @Test
    void wrongValuesAreNotApproved() {
        mill.publish(mill.submitted(
                mill.approve("One", Mill.by(ann).withFields(Map.of("reason", FieldRight.EDIT))),
                mill.approve("Two", Mill.by(bob))));
        FlowInstance run = mill.submit(starter, "name", "Order", "reason", "fits");
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> mill.yes(ann, run, "reason", "this is too long a text"));
        mill.yes(ann, run);
        // A rule that came meanwhile, or another way to a value that the rules of now refuse.
        mill.database().update("UPDATE app_mill.request SET reason = 'longer than allowed' WHERE id = ?", run.record());
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> mill.yes(bob, run))
                .satisfies(e -> assertThat(e.problems().items())
                        .extracting(one -> one.path())
                        .containsExactly("reason"));
        assertThat(mill.outcome(run)).isNull();
        assertThat(open(run)).containsExactly("Bob");
        assertThat(mill.kinds(run)).filteredOn("approved"::equals).hasSize(1);
        back(bob, run, null, false);
        mill.yes(starter, run, "reason", "fits too");
        mill.yes(ann, run);
        mill.yes(bob, run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");

        UUID record = mill.create(starter, "name", "Order", "reason", "fits");
        mill.database().update("UPDATE app_mill.request SET reason = 'longer than allowed' WHERE id = ?", record);
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> Mill.as(
                        starter, () -> mill.runs().submit(Gate.ref(Mill.APP, "request"), record, null, Map.of())));
        assertThat(Mill.as(starter, () -> mill.runs().ofRecord(Gate.ref(Mill.APP, "request"), record)))
                .isEmpty();
    }

    // --- 12 ---

    @Test
    void leaveWithAbsence() {
        mill.staff.heads.put("/Works/Line", ann);
        mill.staff.heads.put("/Works", cem);
        PeopleStep head = PeopleStep.EMPTY.withPeople(List.of(new PeopleSource.StarterHead(1)));
        mill.publish(mill.submitted(
                mill.approve("Head", head), mill.approve("HR", Mill.by(dia, eva).withPolicy(Mill.mode(Mode.POOL)))));

        FlowInstance run = mill.submit(bob, "name", "Leave");
        assertThat(open(run)).containsExactly("Ann");
        mill.yes(ann, run);
        assertThat(open(run)).isEmpty();
        assertThat(mill.queue(dia)).anyMatch(task -> task.instance().equals(run.id()));
        FlowTask offered = mill.queue(eva).stream()
                .filter(task -> task.instance().equals(run.id()))
                .findFirst()
                .orElseThrow();
        Mill.as(eva, () -> mill.tasks().act(offered.id(), new TaskAction.Claim()));
        assertThat(mill.queue(dia)).noneMatch(task -> task.instance().equals(run.id()));
        mill.act(eva, run, new TaskAction.Release(""));
        assertThat(mill.queue(dia)).anyMatch(task -> task.instance().equals(run.id()));
        Mill.as(eva, () -> mill.tasks().act(offered.id(), new TaskAction.Claim()));
        mill.yes(eva, run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");

        FlowInstance ofHead = mill.submit(ann, "name", "Leave");
        assertThat(open(ofHead)).containsExactly("Cem");

        mill.publish(mill.submitted(mill.approve("Head", head.withNobody(Nobody.REFUSE))));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> mill.submit(dia, "name", "Leave"))
                .satisfies(e -> assertThat(e.code()).isEqualTo("flow.error.nobody"));
        mill.publish(mill.submitted(mill.approve("Head", head.withNobody(Nobody.PASS))));
        assertThat(mill.outcome(mill.submit(dia, "name", "Leave"))).isEqualTo("accepted");
        mill.publish(mill.submitted(mill.approve("Head", head)));
        FlowInstance owner = mill.submit(dia, "name", "Leave");
        assertThat(mill.has(TestPeople.DANA, owner)).isTrue();

        mill.staff.substitutes.put(ann.id(), eva);
        mill.publish(mill.submitted(mill.approve("Head", Mill.by(ann))));
        FlowInstance away = mill.submit(bob, "name", "Leave");
        mill.staff.substitutes.clear();
        assertThat(mill.task(eva, away).standsInFor()).isEqualTo(Mill.ref(ann));
        mill.yes(eva, away);
        assertThat(mill.timeline(away))
                .anyMatch(entry ->
                        Mill.ref(eva).equals(entry.person()) && Mill.ref(ann).equals(entry.standsInFor()));
    }

    @Test
    void starterAmongThePeople() {
        mill.staff.heads.put("/Works/Line", cem);
        mill.publish(mill.submitted(mill.approve("Self", Mill.by(ann, dia).withStarter(StarterRule.PASS))));
        FlowInstance passes = mill.submit(ann, "name", "Order");
        assertThat(open(passes)).containsExactly("Dia");
        mill.publish(mill.submitted(mill.approve("Self", Mill.by(ann).withStarter(StarterRule.HEAD))));
        FlowInstance head = mill.submit(ann, "name", "Order");
        assertThat(open(head)).containsExactly("Cem");
        mill.publish(mill.submitted(mill.approve(
                "Self",
                new PeopleStep(
                        Mill.by(ann, dia).people(),
                        VotePolicy.ALL,
                        Nobody.OWNER,
                        StarterRule.ASK,
                        true,
                        Map.of(),
                        List.of(),
                        PeopleStep.Rejection.END,
                        null,
                        null))));
        FlowInstance eyes = mill.submit(ann, "name", "Order");
        assertThat(open(eyes)).containsExactly("Dia");
        assertThatExceptionOfType(dev.millwright.shared.NotAllowedException.class)
                .isThrownBy(() -> mill.act(dia, eyes, new TaskAction.Transfer("", Mill.ref(ann))));
    }

    @Test
    void staysInApprovalOnceAtATime() {
        mill.publish(mill.submitted(mill.approve("One", Mill.by(ann))));
        FlowInstance run = mill.submit(starter, "name", "Order");
        UUID record = java.util.Objects.requireNonNull(run.record());
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> Mill.as(
                        starter, () -> mill.runs().submit(Gate.ref(Mill.APP, "request"), record, null, Map.of())))
                .satisfies(e -> assertThat(e.code()).isEqualTo("flow.error.inApproval"));
        Mill.as(starter, () -> {
            mill.runs().withdraw(run.id(), "");
            return true;
        });
        assertThat(mill.outcome(run)).isEqualTo("cancelled");
        assertThat(open(run)).isEmpty();
        Mill.as(starter, () -> mill.runs().submit(Gate.ref(Mill.APP, "request"), record, null, Map.of()));
    }

    @Test
    void keepsARunOnItsVersion() {
        mill.publish(mill.submitted(mill.approve("Old", Mill.by(ann)), mill.approve("Gone", Mill.by(bob))));
        FlowInstance run = mill.submit(starter, "name", "Order");
        mill.publish(mill.submitted(mill.approve("New", Mill.by(cem))));
        mill.yes(ann, run);
        assertThat(mill.task(bob, run).step()).isEqualTo("Gone");
        assertThat(open(mill.submit(starter, "name", "Order"))).containsExactly("Cem");
    }

    private record Known(List<PeopleSource> people) {}

    @Test
    void boxesAndCounts() {
        mill.publish(mill.submitted(
                mill.approve("One", Mill.by(ann)),
                mill.node("copy", "Know", new Known(Mill.by(dia).people()))));
        int before = Mill.as(dia, () -> mill.tasks().counts()).copies();
        FlowInstance run = mill.submit(starter, "name", "Drill ${1+41}");
        assertThat(mill.task(ann, run).title()).isEqualTo("Drill ${1+41}");
        mill.yes(ann, run);
        assertThat(Mill.as(dia, () -> mill.tasks().counts()).copies()).isEqualTo(before + 1);
        assertThat(Mill.as(dia, () -> mill.tasks().page(TaskBox.CC, TaskFilter.ALL, null, 10))
                        .tasks())
                .first()
                .satisfies(task -> assertThat(task.instance()).isEqualTo(run.id()));
        AtomicInteger pages = new AtomicInteger();
        String cursor = null;
        do {
            String at = cursor;
            var page = Mill.as(starter, () -> mill.tasks().page(TaskBox.STARTED, TaskFilter.ALL, at, 2));
            cursor = page.next();
            pages.incrementAndGet();
        } while (cursor != null);
        assertThat(pages.get()).isGreaterThan(1);
    }
}

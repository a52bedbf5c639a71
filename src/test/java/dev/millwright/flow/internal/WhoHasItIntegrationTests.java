package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Flows.NodeState;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.TaskBox;
import dev.millwright.flow.TaskEvent;
import dev.millwright.flow.Tasks.TaskDetail;
import dev.millwright.flow.Tasks.TaskFilter;
import dev.millwright.flow.Tasks.TaskPage;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.flow.VotePolicy;
import dev.millwright.identity.Person;
import dev.millwright.notice.Notice;
import dev.millwright.record.internal.Gate;
import dev.millwright.testing.TestPeople;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who asks somebody else first still has it, and who gave it to somebody is told. */
class WhoHasItIntegrationTests {

    private static final Person SAM = TestPeople.SAM;
    private static final Person MIA = TestPeople.MIA;

    private static Mill mill;
    private static Person li;
    private static Person wu;

    @BeforeAll
    static void start() {
        mill = new Mill(Gate.form("request", Gate.field("name", "text"), Gate.field("sum", "decimal")));
        li = mill.staff.hire("Li");
        wu = mill.staff.hire("Wu");
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    @BeforeEach
    void nothingTold() {
        mill.told.clear();
        mill.notices.clear();
        mill.staff.substitutes.clear();
    }

    private static FlowInstance run(NodeDefinition... nodes) {
        mill.publish(mill.submitted(nodes));
        return mill.submit(SAM, "name", "Drill");
    }

    private static TaskAction before(Person... people) {
        return new TaskAction.AddSigners(
                "Look at it first", List.of(people).stream().map(Mill::ref).toList(), true);
    }

    @Test
    void whoAddsASignerBeforeThemselvesFindsTheTaskWaitingForThem() {
        FlowInstance run = run(mill.approve("Boss", Mill.by(MIA)));
        int before = Mill.as(MIA, () -> mill.tasks().counts()).todo();
        mill.act(MIA, run, before(li, wu));

        FlowTask waiting = mill.in(MIA, TaskBox.TODO, run);
        assertThat(waiting.state()).isEqualTo(FlowTask.State.WAITING);
        assertThat(waiting.waitsFor()).containsExactly(Mill.ref(li), Mill.ref(wu));
        assertThat(Mill.as(MIA, () -> mill.tasks().counts()).todo())
                .as("it does not wait for them")
                .isEqualTo(before - 1);
        assertThat(Mill.as(
                        MIA,
                        () -> mill.tasks()
                                .ofRecord(Gate.ref(Mill.APP, "request"), Objects.requireNonNull(run.record()))))
                .extracting(FlowTask::id)
                .containsExactly(waiting.id());
        TaskDetail detail = Mill.as(MIA, () -> mill.tasks().get(waiting.id()));
        assertThat(detail.task().waitsFor()).hasSize(2);
        assertThat(detail.removable()).extracting(task -> task.person().name()).containsExactly("Li", "Wu");

        mill.yes(li, run);
        assertThat(mill.in(MIA, TaskBox.TODO, run).waitsFor()).containsExactly(Mill.ref(wu));
        mill.yes(wu, run);
        assertThat(mill.in(MIA, TaskBox.TODO, run))
                .satisfies(task -> assertThat(task.state()).isEqualTo(FlowTask.State.OPEN))
                .satisfies(task -> assertThat(task.waitsFor()).isEmpty());
    }

    @Test
    void soDoesWhoDelegatesIt() {
        FlowInstance run = run(mill.approve("Boss", Mill.by(MIA)));
        mill.act(MIA, run, new TaskAction.Delegate("You know more", Mill.ref(li)));
        assertThat(mill.in(MIA, TaskBox.TODO, run).waitsFor()).containsExactly(Mill.ref(li));
    }

    @Test
    void whoseTurnHasNotComeHasNothingToDo() {
        PeopleStep inTurn = Mill.by(MIA, li).withPolicy(Mill.mode(VotePolicy.Mode.SEQUENCE));
        FlowInstance run = run(mill.approve("Boss", inTurn));
        assertThat(mill.has(li, run)).isFalse();
        mill.act(MIA, run, before(wu));
        assertThat(mill.in(MIA, TaskBox.TODO, run).waitsFor()).containsExactly(Mill.ref(wu));
        assertThat(mill.box(li, TaskBox.TODO)).noneMatch(task -> task.instance().equals(run.id()));
    }

    @Test
    void pagesThroughWhatIsOpenAndWhatWaitsInOneOrder() {
        Person zhao = mill.staff.hire("Zhao");
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(zhao))));
        List<String> titles = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            mill.gate.itIs(Instant.parse("2026-03-02T01:00:00Z").plusSeconds(i));
            titles.add("Part " + i);
            FlowInstance run = mill.submit(SAM, "name", "Part " + i);
            if (i % 3 == 1) {
                mill.act(zhao, run, before(li));
            }
        }
        mill.gate.itIs(null);
        assertThat(paged(zhao, TaskFilter.Sort.OLDEST)).containsExactlyElementsOf(titles);
        assertThat(paged(zhao, TaskFilter.Sort.NEWEST)).containsExactlyElementsOf(titles.reversed());
        assertThat(paged(zhao, TaskFilter.Sort.DUE)).containsExactlyElementsOf(titles);
    }

    private static List<String> paged(Person person, TaskFilter.Sort sort) {
        TaskFilter filter = new TaskFilter("", "", "", false, sort);
        List<String> titles = new ArrayList<>();
        String cursor = null;
        do {
            String from = cursor;
            TaskPage page = Mill.as(person, () -> mill.tasks().page(TaskBox.TODO, filter, from, 2));
            page.tasks().stream().map(FlowTask::title).forEach(titles::add);
            cursor = page.next();
        } while (cursor != null);
        return titles;
    }

    @Test
    void whoGetsATaskOfSomebodyElseIsToldByWhomAndWhy() {
        FlowInstance run = run(mill.approve("Boss", Mill.by(MIA)));
        nothingTold();
        mill.act(MIA, run, new TaskAction.Transfer("I am on leave", Mill.ref(li)));

        assertThat(mill.told)
                .filteredOn(event -> event.person().equals(Mill.ref(li)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.kind()).isEqualTo(TaskEvent.Kind.GIVEN);
                    assertThat(event.by()).isEqualTo(Mill.ref(MIA));
                });
        assertThat(mill.notices)
                .filteredOn(notice -> notice.recipients().contains(li.id()))
                .singleElement()
                .satisfies(notice -> assertThat(words(notice))
                        .containsExactly(MIA.name() + " handed Drill over to you: Boss", "I am on leave"));
        FlowTask task = mill.task(li, run);
        assertThat(task.givenBy()).isEqualTo(Mill.ref(MIA));
        assertThat(task.note()).isEqualTo("I am on leave");
        TimelineEntry open = mill.timeline(run).stream()
                .filter(entry -> entry.kind().key().equals("open"))
                .findFirst()
                .orElseThrow();
        assertThat(mill.words(open)).isEqualTo("To do, handed over by " + MIA.name());
        assertThat(open.reason()).isEqualTo("I am on leave");
    }

    private static List<String> words(Notice notice) {
        List<String> words = new ArrayList<>(List.of(mill.words(notice.text())));
        notice.details().forEach(detail -> words.add(mill.words(detail)));
        return words;
    }

    @Test
    void soIsWhoGetsItFromAnAdministrator() {
        FlowInstance run = run(mill.approve("Boss", Mill.by(MIA)));
        FlowTask task = mill.task(MIA, run);
        Gate.run(TestPeople.DANA, () -> mill.runs().reassign(task.id(), Mill.ref(li), "Mia has left"));
        assertThat(mill.task(li, run).givenBy()).isEqualTo(Mill.ref(TestPeople.DANA));
        assertThat(mill.task(li, run).note()).isEqualTo("Mia has left");
    }

    @Test
    void thePathNamesForWhomSomebodyActs() {
        mill.staff.substitutes.put(MIA.id(), li);
        FlowInstance run = run(mill.approve("Boss", Mill.by(MIA)));
        NodeState boss = Mill.as(SAM, () -> mill.runs().path(run.id()))
                .values()
                .iterator()
                .next();
        assertThat(boss.people()).containsExactly(Mill.ref(li));
        assertThat(boss.standIns()).isEqualTo(Map.of(Mill.ref(li), Mill.ref(MIA)));
    }
}

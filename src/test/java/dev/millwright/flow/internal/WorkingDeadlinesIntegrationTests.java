package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.calendar.Calendars;
import dev.millwright.calendar.WorkTime;
import dev.millwright.flow.Deadline;
import dev.millwright.flow.Deadline.Act;
import dev.millwright.flow.Deadline.Counted;
import dev.millwright.flow.Deadline.Escalation;
import dev.millwright.flow.Deadline.Reminder;
import dev.millwright.flow.Deadline.Span;
import dev.millwright.flow.Deadline.Unit;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.PeopleSource;
import dev.millwright.identity.Person;
import dev.millwright.notice.Notice;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.BusinessTime;
import dev.millwright.testing.TestPeople;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WorkingDeadlinesIntegrationTests {

    private static final Span DAY = new Span(1, Unit.DAYS, false);

    private static Mill mill;
    private static WorkingDeadlines deadlines;

    @BeforeAll
    static void start() {
        mill = new Mill(Gate.form("request", Gate.field("name", "text"), Gate.field("sum", "decimal")));
        var context = mill.context;
        deadlines = new WorkingDeadlines(
                context.getBean(Timers.class),
                noCalendars(),
                context.getBean(PeopleFinder.class),
                mill.staff,
                context.getBean(RunRecords.class),
                context.getBean(BusinessTime.class));
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    private static Calendars noCalendars() {
        return (Calendars) Proxy.newProxyInstance(
                Calendars.class.getClassLoader(), new Class<?>[] {Calendars.class}, (self, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName() + " of " + WorkTime.class);
                });
    }

    private static FlowInstance submit(Person boss, List<Reminder> reminders, Escalation... escalations) {
        var due = new Deadline(DAY, "", reminders, List.of(escalations));
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(boss).withDue(due))));
        return mill.submit(TestPeople.SAM, "name", "Drill");
    }

    /** As when the moment has come. */
    private static void comes(FlowInstance run, String what) {
        Step open = mill.context.getBean(RunStore.class).openSteps(run.id()).getFirst();
        mill.course().timer(run.id(), open.id, (turn, step) -> deadlines.due(turn, step, what));
    }

    private static List<String> told(FlowInstance run, Person person) {
        return mill.notices.stream()
                .filter(notice -> notice.recipients().contains(person.id()))
                .filter(notice -> notice.link().contains(run.id().toString())
                        || notice.link().contains(mill.task(person, run).id().toString()))
                .map(Notice::kind)
                .toList();
    }

    @Test
    void remindsWithoutTakingTheTaskAway() {
        Person boss = mill.staff.hire("Reminded");
        FlowInstance run = submit(boss, List.of(new Reminder(DAY, Counted.AFTER_START, 2)));
        assertThat(told(run, boss)).containsExactly("flow.arrived");

        comes(run, "remind 0 1");

        assertThat(told(run, boss)).containsExactly("flow.arrived", "flow.urged");
        assertThat(mill.has(boss, run)).isTrue();
        // The second reminder follows the first.
        assertThat(mill.database()
                        .queryForObject(
                                "select count(*) from flowable.act_ru_timer_job where process_instance_id_ = ?",
                                Integer.class,
                                run.id().toString()))
                .isEqualTo(1);
        mill.yes(boss, run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");
        assertThat(mill.notices).noneMatch(notice -> notice.recipients().contains(boss.id()));
    }

    @Test
    void givesWhatNobodyAnsweredToTheHeadOnce() {
        Person head = mill.staff.hire("Head", "/Late");
        Person boss = mill.staff.hire("Absent", "/Late/Line");
        mill.staff.heads.put("/Late", head);
        FlowInstance run = submit(boss, List.of(), new Escalation(DAY, Counted.AFTER_START, Act.TO_HEAD, List.of()));

        comes(run, "escalate 0");

        assertThat(mill.has(boss, run)).isFalse();
        assertThat(mill.has(head, run)).isTrue();
        assertThat(mill.timeline(run)).extracting(entry -> entry.kind().key()).contains("note");
        mill.yes(head, run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    @Test
    void givesItToOthersOrAnswersForThem() {
        Person boss = mill.staff.hire("Silent");
        Person other = mill.staff.hire("Other");
        FlowInstance reassigned = submit(
                boss,
                List.of(),
                new Escalation(
                        DAY,
                        Counted.AFTER_START,
                        Act.REASSIGN,
                        List.of(new PeopleSource.Named(List.of(Mill.ref(other))))),
                new Escalation(DAY, Counted.AFTER_START, Act.REJECT, List.of()));
        comes(reassigned, "escalate 0");
        assertThat(mill.has(other, reassigned)).isTrue();
        assertThat(mill.has(boss, reassigned)).isFalse();

        comes(reassigned, "escalate 1");
        assertThat(mill.outcome(reassigned)).isEqualTo("rejected");
        assertThat(mill.has(other, reassigned)).isFalse();
    }

    @Test
    void passesWhatNobodyAnsweredInTime() {
        Person boss = mill.staff.hire("Slow");
        FlowInstance run = submit(boss, List.of(), new Escalation(DAY, Counted.AFTER_START, Act.APPROVE, List.of()));

        comes(run, "escalate 0");

        assertThat(mill.outcome(run)).isEqualTo("accepted");
        assertThat(mill.has(boss, run)).isFalse();
    }
}

package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.calendar.SpecialDay;
import dev.millwright.flow.Deadline;
import dev.millwright.flow.Deadline.Act;
import dev.millwright.flow.Deadline.Counted;
import dev.millwright.flow.Deadline.Escalation;
import dev.millwright.flow.Deadline.Reminder;
import dev.millwright.flow.Deadline.Span;
import dev.millwright.flow.Deadline.Unit;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.TaskAction;
import dev.millwright.identity.Person;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Label;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Flow 12 of those from real life: leave that the head answers in working time, with reminders, and the head's head after them. */
class LeaveInTimeIntegrationTests {

    private static final Instant FRIDAY = at("2027-03-05T17:00:00+08:00");
    private static final Instant MONDAY = at("2027-03-08T17:00:00+08:00");
    private static final Instant TUESDAY = at("2027-03-09T17:00:00+08:00");
    private static final Instant WEDNESDAY = at("2027-03-10T17:00:00+08:00");
    private static final Instant THURSDAY = at("2027-03-11T17:00:00+08:00");

    private static Mill mill;
    private static Person ann;
    private static Person bob;
    private static Person head;
    private static Person headsHead;

    @BeforeAll
    static void start() {
        mill = Mill.inTime(Gate.form("leave", Gate.field("name", "text")));
        ann = mill.staff.hire("Ann", "/Works/Line");
        bob = mill.staff.hire("Bob", "/Works/Line");
        head = mill.staff.hire("Head", "/Works/Line");
        headsHead = mill.staff.hire("Director", "/Works");
        mill.staff.heads.put("/Works/Line", head);
        mill.staff.heads.put("/Works", headsHead);
        Span day = new Span(1, Unit.DAYS, true);
        Span three = new Span(3, Unit.DAYS, true);
        Deadline due = new Deadline(
                three,
                "",
                List.of(new Reminder(day, Counted.AFTER_START, 2)),
                List.of(new Escalation(three, Counted.AFTER_START, Act.TO_HEAD, List.of())));
        mill.publish(mill.submitted(mill.approve(
                "Head",
                PeopleStep.EMPTY
                        .withPeople(List.of(new PeopleSource.StarterHead(1)))
                        .withDue(due))));
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    @BeforeEach
    void onFriday() {
        mill.gate.itIs(FRIDAY);
        mill.notices.clear();
    }

    @AfterEach
    void now() {
        mill.gate.itIs(null);
    }

    private static Instant at(String moment) {
        return OffsetDateTime.parse(moment).toInstant();
    }

    private static long reminders(Person person) {
        return mill.notices.stream()
                .filter(notice -> notice.kind().equals("flow.urged")
                        && notice.recipients().contains(person.id()))
                .count();
    }

    @Test
    void remindsOnMondayWhatCameOnFridayAndGoesToTheHeadsHeadOnWednesday() {
        FlowInstance run = mill.submit(ann, "name", "Leave");
        assertThat(mill.task(head, run).dueAt()).isEqualTo(WEDNESDAY);
        assertThat(mill.timers(run)).containsExactly(MONDAY, WEDNESDAY);
        mill.comes(run, MONDAY, "remind 0 1");
        assertThat(reminders(head)).isEqualTo(1);
        assertThat(mill.has(head, run)).isTrue();
        assertThat(mill.timers(run)).containsExactly(TUESDAY, WEDNESDAY);
        mill.comes(run, TUESDAY, "remind 0 2");
        assertThat(reminders(head)).isEqualTo(2);
        assertThat(mill.timers(run)).containsExactly(WEDNESDAY);
        mill.comes(run, WEDNESDAY, "escalate 0");
        assertThat(mill.has(head, run)).isFalse();
        assertThat(mill.has(headsHead, run)).isTrue();
        assertThat(mill.timers(run)).isEmpty();
        mill.yes(headsHead, run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    @Test
    void aHolidayMovesAll() {
        var usual = mill.calendar;
        mill.calendar =
                usual.withDay(LocalDate.of(2027, 3, 8), Optional.of(SpecialDay.holiday(Label.of("Holiday", "假日"))));
        try {
            FlowInstance run = mill.submit(ann, "name", "Leave");
            assertThat(mill.timers(run)).containsExactly(TUESDAY, THURSDAY);
        } finally {
            mill.calendar = usual;
        }
    }

    @Test
    void theClockGoesOnWhenItIsTransferred() {
        FlowInstance run = mill.submit(ann, "name", "Leave");
        mill.gate.itIs(MONDAY.minusSeconds(3600));
        mill.act(head, run, new TaskAction.Transfer("", Mill.ref(bob)));
        assertThat(mill.task(bob, run).dueAt()).isEqualTo(WEDNESDAY);
        assertThat(mill.timers(run)).containsExactly(MONDAY, WEDNESDAY);
    }

    @Test
    void theClockStartsAnewWhenItWasReturnedAndSubmittedAgain() {
        FlowInstance run = mill.submit(ann, "name", "Leave");
        mill.act(head, run, new TaskAction.Return("Which days?", null, false));
        assertThat(mill.timers(run)).isEmpty();
        mill.gate.itIs(MONDAY);
        mill.yes(ann, run);
        assertThat(mill.task(head, run).dueAt()).isEqualTo(THURSDAY);
        assertThat(mill.timers(run)).containsExactly(TUESDAY, THURSDAY);
    }

    @Test
    void whatIsDoneInTimeRemindsNobody() {
        FlowInstance run = mill.submit(ann, "name", "Leave");
        mill.yes(head, run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");
        assertThat(mill.timers(run)).isEmpty();
        assertThat(reminders(head)).isZero();
    }
}

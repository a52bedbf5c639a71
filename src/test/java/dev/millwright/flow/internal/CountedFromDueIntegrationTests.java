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
import dev.millwright.flow.TimelineEntry;
import dev.millwright.identity.Person;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Label;
import dev.millwright.testing.TestTexts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reminders and escalations that are counted from when a step is due, in working time and as the clock runs. */
class CountedFromDueIntegrationTests {

    private static final Instant FRIDAY = at("2027-03-05T17:00:00+08:00");
    private static final Span DAY = new Span(1, Unit.DAYS, true);
    private static final Span TWO_HOURS = new Span(2, Unit.HOURS, false);

    private static Mill mill;
    private static Person ann;
    private static Person head;
    private static Person headsHead;

    @BeforeAll
    static void start() {
        mill = Mill.inTime(Gate.form("leave", Gate.field("name", "text"), Gate.field("needed", "date")));
        ann = mill.staff.hire("Ann", "/Works/Line");
        head = mill.staff.hire("Head", "/Works/Line");
        headsHead = mill.staff.hire("Director", "/Works");
        mill.staff.heads.put("/Works/Line", head);
        mill.staff.heads.put("/Works", headsHead);
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

    private static void publish(Deadline due) {
        mill.publish(mill.submitted(mill.approve(
                "Head",
                PeopleStep.EMPTY
                        .withPeople(List.of(new PeopleSource.StarterHead(1)))
                        .withDue(due))));
    }

    private static Deadline byField(List<Reminder> reminders, Escalation... escalations) {
        return new Deadline(null, "needed", reminders, List.of(escalations));
    }

    private static FlowInstance submitNeededOn(String day) {
        return mill.submit(ann, "name", "Leave", "needed", LocalDate.parse(day));
    }

    private static List<String> notes(FlowInstance run, Locale locale) {
        return mill.timeline(run).stream()
                .filter(entry -> entry.kind() == TimelineEntry.Kind.NOTE)
                .map(entry -> TestTexts.all().text(locale, entry.text()))
                .toList();
    }

    private static List<String> ahead(FlowInstance run, Locale locale) {
        return mill.timeline(run).stream()
                .filter(entry -> entry.kind() == TimelineEntry.Kind.EXPECTED)
                .map(entry -> TestTexts.all().text(locale, entry.text()))
                .toList();
    }

    private static long urged() {
        return mill.notices.stream()
                .filter(notice -> notice.kind().equals("flow.urged"))
                .count();
    }

    @Test
    void remindsBeforeItIsDueAndHandsOnAfterwards() {
        publish(new Deadline(
                new Span(3, Unit.DAYS, true),
                "",
                List.of(new Reminder(DAY, Counted.BEFORE_DUE, 2)),
                List.of(new Escalation(TWO_HOURS, Counted.AFTER_DUE, Act.TO_HEAD, List.of()))));
        FlowInstance run = mill.submit(ann, "name", "Leave");
        Instant monday = at("2027-03-08T17:00:00+08:00");
        Instant tuesday = at("2027-03-09T17:00:00+08:00");
        Instant late = at("2027-03-10T19:00:00+08:00");
        assertThat(mill.task(head, run).dueAt()).isEqualTo(at("2027-03-10T17:00:00+08:00"));
        assertThat(mill.timers(run)).containsExactly(monday, late);
        assertThat(ahead(run, Locale.ENGLISH))
                .containsExactly(
                        "Reminder 2 working days before the due time",
                        "If nobody answers 2 hours after the due time: the head gets it");
        assertThat(mill.timeline(run))
                .filteredOn(entry -> entry.kind() == TimelineEntry.Kind.EXPECTED)
                .extracting(TimelineEntry::planned)
                .containsExactly(monday, late);
        assertThat(ahead(run, Locale.CHINESE)).containsExactly("到期前 2 个工作日提醒", "到期后 2 小时仍无人处理：转交给其主管");

        mill.comes(run, monday, "remind 0 1");
        assertThat(mill.timers(run)).containsExactly(tuesday, late);
        mill.comes(run, tuesday, "remind 0 2");
        assertThat(urged()).isEqualTo(2);
        assertThat(mill.timers(run)).containsExactly(late);
        mill.comes(run, late, "escalate 0");
        assertThat(mill.has(head, run)).isFalse();
        assertThat(mill.has(headsHead, run)).isTrue();
        assertThat(notes(run, Locale.ENGLISH))
                .containsExactly(
                        "Reminded Head 2 working days before the due time",
                        "Reminded Head 1 working day before the due time",
                        "Not answered 2 hours after the due time: Director has it instead of Head");
        assertThat(notes(run, Locale.CHINESE)).last().isEqualTo("到期后 2 小时仍未处理：由 Director 代替 Head 处理");
        assertThat(ahead(run, Locale.ENGLISH)).isEmpty();
    }

    @Test
    void holidaysBeforeTheDayOfTheRecordMoveTheReminder() {
        publish(byField(List.of(new Reminder(DAY, Counted.BEFORE_DUE, 1))));
        FlowInstance run = submitNeededOn("2027-03-11");
        // Due at the end of Thursday; work was last done then at six.
        assertThat(mill.timers(run)).containsExactly(at("2027-03-10T18:00:00+08:00"));
        var usual = mill.calendar;
        mill.calendar =
                usual.withDay(LocalDate.of(2027, 3, 10), Optional.of(SpecialDay.holiday(Label.of("Holiday", "假日"))));
        try {
            assertThat(mill.timers(submitNeededOn("2027-03-11"))).containsExactly(at("2027-03-09T18:00:00+08:00"));
        } finally {
            mill.calendar = usual;
        }
    }

    @Test
    void saysWhenThereIsNoDueDateToCountFrom() {
        publish(byField(List.of(new Reminder(DAY, Counted.BEFORE_DUE, 1), new Reminder(DAY, Counted.AFTER_START, 1))));
        FlowInstance run = mill.submit(ann, "name", "Leave");
        assertThat(mill.timers(run)).containsExactly(at("2027-03-08T17:00:00+08:00"));
        assertThat(notes(run, Locale.ENGLISH))
                .containsExactly("There is no due date, so that nothing comes which is counted from it");
    }

    @Test
    void whatWasOverBeforeItBeganIsCaughtUpWithOnceAndAnswersForNobody() {
        publish(byField(
                List.of(new Reminder(DAY, Counted.BEFORE_DUE, 3)),
                new Escalation(DAY, Counted.BEFORE_DUE, Act.TELL, List.of()),
                new Escalation(TWO_HOURS, Counted.AFTER_DUE, Act.TO_HEAD, List.of()),
                new Escalation(DAY, Counted.AFTER_DUE, Act.APPROVE, List.of())));
        FlowInstance run = submitNeededOn("2027-02-26");
        assertThat(mill.timers(run)).containsExactly(FRIDAY);
        assertThat(mill.has(head, run)).isTrue();
        assertThat(notes(run, Locale.ENGLISH))
                .containsExactly(
                        "Left out, its time was over when the step began: 1 working day before the due time, people are told",
                        "Left out, its time was over when the step began: 1 working day after the due time, it is approved");
        mill.comes(run, FRIDAY, "escalate 1");
        assertThat(mill.has(headsHead, run)).isTrue();
        assertThat(urged()).isZero();
    }
}

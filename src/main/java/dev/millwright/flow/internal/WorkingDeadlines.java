package dev.millwright.flow.internal;

import dev.millwright.calendar.Calendars;
import dev.millwright.calendar.NoWorkingTimeException;
import dev.millwright.calendar.WorkTime;
import dev.millwright.field.Parted;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.Deadline;
import dev.millwright.flow.Deadline.Counted;
import dev.millwright.flow.Deadline.Escalation;
import dev.millwright.flow.Deadline.Reminder;
import dev.millwright.flow.Deadline.Span;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.TaskEvent;
import dev.millwright.flow.internal.FlowChart.Placed;
import dev.millwright.flow.internal.Item.Part;
import dev.millwright.flow.spi.FlowWords;
import dev.millwright.identity.Person;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Problems;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Due times, reminders and escalations, counted from the moment at which a step was reached or from its due date: in the working time of
 * the flow's calendar or as the clock runs. Who has the step meanwhile makes no difference; a step that is reached again begins anew.
 *
 * <p>What would have come before the step was reached: reminders do not come; of the escalations that tell people or hand the step on, the
 * latest comes at once; none answers instead of people who had no time to.
 */
@Component
class WorkingDeadlines implements Deadlines, Timers.Purpose {

    private static final String REMINDER = "remind";
    private static final String ESCALATION = "escalate";

    private final Timers timers;
    private final Calendars calendars;
    private final PeopleFinder people;
    private final Directory directory;
    private final RunRecords records;
    private final BusinessTime time;

    WorkingDeadlines(
            Timers timers,
            Calendars calendars,
            PeopleFinder people,
            Directory directory,
            RunRecords records,
            BusinessTime time) {
        this.timers = timers;
        this.calendars = calendars;
        this.people = people;
        this.directory = directory;
        this.records = records;
        this.time = time;
    }

    @Override
    public String key() {
        return "deadline";
    }

    // --- When ---

    @Override
    public @Nullable Instant dueAt(Turn turn, @Nullable Deadline says) {
        if (says == null) {
            return null;
        }
        Span span = says.span();
        if (span != null) {
            return after(span, 1, turn.now(), turn).orElse(null);
        }
        return says.field().isEmpty() ? null : inField(turn.run(), says.field());
    }

    /** A date is due at its end. */
    private @Nullable Instant inField(Run run, String field) {
        if (run.form == null || run.record == null) {
            return null;
        }
        Object value = Parted.plain(records.get(run.form, run.record).values().get(field));
        return switch (value) {
            case LocalDate day -> day.plusDays(1).atStartOfDay(time.zone()).toInstant();
            case Instant moment -> moment;
            case null, default -> null;
        };
    }

    /** Nothing when the calendar has too little working time to get there. */
    private Optional<Instant> after(Span span, int times, Instant from, Turn turn) {
        try {
            return Optional.of(span.after(from, times, work(turn), time.zone()));
        } catch (NoWorkingTimeException e) {
            return Optional.empty();
        }
    }

    private Supplier<WorkTime> work(Turn turn) {
        return work(turn.chart().flow());
    }

    private Supplier<WorkTime> work(FlowDefinition flow) {
        return () -> calendars.workTime(flow.settings().calendar());
    }

    @Override
    public List<Planned> planned(FlowDefinition flow, Step step, Deadline says) {
        List<Planned> planned = new ArrayList<>();
        for (Reminder reminder : says.reminders()) {
            for (int i = 1; i <= reminder.times(); i++) {
                int number = i;
                Optional<Planned> next = ahead(
                        () -> reminder.moment(number, step.openedAt, step.dueAt, work(flow), time.zone()),
                        "flow.event.reminder",
                        FlowWords.moment(reminder, number));
                if (next.isPresent()) {
                    planned.add(next.get());
                    break;
                }
            }
        }
        for (Escalation escalation : says.escalations()) {
            ahead(
                            () -> escalation.moment(step.openedAt, step.dueAt, work(flow), time.zone()),
                            "flow.event.escalation",
                            FlowWords.moment(escalation.after(), escalation.counted()),
                            FlowWords.act(escalation.act()))
                    .ifPresent(planned::add);
        }
        planned.sort(Comparator.comparing(Planned::at));
        return planned;
    }

    private Optional<Planned> ahead(Supplier<@Nullable Instant> moment, String code, Object... words) {
        try {
            Instant at = moment.get();
            if (at == null || !at.isAfter(time.now())) {
                return Optional.empty();
            }
            return Optional.of(new Planned(at, Phrase.of(code, words)));
        } catch (NoWorkingTimeException tooFar) {
            return Optional.empty();
        }
    }

    @Override
    public void opened(Turn turn, Step step, @Nullable Deadline says) {
        if (says == null) {
            return;
        }
        boolean tooFar = says.span() != null && step.dueAt == null;
        if (step.dueAt == null && says.countsFromDue()) {
            turn.note(step, "flow.event.noDueDate");
        }
        for (int i = 0; i < says.reminders().size(); i++) {
            tooFar |= !remindNext(turn, step, says.reminders().get(i), i, 1);
        }
        Map<Integer, Instant> missed = new HashMap<>();
        for (int i = 0; i < says.escalations().size(); i++) {
            Escalation escalation = says.escalations().get(i);
            try {
                Instant at = escalation.moment(step.openedAt, step.dueAt, work(turn), time.zone());
                if (at == null) {
                    continue;
                }
                // Whatever is counted from the beginning lies behind no step that begins.
                if (escalation.counted() == Counted.AFTER_START || at.isAfter(turn.now())) {
                    timers.at(at, turn, step, this, ESCALATION + " " + i);
                } else {
                    missed.put(i, at);
                }
            } catch (NoWorkingTimeException e) {
                tooFar = true;
            }
        }
        atOnce(turn, step, says, missed);
        if (tooFar) {
            turn.note(step, "flow.event.noWorkingTime");
        }
    }

    /** Of the escalations whose time is over as the step begins, the latest happens now, unless it would answer for people. */
    private void atOnce(Turn turn, Step step, Deadline says, Map<Integer, Instant> missed) {
        Integer latest = missed.entrySet().stream()
                .filter(one -> !says.escalations().get(one.getKey()).act().isAnswer())
                .max(Map.Entry.<Integer, Instant>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(null);
        if (latest != null) {
            timers.at(turn.now(), turn, step, this, ESCALATION + " " + latest);
        }
        missed.keySet().stream().filter(index -> !index.equals(latest)).sorted().forEach(index -> {
            Escalation left = says.escalations().get(index);
            turn.note(
                    step,
                    "flow.event.leftOut",
                    FlowWords.moment(left.after(), left.counted()),
                    FlowWords.act(left.act()));
        });
    }

    /** Sets the timer of the next reminder that does not lie in the past; false when the calendar does not reach that far. */
    private boolean remindNext(Turn turn, Step step, Reminder reminder, int index, int first) {
        for (int i = first; i <= reminder.times(); i++) {
            try {
                Instant at = reminder.moment(i, step.openedAt, step.dueAt, work(turn), time.zone());
                if (at == null) {
                    return true;
                }
                if (at.isAfter(turn.now())) {
                    timers.at(at, turn, step, this, REMINDER + " " + index + " " + i);
                    return true;
                }
            } catch (NoWorkingTimeException e) {
                return false;
            }
        }
        return true;
    }

    // --- What ---

    @Override
    public void due(Turn turn, Step step, String detail) {
        if (turn.run().state == FlowInstance.State.SUSPENDED) {
            timers.at(turn.now().plus(Timers.WHILE_HELD), turn, step, this, detail);
            return;
        }
        Deadline says = turn.chart()
                .find(step.node)
                .flatMap(Placed::people)
                .map(PeopleStep::due)
                .orElse(null);
        if (says == null) {
            return;
        }
        List<String> words = List.of(detail.split(" "));
        int index = Integer.parseInt(words.get(1));
        if (words.getFirst().equals(REMINDER)) {
            Reminder reminder = says.reminders().get(index);
            remind(turn, step, reminder, Integer.parseInt(words.get(2)));
            remindNext(turn, step, reminder, index, Integer.parseInt(words.get(2)) + 1);
        } else {
            escalate(turn, step, says.escalations().get(index));
        }
    }

    private static List<Item> awaited(Step step) {
        return step.items.stream()
                .filter(item -> item.state == Item.State.OPEN || item.state == Item.State.CLAIMABLE)
                .toList();
    }

    private static void remind(Turn turn, Step step, Reminder reminder, int number) {
        List<Item> awaited = awaited(step);
        awaited.forEach(item -> turn.tell(TaskEvent.Kind.URGED, item, null, ""));
        turn.note(
                step,
                "flow.event.remindedAt",
                names(awaited.stream().map(item -> item.person).toList()),
                FlowWords.moment(reminder, number));
    }

    private void escalate(Turn turn, Step step, Escalation escalation) {
        Phrase moment = FlowWords.moment(escalation.after(), escalation.counted());
        switch (escalation.act()) {
            case TELL -> tell(turn, step, escalation.people(), moment);
            case TO_HEAD -> toHead(turn, step, moment);
            case REASSIGN -> reassign(turn, step, escalation.people(), moment);
            case APPROVE -> approve(turn, step, moment);
            case REJECT -> turn.decide(step, false, "flow.event.rejectedAt", moment);
            case RETURN -> {
                turn.note(step, "flow.event.returnedAt", moment);
                turn.back(turn.chart().flow().id(), step, false, "", null, true);
            }
        }
    }

    /** A yes asks for what the step demands and for the record's rules, whoever says it. */
    private static void approve(Turn turn, Step step, Phrase moment) {
        Problems wrong = turn.wrong(step);
        if (!wrong.hasErrors()) {
            turn.decide(step, true, "flow.event.approvedAt", moment);
            return;
        }
        List<Phrase> words = Failures.phrases(wrong);
        turn.note(step, "flow.event.notPassedInTime", words);
        for (Person owner : turn.owners()) {
            turn.tell(
                    TaskEvent.Kind.FAILED,
                    null,
                    step.node,
                    PeopleFinder.ref(owner),
                    null,
                    "",
                    Phrase.of("flow.failure.words", words));
        }
    }

    /** Those who are named, else the heads of those who have the step. */
    private void tell(Turn turn, Step step, List<PeopleSource> sources, Phrase moment) {
        List<PersonRef> told = sources.isEmpty()
                ? awaited(step).stream()
                        .flatMap(item -> head(item, turn.now()).stream())
                        .map(PeopleFinder::ref)
                        .distinct()
                        .toList()
                : people.find(turn.run(), sources, step.node).stream()
                        .map(PeopleFinder::ref)
                        .toList();
        turn.noteLeft(sources, step.node, step.id);
        Item late = awaited(step).stream().findFirst().orElse(null);
        for (PersonRef person : told) {
            turn.tell(
                    TaskEvent.Kind.OVERDUE,
                    late == null ? null : late.id,
                    step.node,
                    person,
                    null,
                    "",
                    Phrase.of("flow.event.unanswered", moment));
        }
        turn.note(step, told.isEmpty() ? "flow.event.nobodyToTellAt" : "flow.event.escalatedAt", names(told), moment);
    }

    private Optional<Person> head(Item item, Instant now) {
        return people.find(item.personId())
                .flatMap(person -> directory.headsAbove(person.id(), person.departments(), 1).stream()
                        .findFirst())
                .map(head -> directory.substitute(head.id(), now).orElse(head));
    }

    private void toHead(Turn turn, Step step, Phrase moment) {
        for (Item item : seats(step)) {
            Optional<Person> head = head(item, turn.now());
            if (head.isEmpty()) {
                turn.note(step, "flow.event.noHeadAt", item.person.name(), moment);
            } else if (has(step, head.get()) || breaksFourEyes(turn, step, head.get())) {
                turn.note(step, "flow.event.hasOwnTask", head.get().name());
            } else {
                turn.note(
                        step,
                        "flow.event.toHeadAt",
                        item.person.name(),
                        head.get().name(),
                        moment);
                Acts.give(turn, item, step, PeopleFinder.ref(head.get()), null, item.note);
            }
        }
    }

    private void reassign(Turn turn, Step step, List<PeopleSource> sources, Phrase moment) {
        List<Person> others = people.find(turn.run(), sources, step.node).stream()
                .filter(person -> !has(step, person) && !breaksFourEyes(turn, step, person))
                .toList();
        turn.noteLeft(sources, step.node, step.id);
        if (others.isEmpty()) {
            turn.note(step, "flow.event.nobodyToReassignAt", moment);
            return;
        }
        List<Item> seats = seats(step);
        for (int i = 0; i < Math.min(seats.size(), others.size()); i++) {
            Acts.give(turn, seats.get(i), step, PeopleFinder.ref(others.get(i)), null, seats.get(i).note);
        }
        for (int i = others.size(); i < seats.size(); i++) {
            Item left = seats.get(i);
            left.become(Item.State.REMOVED);
            left.doneAt = turn.now();
            turn.tell(TaskEvent.Kind.CLOSED, left, null, "");
        }
        for (int i = seats.size(); i < others.size(); i++) {
            step.items.add(Item.fresh(
                    step,
                    PeopleFinder.ref(others.get(i)),
                    null,
                    Part.SEAT,
                    null,
                    step.items.size(),
                    false,
                    step.note,
                    turn.now()));
        }
        new Ballot(step.items, turn.policy(step)).callUp();
        turn.note(
                step,
                "flow.event.reassignedAt",
                names(others.stream().map(PeopleFinder::ref).toList()),
                moment);
    }

    private static List<Item> seats(Step step) {
        return new ArrayList<>(step.items.stream()
                .filter(item -> item.part == Part.SEAT && item.state.isLiving())
                .toList());
    }

    private static boolean has(Step step, Person person) {
        return step.items.stream().anyMatch(item -> item.isOf(person.id()) && item.state.isLiving());
    }

    private static boolean breaksFourEyes(Turn turn, Step step, Person person) {
        return Objects.equals(turn.run().starter.id(), person.id())
                && turn.chart()
                        .find(step.node)
                        .flatMap(Placed::people)
                        .map(PeopleStep::fourEyes)
                        .orElse(false);
    }

    private static List<Object> names(List<PersonRef> people) {
        return people.stream().<Object>map(PersonRef::name).toList();
    }
}

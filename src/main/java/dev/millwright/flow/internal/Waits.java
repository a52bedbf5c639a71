package dev.millwright.flow.internal;

import dev.millwright.field.Parted;
import dev.millwright.flow.Deadline;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.flow.internal.FlowChart.Placed;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeBehaviour.Call.Otherwise;
import dev.millwright.flow.spi.WaitFor;
import dev.millwright.record.RecordData;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.NotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Runs that stand still: until a moment, until something is true of their record, or until the runs that they called have ended. */
@Component
class Waits implements Timers.Purpose {

    /** What is true without anybody writing the record, such as a day that came, is found by then. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(30);

    private final Timers timers;
    private final RunRecords records;
    private final Deadlines deadlines;
    private final DueStore store;
    private final RunStore runs;
    private final BusinessTime time;
    private final ObjectProvider<Works> works;

    Waits(
            Timers timers,
            RunRecords records,
            Deadlines deadlines,
            DueStore store,
            RunStore runs,
            BusinessTime time,
            ObjectProvider<Works> works) {
        this.timers = timers;
        this.records = records;
        this.deadlines = deadlines;
        this.store = store;
        this.runs = runs;
        this.time = time;
        this.works = works;
    }

    @Override
    public String key() {
        return "wait";
    }

    /** A token stands at a node that waits. */
    void reached(Turn turn, ExecutionEntity token, Placed placed, WaitFor until) {
        try {
            Optional<Instant> next = works.getObject().tried(() -> next(turn, until));
            if (next.isEmpty()) {
                Tokens.leave(token);
                return;
            }
            Step step = turn.stand(token, placed.id(), Step.Kind.WAIT);
            if (until instanceof WaitFor.Field(String field, int days)
                    && moment(turn, field, days).isEmpty()) {
                turn.note(step, "flow.event.waitsForDate", records.label(turn.run(), field));
            }
            timers.at(next.get(), turn, step, this, "");
        } catch (NotFoundException e) {
            gone(turn, placed.id());
        }
    }

    /** Without its record there is nothing that could come true any more. */
    private static void gone(Turn turn, UUID node) {
        turn.happened(TimelineEntry.Kind.NOTE, node, null, null, null, "flow.event.recordGone", List.of(), "");
        turn.end("cancelled");
    }

    /** When to look again; nothing when the run may go on now. Nobody changes the record between this look and the wait that follows. */
    private Optional<Instant> next(Turn turn, WaitFor until) {
        return switch (until) {
            case WaitFor.Time(Deadline.Span span) ->
                Optional.ofNullable(deadlines.dueAt(turn, new Deadline(span, "", List.of(), List.of())))
                        .or(() -> Optional.of(turn.now().plus(length(span))))
                        .filter(moment -> moment.isAfter(turn.now()));
            case WaitFor.Field(String field, int days) -> {
                hold(turn);
                // An empty field is a moment that nobody knows yet; who fills it wakes the run.
                yield Optional.of(moment(turn, field, days)
                                .orElseGet(() -> turn.now().plus(LOOK_AGAIN)))
                        .filter(moment -> moment.isAfter(turn.now()));
            }
            case WaitFor.Holds(String condition) -> {
                hold(turn);
                yield holds(turn, condition)
                        ? Optional.empty()
                        : Optional.of(turn.now().plus(LOOK_AGAIN));
            }
        };
    }

    /**
     * Who writes the record at the same moment does so before, and is seen, or after, and then finds the wait.
     *
     * @throws NotFoundException when the record is not there any more
     */
    private void hold(Turn turn) {
        Run run = turn.run();
        if (run.form == null || run.record == null) {
            throw new ConflictException("flow.node.error.noRecord");
        }
        try {
            records.lock(run.form, run.record, null);
        } catch (ConflictException e) {
            throw e.code().equals("record.error.deleted") ? new NotFoundException(run.title) : e;
        }
    }

    /** As the clock runs, where no calendar says more. */
    private static Duration length(Deadline.Span span) {
        return switch (span.unit()) {
            case MINUTES -> Duration.ofMinutes(span.amount());
            case HOURS -> Duration.ofHours(span.amount());
            case DAYS -> Duration.ofDays(span.amount());
        };
    }

    /** Nothing for an empty field. */
    private Optional<Instant> moment(Turn turn, String field, int days) {
        Run run = turn.run();
        RecordData record = records.get(Objects.requireNonNull(run.form), Objects.requireNonNull(run.record));
        return switch (Parted.plain(record.values().get(field))) {
            case LocalDate day ->
                Optional.of(day.plusDays(days).atStartOfDay(time.zone()).toInstant());
            case Instant moment -> Optional.of(moment.plus(Duration.ofDays(days)));
            case null, default -> Optional.empty();
        };
    }

    private boolean holds(Turn turn, String condition) {
        Run run = turn.run();
        return records.hold(
                        Objects.requireNonNull(run.form),
                        Objects.requireNonNull(run.record),
                        run.startedBy(),
                        List.of(condition))
                .getFirst();
    }

    @Override
    public void due(Turn turn, Step step, String detail) {
        if (turn.run().state == FlowInstance.State.SUSPENDED) {
            timers.at(turn.now().plus(Timers.WHILE_HELD), turn, step, this, "");
            return;
        }
        WaitFor until = until(turn, step).orElse(null);
        if (until == null || until instanceof WaitFor.Time) {
            go(turn, step);
        } else {
            look(turn, step, until);
        }
    }

    /** Something happened that may let the step go on. */
    void lookAgain(Turn turn, Step step) {
        if (turn.run().state == FlowInstance.State.SUSPENDED) {
            // It is looked at when the run may go on.
            return;
        }
        switch (step.kind) {
            case CALL -> look(turn, step);
            case WAIT -> {
                WaitFor until = until(turn, step).orElse(null);
                if (until != null && !(until instanceof WaitFor.Time)) {
                    look(turn, step, until);
                }
            }
            case APPROVE, FILL, WORK -> {
                // These wait for people or for their next try.
            }
        }
    }

    /** At those that the step waits for. */
    private void look(Turn turn, Step step) {
        List<RunStore.Ended> ended = runs.endedFor(turn.run().id, step.id);
        ended.stream().filter(one -> !one.isTold()).forEach(one -> turn.ended(step, one));
        boolean refused = ended.stream().anyMatch(one -> !one.ending().isAccepted());
        Otherwise otherwise = turn.chart()
                .find(step.node)
                .map(Placed::behaviour)
                .filter(NodeBehaviour.Call.class::isInstance)
                .map(behaviour -> ((NodeBehaviour.Call) behaviour).otherwise())
                .orElse(Otherwise.GO_ON);
        if (refused && otherwise == Otherwise.REJECT) {
            turn.end("rejected");
        } else if (!store.isCalling(step.id)) {
            if (refused && otherwise == Otherwise.ASK) {
                works.getObject().unaccepted(turn, step);
            } else {
                go(turn, step);
            }
        }
    }

    private void look(Turn turn, Step step, WaitFor until) {
        Optional<Instant> next;
        try {
            next = works.getObject().tried(() -> next(turn, until));
        } catch (NotFoundException e) {
            gone(turn, step.node);
            return;
        } catch (RuntimeException e) {
            // It fails again where it comes to the node, and is seen to there.
            turn.retry(step);
            return;
        }
        if (next.isEmpty()) {
            go(turn, step);
        } else {
            timers.instead(next.get(), turn, step, this, "");
        }
    }

    private static Optional<WaitFor> until(Turn turn, Step step) {
        return turn.chart()
                .find(step.node)
                .map(Placed::behaviour)
                .filter(NodeBehaviour.Wait.class::isInstance)
                .map(behaviour -> ((NodeBehaviour.Wait) behaviour).until());
    }

    private static void go(Turn turn, Step step) {
        step.close(Step.State.PASSED, turn.now());
        step.isChanged = true;
        turn.through(step);
    }
}

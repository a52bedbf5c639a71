package dev.millwright.flow.internal;

import dev.millwright.flow.Deadline;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.internal.FlowChart.Placed;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.WaitFor;
import dev.millwright.record.RecordData;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ConflictException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
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
    private final BusinessTime time;

    Waits(Timers timers, RunRecords records, Deadlines deadlines, DueStore store, BusinessTime time) {
        this.timers = timers;
        this.records = records;
        this.deadlines = deadlines;
        this.store = store;
        this.time = time;
    }

    @Override
    public String key() {
        return "wait";
    }

    /** A token stands at a node that waits. */
    void reached(Turn turn, ExecutionEntity token, Placed placed, WaitFor until) {
        Optional<Instant> next = next(turn, until);
        if (next.isEmpty()) {
            Tokens.leave(token);
            return;
        }
        Step step = turn.stand(token, placed.id(), Step.Kind.WAIT);
        timers.at(next.get(), turn, step, this, "");
    }

    /** When to look again; nothing when the run may go on now. */
    private Optional<Instant> next(Turn turn, WaitFor until) {
        return switch (until) {
            case WaitFor.Time(Deadline.Span span) ->
                Optional.ofNullable(deadlines.dueAt(turn, new Deadline(span, "", List.of(), List.of())))
                        .or(() -> Optional.of(turn.now().plus(length(span))))
                        .filter(moment -> moment.isAfter(turn.now()));
            case WaitFor.Field(String field, int days) ->
                moment(turn, field, days).filter(moment -> moment.isAfter(turn.now()));
            case WaitFor.Holds(String condition) ->
                holds(turn, condition)
                        ? Optional.empty()
                        : Optional.of(turn.now().plus(LOOK_AGAIN));
        };
    }

    /** As the clock runs, where no calendar says more. */
    private static Duration length(Deadline.Span span) {
        return switch (span.unit()) {
            case MINUTES -> Duration.ofMinutes(span.amount());
            case HOURS -> Duration.ofHours(span.amount());
            case DAYS -> Duration.ofDays(span.amount());
        };
    }

    private RecordData record(Turn turn) {
        Run run = turn.run();
        if (run.form == null || run.record == null) {
            throw new ConflictException("flow.node.error.noRecord");
        }
        return records.get(run.form, run.record);
    }

    /** Nothing for an empty field: then there is nothing to wait for. */
    private Optional<Instant> moment(Turn turn, String field, int days) {
        return switch (record(turn).values().get(field)) {
            case LocalDate day ->
                Optional.of(day.plusDays(days).atStartOfDay(time.zone()).toInstant());
            case Instant moment -> Optional.of(moment.plus(Duration.ofDays(days)));
            case null, default -> Optional.empty();
        };
    }

    private boolean holds(Turn turn, String condition) {
        Run run = turn.run();
        record(turn);
        return records.hold(Objects.requireNonNull(run.form), Objects.requireNonNull(run.record), List.of(condition))
                .getFirst();
    }

    @Override
    public void due(Turn turn, Step step, String detail) {
        if (turn.run().state == FlowInstance.State.SUSPENDED) {
            timers.at(turn.now().plus(Timers.WHILE_HELD), turn, step, this, "");
            return;
        }
        WaitFor until = until(turn, step).orElse(null);
        if (until instanceof WaitFor.Time) {
            go(turn, step);
            return;
        }
        Optional<Instant> next = until == null ? Optional.empty() : next(turn, until);
        if (next.isEmpty()) {
            go(turn, step);
        } else {
            timers.at(next.get(), turn, step, this, "");
        }
    }

    /** Something happened that may let the step go on. */
    void lookAgain(Turn turn, Step step) {
        if (turn.run().state == FlowInstance.State.SUSPENDED) {
            // It is looked at when the run may go on.
            return;
        }
        switch (step.kind) {
            case CALL -> {
                if (!store.isCalling(step.id)) {
                    go(turn, step);
                }
            }
            case WAIT -> {
                if (until(turn, step).orElse(null) instanceof WaitFor.Holds(String condition)
                        && holds(turn, condition)) {
                    go(turn, step);
                }
            }
            case APPROVE, FILL, WORK -> {
                // These wait for people or for their next try.
            }
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

package dev.millwright.flow.internal;

import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowTask.Result;
import dev.millwright.flow.internal.RunStore.Locked;
import dev.millwright.flow.internal.RunStore.Version;
import dev.millwright.identity.Person;
import dev.millwright.record.FormRef;
import dev.millwright.record.spi.RecordNews;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Moves runs: each {@link Turn} in one transaction that has the run for itself. */
@Component
class Course {

    /** How deep flows may call flows. */
    private static final int DEEPEST = 10;

    /** What turns work with. */
    @Component
    record Parts(
            RunStore store,
            Tokens tokens,
            PeopleFinder people,
            RunRecords records,
            Works works,
            StraightBack straightBack,
            Deadlines deadlines,
            FlowFields fields,
            BusinessTime time,
            RecordNews news,
            ApplicationEventPublisher events) {}

    private final Parts parts;
    private final TransactionTemplate transaction;

    Course(Parts parts, PlatformTransactionManager transactions) {
        this.parts = parts;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * A run to be begun.
     *
     * @param submitted whether its record is in approval until it ends
     * @param parent the run that calls it; null for none
     */
    record Order(
            Version version,
            String app,
            @Nullable FormRef form,
            @Nullable UUID record,
            String title,
            Person starter,
            boolean submitted,
            Map<UUID, List<PersonRef>> chosen,
            @Nullable Run parent,
            @Nullable UUID parentStep) {}

    FlowInstance begin(Order order) {
        int depth = order.parent() == null ? 0 : order.parent().depth + 1;
        if (depth > DEEPEST) {
            throw new ConflictException(
                    "flow.error.tooDeep", order.version().chart().flow().label(), DEEPEST);
        }
        try {
            return Objects.requireNonNull(transaction.execute(status -> {
                Version version = order.version();
                Run run = new Run(
                        Ids.next(),
                        version.id(),
                        version.app(),
                        order.app(),
                        version.flow(),
                        version.chart().flow().key(),
                        version.chart().flow().label(),
                        version.release(),
                        order.form(),
                        order.record(),
                        order.title(),
                        PeopleFinder.ref(order.starter()),
                        order.starter().departments(),
                        order.submitted(),
                        order.submitted() || version.chart().asksPeople(),
                        parts.time().now(),
                        Run.Memory.empty());
                run.memory.chosen().putAll(order.chosen());
                run.parent = order.parent() == null ? null : order.parent().id;
                run.parentStep = order.parentStep();
                run.depth = depth;
                Turn turn = new Turn(parts, run, version.chart(), List.of(), true);
                turn.take(() -> {
                    turn.begin(version.process());
                    return true;
                });
                return run.shown(
                        run.label,
                        run.isOver()
                                ? FlowInstance.Phase.ENDED
                                : version.chart().underWay());
            }));
        } catch (DuplicateKeyException e) {
            throw new ConflictException("flow.error.inApproval", order.title());
        }
    }

    /** Does something with a run that has not ended. */
    <T> T turn(UUID instance, Function<Turn, T> work) {
        return turn(instance, id -> parts.store().lock(id), work);
    }

    /** Does something with the run of somebody's part, likewise. */
    <T> T turnOf(UUID item, Function<Turn, T> work) {
        return turn(item, id -> parts.store().lockOf(id), work);
    }

    private <T> T turn(UUID id, Function<UUID, Optional<Locked>> lock, Function<Turn, T> work) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Turn turn = turn(lock.apply(id).orElseThrow(() -> new NotFoundException(id.toString())));
            return turn.take(() -> work.apply(turn));
        }));
    }

    private Turn turn(Locked locked) {
        return new Turn(
                parts, locked.run(), parts.store().version(locked.run().version).chart(), locked.open(), false);
    }

    /** A moment that a step waits for has come; nothing happens when the step is over. */
    void timer(UUID instance, UUID step, BiConsumer<Turn, Step> work) {
        transaction.executeWithoutResult(status -> parts.store()
                .lock(instance)
                .filter(locked -> !locked.run().isOver())
                .ifPresent(locked -> {
                    Turn turn = turn(locked);
                    turn.take(() -> {
                        turn.openStep(step).ifPresent(open -> work.accept(turn, open));
                        return true;
                    });
                }));
    }

    /** What may let the steps of a run go on has happened, or what it waits for has moved; nothing when the run has ended. */
    void lookAgain(UUID instance, BiConsumer<Turn, Step> work) {
        transaction.executeWithoutResult(status -> parts.store()
                .lock(instance)
                .filter(locked -> !locked.run().isOver())
                .ifPresent(locked -> {
                    Turn turn = turn(locked);
                    turn.looksAgain();
                    turn.take(() -> {
                        for (Step step : List.copyOf(turn.steps())) {
                            if (step.isOpen()) {
                                work.accept(turn, step);
                            }
                        }
                        return true;
                    });
                }));
    }

    /**
     * Whether somebody may take back what they said: it was the last that was said, and nobody has acted since.
     *
     * @param steps all of the run, oldest first
     */
    static boolean canTakeBack(Run run, FlowChart chart, List<Step> steps, Step step, UUID task) {
        Item item = step.item(task).orElse(null);
        if (item == null
                || item.state != Item.State.DONE
                || item.result != Result.APPROVED && item.result != Result.FILLED && item.result != Result.REJECTED
                || item.doneAt == null
                || step.kind == Step.Kind.WORK
                || run.state != FlowInstance.State.RUNNING) {
            return false;
        }
        Instant done = item.doneAt;
        boolean last = steps.stream()
                .flatMap(one -> one.items.stream())
                .noneMatch(one -> !one.id.equals(task)
                        && one.state == Item.State.DONE
                        && one.result != Result.AUTOMATIC
                        && one.doneAt != null
                        && one.doneAt.isAfter(done));
        if (step.isOpen()) {
            return last
                    && step.items.stream()
                            .noneMatch(one -> task.equals(one.parent) && one.state == Item.State.DONE
                                    || one.state.isLiving() && one.isOf(item.personId())
                                    || isAskedSince(one, done));
        }
        // A no of the step has led elsewhere already, unless it has a branch.
        return last
                && chart.wentOn(step)
                && steps.stream()
                        .filter(Step::isOpen)
                        .allMatch(one -> one.firstActAt == null && chart.isAtOrBehind(step.node, one.node)
                                || !chart.isAtOrBehind(step.node, one.node))
                && steps.stream().anyMatch(one -> one.isOpen() && chart.isAtOrBehind(step.node, one.node));
    }

    /** Whether anybody else has it now, here or in what it called: nobody urges themselves. */
    static boolean isWithOthers(UUID run, List<Step> steps, @Nullable String me, RunStore store) {
        boolean here = steps.stream()
                .filter(Step::isOpen)
                .flatMap(step -> step.items.stream())
                .anyMatch(item -> item.isAwaited() && !item.isOf(me));
        return here
                || steps.stream().anyMatch(step -> step.isOpen() && step.kind == Step.Kind.CALL)
                        && store.elsewhere(List.of(run)).stream()
                                .anyMatch(one -> !Objects.equals(one.person().id(), me));
    }

    /** Whether others were asked for by hand after the moment. */
    private static boolean isAskedSince(Item one, Instant moment) {
        return (one.part == Item.Part.DELEGATE || one.part == Item.Part.BEFORE) && one.arrivedAt.isAfter(moment);
    }
}

package dev.millwright.flow.internal;

import dev.millwright.field.PersonRef;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowTask.Result;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.Reasons;
import dev.millwright.flow.StepAction;
import dev.millwright.flow.StepButton;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.TaskEvent;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.flow.VotePolicy;
import dev.millwright.flow.internal.FlowChart.Placed;
import dev.millwright.flow.internal.Item.Part;
import dev.millwright.flow.internal.Item.State;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.StaleRecordException;
import dev.millwright.record.spi.FieldAccess;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people do with their parts of a step. */
@Component
class Acts {

    /** More people at a time than anybody picks by hand. */
    static final int MOST_PEOPLE = 100;

    private final PeopleFinder people;
    private final RunRecords records;

    Acts(PeopleFinder people, RunRecords records) {
        this.people = people;
        this.records = records;
    }

    /** Does it, as the person whose part it is. */
    void act(Turn turn, Item item, Step step, TaskAction action) {
        Reasons.checked(action.reason());
        requireReady(turn, item, step, action);
        requireReason(turn, step, action);
        requireSeen(turn, step, action);
        if (!(action instanceof TaskAction.Comment)
                && !(action instanceof TaskAction.Copy)
                && step.firstActAt == null) {
            step.firstActAt = turn.now();
            step.isChanged = true;
        }
        switch (action) {
            case TaskAction.Approve approve -> approve(turn, item, step, approve);
            case TaskAction.Reject reject -> reject(turn, item, step, reject);
            case TaskAction.Return back -> back(turn, item, step, back);
            case TaskAction.Transfer transfer -> transfer(turn, item, step, transfer);
            case TaskAction.Delegate delegate -> delegate(turn, item, step, delegate);
            case TaskAction.AddSigners add -> add(turn, item, step, add);
            case TaskAction.RemoveSigner remove -> remove(turn, item, step, remove);
            case TaskAction.Claim _ -> claim(turn, item, step);
            case TaskAction.Release release -> release(turn, item, step, release);
            case TaskAction.Copy copy -> copy(turn, item, step, copy);
            case TaskAction.Comment comment -> comment(turn, item, step, comment);
            case TaskAction.Retry retry -> retry(turn, item, step, retry);
        }
    }

    // --- What has to be so ---

    private static void requireReady(Turn turn, Item item, Step step, TaskAction action) {
        if (turn.run().isOver() || !step.isOpen() || item.state == State.CLOSED || item.state == State.REMOVED) {
            throw decided(turn, step);
        }
        if (turn.run().state == FlowInstance.State.SUSPENDED && !(action instanceof TaskAction.Comment)) {
            throw new ConflictException("flow.error.suspended");
        }
        if (!isOffered(step.kind, action)) {
            throw new NotAllowedException("flow.error.notOffered");
        }
        switch (action) {
            case TaskAction.Claim _ -> {
                if (item.state != State.CLAIMABLE) {
                    throw item.state == State.ASLEEP || item.state == State.DONE
                            ? decided(turn, step)
                            : new ConflictException("flow.error.notInPool");
                }
            }
            case TaskAction.Comment _, TaskAction.Copy _ -> {}
            case TaskAction.RemoveSigner _ -> {
                if (item.state == State.ASLEEP) {
                    throw decided(turn, step);
                }
            }
            case TaskAction.Approve _,
                    TaskAction.Reject _,
                    TaskAction.Return _,
                    TaskAction.Transfer _,
                    TaskAction.Delegate _,
                    TaskAction.AddSigners _,
                    TaskAction.Release _,
                    TaskAction.Retry _ -> {
                switch (item.state) {
                    case OPEN -> {}
                    case CLAIMABLE -> throw new ConflictException("flow.error.claimFirst");
                    case WAITING -> throw new ConflictException("flow.error.notYourTurn");
                    case ASLEEP, DONE, CLOSED, REMOVED, COPY -> throw decided(turn, step);
                }
            }
        }
    }

    /** Where work failed people let it be tried again and nothing else; that is all that is not for them elsewhere. */
    private static boolean isOffered(Step.Kind kind, TaskAction action) {
        return switch (action) {
            case TaskAction.Retry _ -> kind == Step.Kind.WORK;
            case TaskAction.Comment _, TaskAction.Copy _, TaskAction.Transfer _ -> true;
            case TaskAction.Approve _,
                    TaskAction.Reject _,
                    TaskAction.Return _,
                    TaskAction.Delegate _,
                    TaskAction.AddSigners _,
                    TaskAction.RemoveSigner _,
                    TaskAction.Claim _,
                    TaskAction.Release _ -> kind != Step.Kind.WORK;
        };
    }

    private static ConflictException decided(Turn turn, Step step) {
        boolean taken = step.isOpen()
                && turn.policy(step).mode() == VotePolicy.Mode.POOL
                && step.items.stream().anyMatch(item -> item.state == State.OPEN);
        return step.items.stream()
                .filter(item -> item.state == State.DONE || item.state == State.OPEN)
                .filter(item -> item.result != Result.AUTOMATIC)
                .max(Comparator.comparing(item -> Objects.requireNonNullElse(item.doneAt, turn.now())))
                .map(item -> new ConflictException(
                        taken ? "flow.error.claimedBy" : "flow.error.decidedBy", item.person.name()))
                .orElseGet(() -> new ConflictException("flow.error.decided"));
    }

    static ConflictException decided(Turn turn, @Nullable UUID step) {
        return turn.past().stream()
                .filter(one -> one.id.equals(step))
                .findFirst()
                .map(one -> decided(turn, one))
                .orElseGet(() -> new ConflictException("flow.error.decided"));
    }

    private static Optional<PeopleStep> says(Turn turn, Step step) {
        return turn.chart().find(step.node).flatMap(Placed::people);
    }

    private static void requireReason(Turn turn, Step step, TaskAction action) {
        StepAction kind = switch (action) {
            case TaskAction.Approve _ -> StepAction.APPROVE;
            case TaskAction.Reject _ -> StepAction.REJECT;
            case TaskAction.Return _ -> StepAction.RETURN;
            case TaskAction.Transfer _ -> StepAction.TRANSFER;
            case TaskAction.Delegate _ -> StepAction.DELEGATE;
            case TaskAction.AddSigners _, TaskAction.RemoveSigner _ -> StepAction.ADD_SIGNER;
            case TaskAction.Copy _ -> StepAction.CC;
            case TaskAction.Comment _ -> StepAction.COMMENT;
            case TaskAction.Claim _, TaskAction.Release _, TaskAction.Retry _ -> null;
        };
        if (kind == null) {
            return;
        }
        StepButton button = says(turn, step).stream()
                .flatMap(says -> says.buttons().stream())
                .filter(one -> one.action() == kind)
                .findFirst()
                .orElse(null);
        if (button == null) {
            return;
        }
        if (button.hidden()) {
            throw new NotAllowedException("flow.error.notOffered");
        }
        boolean needsReason = button.reason() && !(action instanceof TaskAction.RemoveSigner);
        if (needsReason && action.reason().isBlank()) {
            throw new InvalidException(Problems.of(Problem.error("flow.error.reason", "reason")));
        }
    }

    /** Nobody answers what they have not seen; from here on the record stays as it is until the answer is booked. */
    private void requireSeen(Turn turn, Step step, TaskAction action) {
        Run run = turn.run();
        Long version = action.version();
        if (version == null || run.form == null || run.record == null) {
            return;
        }
        try {
            records.lock(run.form, run.record, version);
        } catch (StaleRecordException e) {
            Map<String, FieldRight> fields = turn.chart().fields(step.node);
            throw new StaleRecordException(
                    RunRecords.without(
                            e.current(),
                            RunRecords.hidden(fields),
                            records.hidesTitle(run.form, fields) ? run.label : run.title),
                    0);
        }
    }

    // --- Answers ---

    private void approve(Turn turn, Item item, Step step, TaskAction.Approve approve) {
        PeopleStep says = says(turn, step).orElse(null);
        if (says != null
                && says.fourEyes()
                && item.isOf(Objects.requireNonNull(turn.run().starter.id()))) {
            throw new NotAllowedException("flow.error.fourEyes");
        }
        if (approve.asItWas()) {
            turn.leaveAsItWas();
        }
        turn.tellsBefore(step, approve.otherWay());
        write(turn, step, approve.values(), approve.lines());
        choose(turn, step, approve.chosen());
        boolean fills = step.kind == Step.Kind.FILL;
        item.answer(fills ? Result.FILLED : Result.APPROVED, turn.now());
        List<Object> changed = approve.values().isEmpty() && approve.lines().isEmpty()
                ? List.of()
                : List.of(Stream.concat(approve.values().keySet().stream(), approve.lines().keySet().stream())
                        .map(key -> records.label(turn.run(), key))
                        .toList());
        String code = fills ? "flow.event.filled" : "flow.event.approved";
        turn.happened(
                fills ? TimelineEntry.Kind.FILLED : TimelineEntry.Kind.APPROVED,
                step.node,
                step.id,
                item.person,
                item.standsInFor,
                changed.isEmpty() ? code : code + "Changed",
                changed,
                approve.reason());
        if (item.part == Part.DELEGATE) {
            backToDelegator(step, item, approve.reason());
        }
        turn.count(step, item, null, approve.reason());
    }

    private static void retry(Turn turn, Item item, Step step, TaskAction.Retry retry) {
        item.answer(Result.RETRIED, turn.now());
        turn.happened(
                TimelineEntry.Kind.RETRIED,
                step.node,
                step.id,
                item.person,
                item.standsInFor,
                "flow.event.retried",
                List.of(),
                retry.reason());
        turn.retry(step);
    }

    private void write(
            Turn turn, Step step, Map<String, @Nullable Object> values, Map<String, List<RecordChange>> lines) {
        Run run = turn.run();
        boolean atStart = turn.chart().isStart(step.node);
        Map<String, FieldRight> fields = turn.chart().fields(step.node);
        FieldRight others = turn.chart().others(step.node);
        if (!values.isEmpty() || !lines.isEmpty()) {
            List<Problem> problems = new ArrayList<>();
            if (run.record == null) {
                throw new NotAllowedException("flow.error.noRecord");
            }
            for (String key : Stream.concat(values.keySet().stream(), lines.keySet().stream())
                    .toList()) {
                if (!fields.getOrDefault(key, others).opens()) {
                    problems.add(Problem.error("flow.error.readOnly", key, records.label(run, key)));
                }
            }
            new Problems(problems).throwIfErrors();
            RecordData data = records.update(run, step.label, rights(fields, others), values, lines);
            // What the step does not show has no name in its eyes.
            run.title = records.hidesTitle(run.form, fields)
                    ? records.get(Objects.requireNonNull(run.form), run.record).title()
                    : data.title();
        }
        if (atStart && run.submitted) {
            records.problems(Objects.requireNonNull(run.form), Objects.requireNonNull(run.record), fields)
                    .throwIfErrors();
        } else {
            RunRecords.Held held = records.held(run, fields);
            held.missing().throwIfErrors();
            if (run.submitted) {
                turn.requireRules(held.refused());
            }
        }
    }

    private static FieldRights rights(Map<String, FieldRight> fields, FieldRight others) {
        Map<String, FieldAccess> named = new HashMap<>();
        fields.forEach((key, right) -> named.put(key, right.access()));
        return new FieldRights(named, others.access());
    }

    /** Keeps whom the handler chose for the next step that lets them. */
    private void choose(Turn turn, Step step, List<PersonRef> chosen) {
        if (!chosen.isEmpty()) {
            chosenLater(turn.chart(), step.node)
                    .forEach(node -> turn.run().memory.chosen().put(node, chosen));
        }
    }

    /** The next step after this one whose people are chosen by who handles the one before, if there is one. */
    static List<UUID> chosenLater(FlowChart chart, UUID step) {
        return chart.all().stream()
                .filter(placed -> !placed.id().equals(step)
                        && chart.isAtOrBehind(step, placed.id())
                        && placed.people().stream()
                                .flatMap(says -> says.people().stream())
                                .anyMatch(PeopleSource.ChosenBefore.class::isInstance))
                .map(Placed::id)
                .limit(1)
                .toList();
    }

    private void reject(Turn turn, Item item, Step step, TaskAction.Reject reject) {
        if (step.kind != Step.Kind.APPROVE) {
            throw new NotAllowedException("flow.error.notOffered");
        }
        PeopleStep says = says(turn, step).orElseThrow();
        if (says.rejection() == PeopleStep.Rejection.CHOSEN && reject.to() != null) {
            requireTarget(turn, step, reject.to());
        }
        item.answer(Result.REJECTED, turn.now());
        turn.happened(
                TimelineEntry.Kind.REJECTED,
                step.node,
                step.id,
                item.person,
                item.standsInFor,
                "flow.event.rejected",
                List.of(),
                reject.reason());
        if (item.part == Part.DELEGATE) {
            backToDelegator(step, item, reject.reason());
        }
        turn.count(step, item, reject.to(), reject.reason());
    }

    private static void backToDelegator(Step step, Item delegate, String reason) {
        step.item(Objects.requireNonNull(delegate.parent)).ifPresent(parent -> {
            parent.note = reason;
            parent.isChanged = true;
        });
    }

    private void back(Turn turn, Item item, Step step, TaskAction.Return back) {
        UUID to = back.to() == null ? turn.chart().flow().id() : back.to();
        requireTarget(turn, step, to);
        item.answer(Result.RETURNED, turn.now());
        turn.happened(
                TimelineEntry.Kind.RETURNED,
                step.node,
                step.id,
                item.person,
                item.standsInFor,
                back.straightBack() ? "flow.event.returnedStraight" : "flow.event.returned",
                List.of(label(turn, to)),
                back.reason());
        turn.back(to, step, back.straightBack(), back.reason(), item.person, true);
    }

    private static Object label(Turn turn, UUID node) {
        return turn.chart().isStart(node)
                ? turn.run().starter.name()
                : turn.chart().name(node);
    }

    private static void requireTarget(Turn turn, Step step, UUID to) {
        if (targets(turn.chart(), turn.past(), step.node).stream().noneMatch(target -> target.node.equals(to))
                && !turn.chart().isStart(to)) {
            throw new ConflictException("flow.error.notPassed");
        }
    }

    /** Steps that the run passed and that it can go back to from the step, the last turn of each, oldest first. */
    static List<Step> targets(FlowChart chart, List<Step> past, UUID from) {
        Map<UUID, Step> passed = new LinkedHashMap<>();
        for (Step one : past) {
            boolean people = one.kind == Step.Kind.APPROVE || one.kind == Step.Kind.FILL;
            if (people && chart.wentOn(one) && !chart.isStart(one.node) && !chart.isAtOrBehind(from, one.node)) {
                passed.remove(one.node);
                passed.put(one.node, one);
            }
        }
        return List.copyOf(passed.values());
    }

    // --- People of a step ---

    /** Each once, though named several times. */
    private List<PersonRef> known(List<PersonRef> wanted) {
        List<PersonRef> once = wanted.stream().distinct().toList();
        if (once.size() > MOST_PEOPLE) {
            throw new InvalidException(Problems.of(Problem.error("flow.error.tooManyPeople", "people", MOST_PEOPLE)));
        }
        return once.stream().map(people::known).distinct().toList();
    }

    private void requireOther(Turn turn, Step step, PersonRef person) {
        boolean there = step.items.stream()
                .anyMatch(item -> item.isOf(Objects.requireNonNull(person.id()))
                        && (item.state.isLiving()
                                || item.state == State.DONE
                                        && item.result != Result.TRANSFERRED
                                        && item.result != Result.DELEGATED
                                        && item.part != Part.DELEGATE));
        if (there) {
            throw new ConflictException("flow.error.hasTask", person.name());
        }
        boolean fourEyes = says(turn, step).map(PeopleStep::fourEyes).orElse(false);
        if (fourEyes && Objects.equals(person.id(), turn.run().starter.id())) {
            throw new NotAllowedException("flow.error.fourEyes");
        }
    }

    private void transfer(Turn turn, Item item, Step step, TaskAction.Transfer transfer) {
        PersonRef to = people.known(transfer.to());
        requireOther(turn, step, to);
        turn.happened(
                TimelineEntry.Kind.TRANSFERRED,
                step.node,
                step.id,
                item.person,
                item.standsInFor,
                "flow.event.transferred",
                List.of(to.name()),
                transfer.reason());
        give(turn, item, step, to, item.person, transfer.reason());
    }

    /**
     * Puts somebody else in the place of a part.
     *
     * @param by whose doing it is; null for the flow itself
     * @param note why
     */
    static Item give(Turn turn, Item item, Step step, PersonRef to, @Nullable PersonRef by, String note) {
        Item heir = Item.fresh(step, to, null, item.part, item.parent, item.position, item.required, note, turn.now());
        heir.dueAt = item.dueAt;
        heir.givenBy = by;
        State was = item.state;
        item.answer(Result.TRANSFERRED, turn.now());
        for (Item child : List.copyOf(step.items)) {
            if (item.id.equals(child.parent) && child.state.isLiving()) {
                Item adopted = Item.fresh(
                        step,
                        child.person,
                        child.standsInFor,
                        child.part,
                        heir.id,
                        child.position,
                        child.required,
                        child.note,
                        child.arrivedAt);
                child.become(State.REMOVED);
                step.items.add(adopted);
            }
        }
        if (was == State.OPEN || was == State.WAITING) {
            heir.state = was;
        }
        step.items.add(heir);
        new Ballot(step.items, turn.policy(step)).callUp();
        return heir;
    }

    private void delegate(Turn turn, Item item, Step step, TaskAction.Delegate delegate) {
        PersonRef to = people.known(delegate.to());
        requireOther(turn, step, to);
        Item asked = Item.fresh(
                step, to, item.person, Part.DELEGATE, item.id, step.items.size(), false, delegate.reason(), turn.now());
        step.items.add(asked);
        turn.happened(
                TimelineEntry.Kind.DELEGATED,
                step.node,
                step.id,
                item.person,
                item.standsInFor,
                "flow.event.delegated",
                List.of(to.name()),
                delegate.reason());
        new Ballot(step.items, turn.policy(step)).callUp();
    }

    private void add(Turn turn, Item item, Step step, TaskAction.AddSigners add) {
        if (step.kind != Step.Kind.APPROVE || add.people().isEmpty()) {
            throw new NotAllowedException("flow.error.notOffered");
        }
        Part part = add.before() ? Part.BEFORE : Part.AFTER;
        Part other = add.before() ? Part.AFTER : Part.BEFORE;
        boolean both = step.items.stream()
                .anyMatch(one -> one.part == other && item.id.equals(one.parent) && one.state.isLiving());
        if (both) {
            throw new ConflictException("flow.error.beforeAndAfter");
        }
        List<Object> added = new ArrayList<>();
        for (PersonRef person : known(add.people())) {
            requireOther(turn, step, person);
            step.items.add(
                    Item.fresh(step, person, null, part, item.id, step.items.size(), false, add.reason(), turn.now()));
            added.add(person.name());
        }
        turn.happened(
                TimelineEntry.Kind.ADDED,
                step.node,
                step.id,
                item.person,
                item.standsInFor,
                add.before() ? "flow.event.addedBefore" : "flow.event.addedAfter",
                List.of(added),
                add.reason());
        new Ballot(step.items, turn.policy(step)).callUp();
    }

    private void remove(Turn turn, Item item, Step step, TaskAction.RemoveSigner remove) {
        Item gone = step.item(remove.task())
                .filter(one -> item.id.equals(one.parent))
                .orElseThrow(() -> new NotAllowedException("flow.error.notAdded"));
        if (!gone.state.isLiving()) {
            throw new ConflictException("flow.error.decidedBy", gone.person.name());
        }
        gone.become(State.REMOVED);
        gone.doneAt = turn.now();
        turn.tell(TaskEvent.Kind.CLOSED, gone, item.person, remove.reason());
        turn.happened(
                TimelineEntry.Kind.REMOVED,
                step.node,
                step.id,
                item.person,
                item.standsInFor,
                "flow.event.removed",
                List.of(gone.person.name()),
                remove.reason());
        // Whoever was added after may have been the last that the step waited for.
        if (item.state == State.DONE) {
            turn.tellsBefore(step, remove.otherWay());
            turn.count(step, item, null, remove.reason());
        } else {
            new Ballot(step.items, turn.policy(step)).callUp();
        }
    }

    // --- Pool ---

    private static void claim(Turn turn, Item item, Step step) {
        item.become(State.OPEN);
        item.arrivedAt = turn.now();
        turn.happened(
                TimelineEntry.Kind.CLAIMED,
                step.node,
                step.id,
                item.person,
                item.standsInFor,
                "flow.event.claimed",
                List.of(),
                "");
        new Ballot(step.items, turn.policy(step)).callUp();
    }

    private static void release(Turn turn, Item item, Step step, TaskAction.Release release) {
        if (turn.policy(step).mode() != VotePolicy.Mode.POOL || item.part != Part.SEAT) {
            throw new ConflictException("flow.error.notInPool");
        }
        item.become(State.CLAIMABLE);
        turn.happened(
                TimelineEntry.Kind.RELEASED,
                step.node,
                step.id,
                item.person,
                item.standsInFor,
                "flow.event.released",
                List.of(),
                release.reason());
        new Ballot(step.items, turn.policy(step)).callUp();
    }

    // --- Words ---

    private void copy(Turn turn, Item item, Step step, TaskAction.Copy copy) {
        if (copy.to().isEmpty()) {
            throw new InvalidException(Problems.of(Problem.error("flow.error.noReceivers", "to")));
        }
        List<PersonRef> to = known(copy.to());
        turn.copyTo(to, step.node, item.person, copy.reason());
        List<Object> names = to.stream().<Object>map(PersonRef::name).toList();
        turn.happened(
                TimelineEntry.Kind.COPIED,
                step.node,
                step.id,
                item.person,
                item.standsInFor,
                "flow.event.copied",
                List.of(names),
                copy.reason());
    }

    private void comment(Turn turn, Item item, Step step, TaskAction.Comment comment) {
        if (comment.reason().isBlank()) {
            throw new InvalidException(Problems.of(Problem.error("flow.error.reason", "reason")));
        }
        turn.happened(
                TimelineEntry.Kind.COMMENT,
                step.node,
                step.id,
                item.person,
                item.standsInFor,
                "flow.event.comment",
                List.of(),
                comment.reason());
        for (PersonRef mentioned : known(comment.mentioned())) {
            turn.tell(TaskEvent.Kind.MENTIONED, item.id, step.node, mentioned, item.person, comment.reason(), null);
        }
    }
}

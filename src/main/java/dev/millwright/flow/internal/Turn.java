package dev.millwright.flow.internal;

import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowDocument;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.OtherWay;
import dev.millwright.flow.OtherWayException;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.RulesChangedException;
import dev.millwright.flow.TaskEvent;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.flow.VotePolicy;
import dev.millwright.flow.internal.Ballot.Verdict;
import dev.millwright.flow.internal.FlowChart.Placed;
import dev.millwright.flow.internal.Item.Part;
import dev.millwright.flow.internal.RunStore.Happened;
import dev.millwright.flow.internal.RunStore.Kept;
import dev.millwright.flow.internal.Step.After;
import dev.millwright.flow.internal.Step.Resume;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.identity.Person;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Problems;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.jspecify.annotations.Nullable;

/**
 * All that happens in one run within one transaction: from what somebody did, over every node that follows from it, to where the run
 * stands still again. The run's row is locked meanwhile; what has changed is written at the end in a few statements.
 */
final class Turn {

    /** So many nodes in one go are a loop without end. */
    private static final int MOST_NODES = 2_000;

    private static final PersonRef NOBODY = new PersonRef(null, "");

    private static final ScopedValue<Turn> CURRENT = ScopedValue.newInstance();

    /**
     * How a run comes back to a node.
     *
     * @param answers step whose answers still count; null for none
     * @param without part whose answer does not count any more
     * @param asks whether people are asked even where rules would let it pass
     */
    private record Arrival(
            String note,
            @Nullable PersonRef by,
            After after,
            @Nullable Step answers,
            @Nullable UUID without,
            boolean asks) {

        static final Arrival FIRST = new Arrival("", null, After.ON, null, null, false);
    }

    private final Course.Parts parts;
    private final Run run;
    private final FlowChart chart;
    private final Instant now;
    private final List<Step> steps;
    private final List<Item> copies = new ArrayList<>();
    private final List<Happened> events = new ArrayList<>();
    private final List<Kept> documents = new ArrayList<>();
    private final List<TaskEvent> told = new ArrayList<>();
    private final Map<UUID, Arrival> arrivals = new HashMap<>();
    private final Set<UUID> wasAwake;
    private final FlowInstance.State before;
    private final boolean isNew;
    private @Nullable List<Step> past;
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final Seating seating;
    private int reached;
    private boolean asItWas;

    /** What the record was left with although its form demands something else. */
    private Problems left = Problems.NONE;

    /** The step that somebody answers who is told before the run goes another way than straight back; null for none. */
    private @Nullable UUID answered;

    /** See {@link OtherWay#mark}; null when nobody agreed to any. */
    private @Nullable String agreed;

    private boolean looksAgain;

    Turn(Course.Parts parts, Run run, FlowChart chart, List<Step> open, boolean isNew) {
        this.parts = parts;
        this.run = run;
        this.chart = chart;
        this.now = parts.time().now();
        this.steps = new ArrayList<>(open);
        this.isNew = isNew;
        this.before = run.state;
        this.seating = new Seating(this, parts.people(), parts.store());
        this.wasAwake = open.stream()
                .flatMap(step -> step.items.stream())
                .filter(item -> item.state == Item.State.OPEN || item.state == Item.State.CLAIMABLE)
                .map(item -> item.id)
                .collect(Collectors.toSet());
    }

    /** What it waits for may have moved, so that its record has to say anew where it stands. */
    void looksAgain() {
        looksAgain = true;
    }

    static Turn current() {
        return CURRENT.get();
    }

    /** The turn that is taken of the run; nothing while it is only looked at. */
    static Optional<Turn> of(Run run) {
        return CURRENT.isBound() && CURRENT.get().run == run ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    <T> T take(Supplier<T> work) {
        T result = ScopedValue.where(CURRENT, this).call(() -> {
            T answer = work.get();
            for (Runnable next = later.poll(); next != null; next = later.poll()) {
                next.run();
            }
            return answer;
        });
        flush();
        return result;
    }

    Run run() {
        return run;
    }

    FlowChart chart() {
        return chart;
    }

    Instant now() {
        return now;
    }

    /** Steps that are open, and those that were when the turn began or came up in it. */
    List<Step> steps() {
        return steps;
    }

    Optional<Step> openStep(UUID id) {
        return steps.stream()
                .filter(step -> step.id.equals(id) && step.isOpen())
                .findFirst();
    }

    /** All steps that the run had before this turn, oldest first. */
    List<Step> past() {
        List<Step> known = past;
        if (known == null) {
            known = isNew ? List.of() : parts.store().steps(run.id);
            past = known;
        }
        return known;
    }

    /** Those of before that this turn has not touched, and its own as they are now. */
    List<Step> all() {
        return Stream.concat(
                        past().stream().filter(one -> steps.stream().noneMatch(newer -> newer.id.equals(one.id))),
                        steps.stream())
                .toList();
    }

    // --- Tokens arrive ---

    void begin(String process) {
        happened(TimelineEntry.Kind.STARTED, chart.flow().id(), null, run.starter, null, "", List.of(), "");
        parts.tokens().begin(process, run.id);
    }

    /** A token stands at an element. */
    void reached(ExecutionEntity token) {
        if (run.isOver()) {
            return;
        }
        if (++reached > MOST_NODES) {
            throw new ConflictException("flow.error.endless", run.label);
        }
        String element = token.getCurrentActivityId();
        if (element.equals(Elements.BEGIN)) {
            atStart(token);
            return;
        }
        if (element.equals(Elements.END)) {
            end("accepted");
            return;
        }
        Placed placed = chart.get(Elements.nodeOf(element).orElseThrow());
        if (Elements.isJoin(element)) {
            if (placed.shape().waits()) {
                Tokens.meet(token, other -> isWithin(placed.id(), other));
            } else {
                Tokens.leave(token);
            }
            return;
        }
        if (Elements.isDecision(element)) {
            Tokens.leaveBy(token, run.memory.ways().getOrDefault(placed.id(), FlowChart.wayOf(true)));
            return;
        }
        switch (placed.behaviour()) {
            case NodeBehaviour.Branches _ -> branch(token, placed);
            case NodeBehaviour.People people -> ask(token, placed, people);
            case NodeBehaviour.Copy copy -> {
                copy(copy, placed);
                Tokens.leave(token);
            }
            case NodeBehaviour.Jump jump -> jump(token, placed, jump);
            case NodeBehaviour.End end -> end(end.outcome());
            case NodeBehaviour.Automatic automatic -> parts.works().reached(this, token, placed, automatic.work());
            case NodeBehaviour.Call call -> parts.works().called(this, token, placed, call);
            case NodeBehaviour.Wait wait -> parts.works().waits(this, token, placed, wait.until());
        }
    }

    /** Whether an element lies in the branches of the node. */
    private boolean isWithin(UUID node, String element) {
        UUID other = Elements.nodeOf(element).orElse(null);
        if (other == null) {
            return false;
        }
        if (other.equals(node)) {
            return Elements.isWay(element) && !element.contains(Elements.join(node));
        }
        return chart.isWithin(node, other);
    }

    private void atStart(ExecutionEntity token) {
        Arrival arrival = arrivals.remove(chart.flow().id());
        if (arrival == null) {
            Tokens.leave(token);
            return;
        }
        Step step = newStep(token, chart.flow().id(), Step.Kind.FILL, arrival);
        step.items.add(Item.fresh(
                step, seating.successor(run.starter, step), null, Part.SEAT, null, 0, false, step.note, now));
        new Ballot(step.items, VotePolicy.ALL).callUp();
    }

    private void branch(ExecutionEntity token, Placed placed) {
        List<Integer> ways;
        try {
            ways = choose(placed);
        } catch (RuntimeException e) {
            parts.works().failed(this, token, placed, e);
            return;
        }
        run.memory.ways().put(placed.id(), ways);
        Tokens.leaveBy(token, ways);
    }

    private List<Integer> choose(Placed placed) {
        return placed.shape().asksConditions()
                ? parts.works().tried(() -> parts.records().choose(run, placed))
                : parts.records().choose(run, placed);
    }

    private void jump(ExecutionEntity token, Placed placed, NodeBehaviour.Jump jump) {
        int times = run.memory.jumps().merge(placed.id(), 1, Integer::sum);
        if (times > jump.most()) {
            // Whoever lets it try again gives it as many turns once more.
            run.memory.jumps().put(placed.id(), 0);
            parts.works().failed(this, token, placed, new ConflictException("flow.error.loopLimit", jump.most()));
            return;
        }
        happened(
                TimelineEntry.Kind.JUMPED,
                placed.id(),
                null,
                null,
                null,
                "flow.event.jumped",
                List.of(chart.name(jump.to()), times),
                "");
        // Once the engine has come to rest: jumps within jumps would need a stack as deep as the loop is long.
        later.add(() -> {
            if (!run.isOver()) {
                back(jump.to(), null, false, "", null, false);
            }
        });
    }

    private void copy(NodeBehaviour.Copy copy, Placed placed) {
        List<Person> people = parts.people().find(run, copy.people(), placed.id());
        noteLeft(copy.people(), placed.id(), null);
        copyTo(people.stream().map(PeopleFinder::ref).toList(), placed.id(), null, "");
        if (!people.isEmpty()) {
            List<Object> names = people.stream().<Object>map(Person::name).toList();
            happened(TimelineEntry.Kind.COPIED, placed.id(), null, null, null, "flow.event.copied", List.of(names), "");
        }
    }

    void copyTo(List<PersonRef> people, UUID node, @Nullable PersonRef by, String reason) {
        for (PersonRef person : people) {
            Item item = new Item(
                    Ids.next(), null, node, person, null, Part.SEAT, null, 0, false, Item.State.COPY, reason, now);
            item.isNew = true;
            copies.add(item);
            tell(TaskEvent.Kind.COPIED, item, by, reason);
        }
    }

    // --- People ---

    private void ask(ExecutionEntity token, Placed placed, NodeBehaviour.People people) {
        Arrival arrival = Objects.requireNonNullElse(arrivals.remove(placed.id()), Arrival.FIRST);
        PeopleStep says = people.step();
        Step.Kind kind = switch (people.kind()) {
            case APPROVE -> Step.Kind.APPROVE;
            case FILL -> Step.Kind.FILL;
        };
        Step step = newStep(token, placed.id(), kind, arrival);
        step.dueAt = parts.deadlines().dueAt(this, says.due());
        if (arrival.answers() != null) {
            seating.again(step, arrival.answers(), arrival.without());
        } else if (!seating.take(step, says, arrival.asks())) {
            pass(step, token);
            return;
        }
        Ballot ballot = new Ballot(step.items, says.policy());
        ballot.callUp();
        if (ballot.verdict() == Verdict.YES) {
            pass(step, token);
            return;
        }
        parts.deadlines().opened(this, step, says.due());
    }

    private void pass(Step step, ExecutionEntity token) {
        step.close(Step.State.PASSED, now);
        if (step.after.equals(After.ON)) {
            answered(step, true);
            Tokens.leave(token);
        } else {
            through(step);
        }
    }

    private Step newStep(ExecutionEntity token, UUID node, Step.Kind kind, Arrival arrival) {
        int round = run.memory.rounds().merge(node, 1, Integer::sum);
        Step step = new Step(Ids.next(), node, labelOf(node), kind, round, token.getId(), now);
        step.note = arrival.note();
        step.noteBy = arrival.by();
        step.after = arrival.after();
        step.isNew = true;
        steps.add(step);
        return step;
    }

    /** A step for which the run stands still without people. */
    Step stand(ExecutionEntity token, UUID node, Step.Kind kind) {
        Arrival arrival = Objects.requireNonNullElse(arrivals.remove(node), Arrival.FIRST);
        return newStep(token, node, kind, arrival);
    }

    /** The token of the step goes on standing there, for something else. */
    Step instead(Step before, Step.Kind kind) {
        before.close(Step.State.LEFT, now);
        int round = run.memory.rounds().merge(before.node, 1, Integer::sum);
        Step step = new Step(Ids.next(), before.node, before.label, kind, round, before.execution, now);
        step.after = before.after;
        step.isNew = true;
        steps.add(step);
        return step;
    }

    String labelOf(UUID node) {
        return chart.label(node);
    }

    List<Person> owners() {
        return parts.people().owners(run.appKey, chart.flow().settings().owner());
    }

    // --- What answers come to ---

    /** How the answers of the step are counted. */
    VotePolicy policy(Step step) {
        return chart.find(step.node)
                .flatMap(Placed::people)
                .map(PeopleStep::policy)
                .orElse(VotePolicy.ANY);
    }

    /**
     * Counts the answers after one of them came in.
     *
     * @param rejectTo where a no goes when who says it may choose; null for the end
     */
    void count(Step step, Item decider, @Nullable UUID rejectTo, String reason) {
        Ballot ballot = new Ballot(step.items, policy(step));
        step.isChanged = true;
        switch (ballot.verdict()) {
            case UNDECIDED -> ballot.callUp();
            case YES -> {
                closeOthers(step, Step.State.PASSED, decider);
                through(step);
            }
            case NO -> {
                closeOthers(step, Step.State.REJECTED, decider);
                refuse(step, decider.person, rejectTo, reason);
            }
        }
    }

    /** Answers for people who did not answer in time, which the note says. */
    void decide(Step step, boolean yes, String note, Object... arguments) {
        step.isChanged = true;
        note(step, note, arguments);
        close(step, yes ? Step.State.PASSED : Step.State.REJECTED, null, "flow.event.closedInTime", List.of());
        if (yes) {
            through(step);
        } else {
            refuse(step, null, null, "");
        }
    }

    private void closeOthers(Step step, Step.State state, Item decider) {
        close(step, state, decider.person, "flow.event.closed", List.of(decider.person.name()));
    }

    private void close(Step step, Step.State state, @Nullable PersonRef by, String code, List<Object> arguments) {
        List<Item> open =
                step.items.stream().filter(item -> item.state.isLiving()).toList();
        step.close(state, now);
        for (Item item : open) {
            happened(TimelineEntry.Kind.CLOSED, step.node, step.id, item.person, item.standsInFor, code, arguments, "");
            tellClosed(item, by);
        }
    }

    private void tellClosed(Item item, @Nullable PersonRef by) {
        if (wasAwake.contains(item.id)) {
            tell(TaskEvent.Kind.CLOSED, item, by, "");
        }
    }

    private void refuse(Step step, @Nullable PersonRef by, @Nullable UUID rejectTo, String reason) {
        PeopleStep.Rejection rule = chart.find(step.node)
                .flatMap(Placed::people)
                .map(PeopleStep::rejection)
                .orElse(PeopleStep.Rejection.END);
        UUID to = switch (rule) {
            case END -> null;
            case TO_STEP ->
                chart.find(step.node)
                        .flatMap(Placed::people)
                        .map(PeopleStep::rejectTo)
                        .orElse(null);
            case CHOSEN -> rejectTo;
            case BRANCH -> null;
        };
        if (rule == PeopleStep.Rejection.BRANCH) {
            goOn(step, false);
        } else if (to == null) {
            end("rejected", by, reason);
        } else {
            back(to, step, false, reason, by, true);
        }
    }

    /** A step is through: on from there, or to where the run came back from. */
    void through(Step step) {
        goOn(step, true);
    }

    /** @param yes what its people said; a no goes on where it has a branch of its own */
    private void goOn(Step step, boolean yes) {
        After after = step.after;
        if (!after.straight()) {
            answered(step, yes);
            if (!after.then().isEmpty()) {
                resume(after.then(), "", null);
            }
            parts.tokens().go(step.execution);
            return;
        }
        List<UUID> changed = changedWays(step.node, yes);
        // Who says no chooses the other way, and reads where it leads before.
        if (!changed.isEmpty() && yes && step.id.equals(answered)) {
            requireAgreed(parts.straightBack().told(run, chart, step, changed, this::chosenNow));
        }
        answered(step, yes);
        List<Resume> then = StraightBack.left(chart, step, changed);
        List<String> places = new ArrayList<>();
        changed.forEach(way -> places.add(way.equals(step.node) ? Elements.decision(way) : Elements.node(way)));
        if (!changed.isEmpty()) {
            happened(
                    TimelineEntry.Kind.WAY,
                    step.node,
                    step.id,
                    null,
                    null,
                    "flow.event.wayChanged",
                    List.of(changed.stream().<Object>map(chart::name).toList()),
                    "");
        }
        arrive(then, step.note, step.noteBy);
        then.forEach(one -> places.add(element(one.node())));
        String own = element(step.node);
        parts.tokens().move(run.id, own::equals, places);
    }

    /** Somebody answers the step by hand, and is told before their answer leads elsewhere than straight back. */
    void tellsBefore(Step step, @Nullable String otherWay) {
        answered = step.id;
        agreed = otherWay;
    }

    private void requireAgreed(OtherWay way) {
        if (!way.mark().equals(agreed)) {
            Object where = way.next().isEmpty()
                    ? Phrase.of("flow.error.otherWay.nobody")
                    : way.next().stream().<Object>map(OtherWay.Next::step).toList();
            throw new OtherWayException(way, where);
        }
    }

    private Optional<List<Integer>> chosenNow(Placed placed) {
        try {
            return Optional.of(choose(placed));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** See {@link FlowChart#changedWays}. */
    private List<UUID> changedWays(UUID node, boolean yes) {
        return chart.changedWays(
                node,
                run.memory.ways(),
                (placed, taken) ->
                        placed.id().equals(node) ? FlowChart.wayOf(yes).equals(taken) : isTakenAgain(placed, taken));
    }

    /** Remembers which branch the answer of the step takes, if it has branches. */
    private void answered(Step step, boolean yes) {
        if (chart.hasAnswerBranches(step.node)) {
            run.memory.ways().put(step.node, FlowChart.wayOf(yes));
        }
    }

    /** A fork whose condition fails is asked again when the run comes there, and fails there. */
    private boolean isTakenAgain(Placed placed, List<Integer> taken) {
        return chosenNow(placed).filter(taken::equals).isPresent();
    }

    /** Comes to the node again, as if for the first time: for what failed there, or what has to be asked anew. */
    void retry(Step step) {
        List<Item> open =
                step.items.stream().filter(item -> item.state.isLiving()).toList();
        step.close(Step.State.LEFT, now);
        open.forEach(item -> tellClosed(item, null));
        String own = element(step.node);
        arrivals.put(step.node, new Arrival("", null, step.after, null, null, false));
        parts.tokens().move(run.id, own::equals, List.of(own));
    }

    private void resume(List<Resume> then, String note, @Nullable PersonRef by) {
        arrive(then, note, by);
        parts.tokens()
                .move(
                        run.id,
                        element -> false,
                        then.stream().map(one -> element(one.node())).toList());
    }

    private void arrive(List<Resume> then, String note, @Nullable PersonRef by) {
        for (Resume one : then) {
            Step before = one.step() == null
                    ? null
                    : Stream.concat(steps.stream(), past().stream())
                            .filter(step -> step.id.equals(one.step()))
                            .findFirst()
                            .orElse(null);
            boolean people = before != null && (before.kind == Step.Kind.APPROVE || before.kind == Step.Kind.FILL);
            arrivals.put(
                    one.node(),
                    new Arrival(
                            note, by, before == null ? After.ON : before.after, people ? before : null, null, false));
        }
    }

    private String element(UUID node) {
        return chart.isStart(node) ? Elements.BEGIN : Elements.node(node);
    }

    // --- Back ---

    /**
     * Takes the run back, or elsewhere, to a node: whatever stands at or behind it is left.
     *
     * @param source step from where; null when it is none of the people's
     * @param straight whether it comes straight back to where it stands now
     * @param asks whether people are asked there whatever rules say
     */
    void back(UUID target, @Nullable Step source, boolean straight, String note, @Nullable PersonRef by, boolean asks) {
        back(target, source, straight, new Arrival(note, by, After.ON, null, null, asks));
    }

    /** Takes back what somebody said last; the answers of the others stand. */
    void takeBack(Step said, Item item, String reason) {
        Step open = openStep(said.id).orElse(null);
        if (open == null) {
            back(said.node, null, false, new Arrival(reason, item.person, said.after, said, item.id, true));
            return;
        }
        Item own = open.item(item.id).orElseThrow();
        own.result = null;
        own.doneAt = null;
        own.become(Item.State.WAITING);
        open.isChanged = true;
        new Ballot(open.items, policy(open)).callUp();
    }

    /** Takes the whole run to a node, whatever stands open. */
    void moveAll(UUID target, String reason, PersonRef by) {
        for (Step step : steps) {
            if (step.isOpen()) {
                List<Item> open = step.items.stream()
                        .filter(item -> item.state.isLiving())
                        .toList();
                step.close(Step.State.LEFT, now);
                open.forEach(item -> tellClosed(item, by));
            }
        }
        run.memory.undone().put(target, now);
        arrivals.put(target, new Arrival(reason, by, After.ON, null, null, true));
        parts.tokens().move(run.id, element -> true, List.of(element(target)));
    }

    private void back(UUID target, @Nullable Step source, boolean straight, Arrival arrival) {
        List<Step> left = steps.stream()
                .filter(step -> step.isOpen() && chart.isAtOrBehind(target, step.node))
                .toList();
        boolean aside = source != null && !chart.isAtOrBehind(target, source.node);
        List<Resume> then = new ArrayList<>(arrival.after().then());
        if (straight) {
            left.forEach(step -> then.add(new Resume(step.node, step.id)));
            if (source != null && left.stream().noneMatch(step -> step.id.equals(source.id))) {
                then.add(new Resume(source.node, source.id));
            }
        } else {
            if (aside) {
                then.add(new Resume(Objects.requireNonNull(source).node, null));
            }
            // What was to come back later and is not on the way from the target must not get lost.
            List<Step> gone = new ArrayList<>(left);
            if (aside && source != null) {
                gone.add(source);
            }
            gone.stream()
                    .flatMap(step -> step.after.then().stream())
                    .filter(one -> !chart.isAtOrBehind(target, one.node()))
                    .filter(one -> then.stream().noneMatch(other -> other.node().equals(one.node())))
                    .forEach(then::add);
        }
        if (!straight) {
            run.memory.undone().put(target, now);
        }
        for (Step step : left) {
            List<Item> open =
                    step.items.stream().filter(item -> item.state.isLiving()).toList();
            step.close(Step.State.LEFT, now);
            open.forEach(item -> tellClosed(item, arrival.by()));
        }
        if (source != null) {
            if (source.isOpen()) {
                source.close(Step.State.RETURNED, now);
            } else if (source.state == Step.State.LEFT) {
                source.state = Step.State.RETURNED;
            }
        }
        arrivals.put(
                target,
                new Arrival(
                        arrival.note(),
                        arrival.by(),
                        new After(straight || arrival.after().straight(), withoutThoseOnTheWay(then)),
                        arrival.answers(),
                        arrival.without(),
                        arrival.asks()));
        String sourceElement = aside ? element(Objects.requireNonNull(source).node) : "";
        parts.tokens()
                .move(
                        run.id,
                        element -> element.equals(sourceElement) || isLeft(target, element),
                        List.of(element(target)));
    }

    /** Whoever goes on at a node comes to those behind it anyway: two tokens on one way would ask there twice. */
    private List<Resume> withoutThoseOnTheWay(List<Resume> then) {
        return then.stream()
                .filter(one -> then.stream()
                        .noneMatch(other ->
                                !other.node().equals(one.node()) && chart.isAtOrBehind(other.node(), one.node())))
                .toList();
    }

    /** Whether a token at the element lies at or behind the target. */
    private boolean isLeft(UUID target, String element) {
        if (element.equals(Elements.BEGIN)) {
            return chart.isStart(target);
        }
        Optional<UUID> node = Elements.nodeOf(element);
        return node.isEmpty() || chart.isAtOrBehind(target, node.get());
    }

    // --- The end ---

    /** What the record's form demands of it now. */
    private Problems wrong() {
        return run.submitted
                ? parts.records().problems(Objects.requireNonNull(run.form), Objects.requireNonNull(run.record))
                : Problems.NONE;
    }

    /** Lets nobody say yes to a record that is not as its form wants it, unless the flow lets it stay as it was and they do. */
    void requireRules(Problems wrong) {
        if (!wrong.hasErrors()) {
            return;
        }
        boolean mayStay = chart.flow().settings().asItWas();
        if (!mayStay || !asItWas) {
            throw new RulesChangedException(
                    steps.stream()
                            .filter(step -> step.id.equals(answered))
                            .findFirst()
                            .map(step -> parts.records()
                                    .asAnswered(run, wrong, chart.fields(step.node), chart.others(step.node)))
                            .orElse(wrong),
                    mayStay);
        }
        Problems more = new Problems(
                wrong.stream().filter(one -> !left.items().contains(one)).toList());
        if (more.isEmpty()) {
            return;
        }
        left = left.and(more);
        happened(
                TimelineEntry.Kind.NOTE,
                null,
                null,
                null,
                null,
                "flow.event.asItWas",
                List.of(Failures.phrases(more)),
                "");
    }

    /** Whoever says yes leaves the record as it was, whatever its form demands by now. */
    void leaveAsItWas() {
        if (!chart.flow().settings().asItWas()) {
            throw new NotAllowedException("flow.error.notOffered");
        }
        asItWas = true;
    }

    /** What keeps a yes of the step from being said by nobody: what it demands, and what would keep a person from saying it. */
    Problems wrong(Step step) {
        RunRecords.Held held = parts.records().held(run, chart.fields(step.node));
        Problems last = wrongIfLast(step);
        Problems now = held.missing().and(run.submitted ? held.refused() : Problems.NONE);
        return now.and(new Problems(
                last.stream().filter(one -> !now.items().contains(one)).toList()));
    }

    /** What keeps a yes of the step from being the last one, if it would be that. */
    private Problems wrongIfLast(Step step) {
        boolean last = steps.stream().noneMatch(other -> other.isOpen() && !other.id.equals(step.id))
                && chart.all().stream()
                        .noneMatch(placed -> placed.people().isPresent()
                                && !placed.id().equals(step.node)
                                && chart.isAtOrBehind(step.node, placed.id()));
        return last ? wrong() : Problems.NONE;
    }

    void end(String outcome) {
        end(outcome, null, "");
    }

    /**
     * @param by who ended it and need not be told; null for the flow itself
     * @param reason what they said to it; empty for nothing
     */
    void end(String outcome, @Nullable PersonRef by, String reason) {
        if (run.isOver()) {
            return;
        }
        if (outcome.equals("accepted")) {
            requireRules(wrong());
        }
        run.state = FlowInstance.State.ENDED;
        run.outcome = outcome;
        run.endedAt = now;
        for (Step step : steps) {
            if (step.isOpen()) {
                List<Item> open = step.items.stream()
                        .filter(item -> item.state.isLiving())
                        .toList();
                step.close(Step.State.LEFT, now);
                open.forEach(item -> tellClosed(item, null));
            }
        }
        String code = run.personal || !outcome.equals("accepted") ? "flow.event.ended" : "flow.event.done";
        happened(TimelineEntry.Kind.ENDED, null, null, null, null, code, List.of(outcome), "");
        tell(TaskEvent.Kind.ENDED, null, null, run.personal ? run.starter : NOBODY, by, reason, null);
        parts.tokens().end(run.id);
    }

    /** Whether this run, or one that it was called from at any height, is one of the flow. */
    boolean isCalledFrom(UUID flow) {
        UUID caller = run.parent;
        return run.flow.equals(flow) || caller != null && parts.store().isCaller(caller, flow);
    }

    // --- What happened ---

    /** Says who is named and has left, so that nobody is missed in silence. */
    void noteLeft(List<PeopleSource> sources, UUID node, @Nullable UUID step) {
        List<Object> left = parts.people().left(run, sources, node).stream()
                .<Object>map(PersonRef::name)
                .toList();
        if (!left.isEmpty()) {
            happened(TimelineEntry.Kind.NOTE, node, step, null, null, "flow.event.left", List.of(left), "");
        }
    }

    void note(Step step, String code, Object... arguments) {
        happened(TimelineEntry.Kind.NOTE, step.node, step.id, null, null, code, List.of(arguments), "");
    }

    /** How a run ended that a step waits for. */
    void ended(Step step, RunStore.Ended called) {
        Object what = called.title().isEmpty() || called.title().equals(called.label())
                ? called.label()
                : Phrase.of("flow.event.calledAbout", called.label(), called.title());
        events.add(new Happened(
                Ids.next(),
                now,
                TimelineEntry.Kind.CALLED,
                step.node,
                step.id,
                labelOf(step.node),
                null,
                null,
                "flow.event.calledEnded",
                List.of(what, called.ending().told()),
                "",
                null,
                called.id()));
    }

    /** A node made a document, which says what the node does where the designer gave it no name. */
    void kept(Placed placed, FlowDocument document, String code, List<Object> arguments) {
        UUID id = Ids.next();
        documents.add(new Kept(id, now, document));
        events.add(new Happened(
                Ids.next(),
                now,
                TimelineEntry.Kind.DOCUMENT,
                placed.id(),
                null,
                placed.node().label(),
                null,
                null,
                code,
                arguments,
                "",
                new TimelineEntry.Document(
                        run.id, id, document.name(), document.mediaType(), document.content().length),
                null));
    }

    void happened(
            TimelineEntry.Kind kind,
            @Nullable UUID node,
            @Nullable UUID step,
            @Nullable PersonRef person,
            @Nullable PersonRef standsInFor,
            String code,
            List<Object> arguments,
            String reason) {
        events.add(new Happened(
                Ids.next(),
                now,
                kind,
                node,
                step,
                node == null ? "" : labelOf(node),
                person,
                standsInFor,
                code,
                arguments,
                reason,
                null,
                null));
    }

    /** Tells whose part it is. */
    void tell(TaskEvent.Kind kind, Item item, @Nullable PersonRef by, String reason) {
        tell(kind, item.id, item.node, item.person, by, reason, null);
    }

    void tell(
            TaskEvent.Kind kind,
            @Nullable UUID task,
            @Nullable UUID node,
            PersonRef person,
            @Nullable PersonRef by,
            String reason,
            @Nullable Phrase failure) {
        boolean nameless = node != null && parts.records().hidesTitle(run.form, chart.fields(node));
        String title = nameless ? run.label : run.title;
        TaskEvent.Names names =
                new TaskEvent.Names(run.appKey, run.label, title, node == null ? null : chart.name(node), run.outcome);
        told.add(new TaskEvent(kind, run.id, task, person, by, reason, names, failure));
    }

    /** A run has failed as long as one of its steps waits for the owner because of it. */
    private void settle() {
        if (run.isOver() || run.state == FlowInstance.State.SUSPENDED) {
            return;
        }
        Step failed = steps.stream()
                .filter(step -> step.isOpen()
                        && step.kind == Step.Kind.WORK
                        && !run.memory.attempts().containsKey(step.node))
                .findFirst()
                .orElse(null);
        run.state = failed == null ? FlowInstance.State.RUNNING : FlowInstance.State.FAILED;
        run.failure = failed == null ? null : failed.failure;
    }

    private void flush() {
        settle();
        if (isNew) {
            parts.store().insert(run);
        } else {
            parts.store().update(run);
        }
        parts.store().insertSteps(run, steps.stream().filter(step -> step.isNew).toList());
        parts.store()
                .updateSteps(steps.stream()
                        .filter(step -> !step.isNew && step.isChanged)
                        .toList());
        if (steps.stream().anyMatch(step -> step.kind == Step.Kind.CALL && step.state == Step.State.LEFT)) {
            parts.works().forsakes(run);
        }
        if (run.isWaitedFor() && run.isOver() && before != FlowInstance.State.ENDED) {
            parts.works().callsBack(Objects.requireNonNull(run.parent));
        }
        List<Item> fresh = new ArrayList<>(copies);
        List<Item> changed = new ArrayList<>();
        for (Step step : steps) {
            for (Item item : step.items) {
                if (item.isNew) {
                    fresh.add(item);
                } else if (item.isChanged) {
                    changed.add(item);
                }
                arrived(item, step);
            }
        }
        boolean stepped = isNew
                || run.state != before
                || !fresh.isEmpty()
                || !changed.isEmpty()
                || steps.stream().anyMatch(step -> step.isNew || step.isChanged);
        boolean waitsForOthers =
                looksAgain && steps.stream().anyMatch(step -> step.isOpen() && step.kind == Step.Kind.CALL);
        if (run.submitted && (stepped || waitsForOthers)) {
            parts.fields().moved(run, phase(), steps);
        }
        if (stepped && !run.isOver()) {
            // Whose end it is finds out anyway, and no lock is taken from one run to another.
            parts.fields().caller(run).ifPresent(parts.works()::callsBack);
        }
        parts.store().insertItems(run, fresh);
        parts.store().updateItems(changed);
        parts.store().insertDocuments(run, documents);
        parts.store().insertEvents(run, events);
        if ((stepped || !events.isEmpty()) && run.form != null && run.record != null) {
            parts.news().changedBeside(run.form, Set.of(run.record));
        }
        told.forEach(parts.events()::publishEvent);
    }

    private FlowInstance.Phase phase() {
        if (run.isOver()) {
            return run.lastPhase();
        }
        return steps.stream().anyMatch(step -> step.isOpen() && chart.isStart(step.node))
                ? FlowInstance.Phase.RETURNED
                : chart.underWay();
    }

    private void arrived(Item item, Step step) {
        boolean awake = item.state == Item.State.OPEN || item.state == Item.State.CLAIMABLE;
        // That something failed says already who has it.
        boolean told = this.told.stream()
                .anyMatch(event -> event.kind() == TaskEvent.Kind.FAILED && item.id.equals(event.task()));
        if (awake && !told && !wasAwake.contains(item.id)) {
            PersonRef asking = item.parent == null
                    ? null
                    : step.item(item.parent).map(parent -> parent.person).orElse(null);
            if (item.givenBy != null && item.state == Item.State.OPEN) {
                tell(TaskEvent.Kind.GIVEN, item, item.givenBy, item.note);
                return;
            }
            switch (item.part) {
                case SEAT -> {
                    boolean open = item.state == Item.State.OPEN;
                    tell(open ? TaskEvent.Kind.ARRIVED : TaskEvent.Kind.OFFERED, item, step.noteBy, item.note);
                }
                case BEFORE, AFTER -> tell(TaskEvent.Kind.ADDED, item, asking, item.note);
                case DELEGATE -> tell(TaskEvent.Kind.DELEGATED, item, asking, item.note);
            }
        } else if (item.state == Item.State.DONE && wasAwake.contains(item.id)) {
            tell(TaskEvent.Kind.DONE, item, null, "");
        }
    }
}

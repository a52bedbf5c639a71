package dev.millwright.flow.internal;

import dev.millwright.field.PersonRef;
import dev.millwright.flow.Flows.NodeState;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.internal.FlowChart.Placed;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.identity.Person;
import dev.millwright.shared.DomainException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Where a run stands: the way it took, and the way it will take if the record stays as it is. What lies ahead is expected, no more: who
 * answers may change the record, and conditions are asked again when the run gets there.
 */
@Component
class RunPath {

    /** More people than that are not named before they are asked. */
    private static final int FEW = 5;

    private final RunStore store;
    private final RunRecords records;
    private final PeopleFinder people;
    private final SpokenNames names;

    RunPath(RunStore store, RunRecords records, PeopleFinder people, SpokenNames names) {
        this.store = store;
        this.records = records;
        this.people = people;
        this.names = names;
    }

    /** What became of each node, in the order of the flow. */
    Map<UUID, NodeState> of(Run run) {
        FlowChart chart = store.version(run.version).chart();
        List<Step> steps = store.steps(run.id, false);
        Map<UUID, List<Integer>> ways = ways(run, chart, steps);
        Map<UUID, NodeState> path = new LinkedHashMap<>();
        for (Placed placed : chart.all()) {
            List<Step> turns =
                    steps.stream().filter(step -> step.node.equals(placed.id())).toList();
            boolean over = turns.isEmpty()
                    || isAhead(chart, steps, placed) && !turns.getLast().isOpen();
            // Without a name of the designer's only what people are asked for has one.
            String name = placed.people().isPresent() || !placed.node().label().isBlank() || !over
                    ? names.step(run.appKey, chart, placed.id())
                    : "";
            path.put(
                    placed.id(),
                    over ? withoutTurn(run, chart, steps, ways, placed, name) : ofTurn(run, turns.getLast(), name));
        }
        return path;
    }

    /** The branches taken and, for what lies ahead, those that would be taken now. */
    private Map<UUID, List<Integer>> ways(Run run, FlowChart chart, List<Step> steps) {
        Map<UUID, List<Integer>> ways = new HashMap<>(run.memory.ways());
        if (run.isOver()) {
            return ways;
        }
        for (Placed placed : chart.all()) {
            boolean decides = placed.shape() == NodeShape.EXCLUSIVE || placed.shape() == NodeShape.INCLUSIVE;
            if (decides
                    && isAhead(chart, steps, placed)
                    && steps.stream().noneMatch(step -> step.isOpen() && chart.isWithin(placed.id(), step.node))
                    && !isSkipped(chart, ways, placed)) {
                ways.remove(placed.id());
                expected(run, placed).ifPresent(taken -> ways.put(placed.id(), taken));
            }
        }
        return ways;
    }

    /** Nothing when that cannot be said, since a condition fails for the record as it is. */
    private Optional<List<Integer>> expected(Run run, Placed placed) {
        try {
            return Optional.of(records.choose(run, placed));
        } catch (DomainException | DataAccessException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static boolean isAhead(FlowChart chart, List<Step> steps, Placed placed) {
        return steps.stream()
                .anyMatch(step ->
                        step.isOpen() && !step.node.equals(placed.id()) && chart.isAtOrBehind(step.node, placed.id()));
    }

    private static boolean isSkipped(FlowChart chart, Map<UUID, List<Integer>> ways, Placed placed) {
        return chart.around(placed.id()).stream().anyMatch(level -> {
            List<Integer> taken = ways.get(level.node());
            return taken != null && !taken.contains(level.branch());
        });
    }

    private static NodeState ofTurn(Run run, Step turn, String name) {
        NodeState.Status status = switch (turn.state) {
            case OPEN -> turn.kind == Step.Kind.WORK ? NodeState.Status.FAILED : NodeState.Status.CURRENT;
            case PASSED -> NodeState.Status.PASSED;
            case REJECTED -> NodeState.Status.REJECTED;
            case RETURNED, LEFT -> run.isOver() ? NodeState.Status.SKIPPED : NodeState.Status.AHEAD;
        };
        List<PersonRef> concerned = turn.items.stream()
                .filter(turn.isOpen() ? RunPath::hasIt : RunPath::hasAnswered)
                .map(item -> item.person)
                .distinct()
                .toList();
        Instant since = turn.closedAt == null ? turn.openedAt : turn.closedAt;
        return new NodeState(status, name, concerned, since, turn.dueAt);
    }

    /** Whose turn it is, or will be in this step; also who has answered already, as long as others are asked. */
    private static boolean hasIt(Item item) {
        return item.state.isLiving() && item.state != Item.State.ASLEEP || hasAnswered(item);
    }

    private static boolean hasAnswered(Item item) {
        return item.state == Item.State.DONE
                && item.result != null
                && switch (item.result) {
                    case APPROVED, REJECTED, RETURNED, FILLED, RETRIED, AUTOMATIC -> true;
                    case TRANSFERRED, DELEGATED -> false;
                };
    }

    private NodeState withoutTurn(
            Run run, FlowChart chart, List<Step> steps, Map<UUID, List<Integer>> ways, Placed placed, String name) {
        if (isSkipped(chart, ways, placed)) {
            return bare(NodeState.Status.SKIPPED, name);
        }
        if (isAhead(chart, steps, placed)) {
            return placed.people()
                    .map(says ->
                            new NodeState(NodeState.Status.AHEAD, name, expectedPeople(run, placed, says), null, null))
                    .orElseGet(() -> bare(NodeState.Status.AHEAD, name));
        }
        boolean reached = run.memory.ways().containsKey(placed.id());
        boolean behindUs = steps.stream()
                .anyMatch(step -> step.state == Step.State.PASSED
                        && !step.node.equals(placed.id())
                        && !chart.isAtOrBehind(step.node, placed.id())
                        && chart.isAtOrBehind(placed.id(), step.node));
        boolean accepted = "accepted".equals(run.outcome);
        return bare(
                reached || behindUs || accepted
                        ? NodeState.Status.PASSED
                        : run.isOver() ? NodeState.Status.SKIPPED : NodeState.Status.AHEAD,
                name);
    }

    private List<PersonRef> expectedPeople(Run run, Placed placed, PeopleStep says) {
        try {
            List<Person> found = people.findNow(run, says.people(), placed.id());
            return found.size() > FEW
                    ? List.of()
                    : found.stream().map(PeopleFinder::ref).toList();
        } catch (DomainException e) {
            return List.of();
        }
    }

    private static NodeState bare(NodeState.Status status, String name) {
        return new NodeState(status, name, List.of(), null, null);
    }
}

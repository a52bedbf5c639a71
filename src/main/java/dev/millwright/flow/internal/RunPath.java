package dev.millwright.flow.internal;

import dev.millwright.field.PersonRef;
import dev.millwright.flow.Flows.NodeState;
import dev.millwright.flow.internal.FlowChart.Placed;
import dev.millwright.flow.internal.RunStore.Elsewhere;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.shared.DomainException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Where a run stands: the way it took, and the way it will take if the record stays as it is. What lies ahead is expected, no more: who
 * answers may change the record, and conditions are asked again when the run gets there.
 */
@Component
class RunPath {

    /** Who has answered, as they did; who is asked; who waits for them. */
    private static final Comparator<Item> IN_TURN = Comparator.<Item>comparingInt(
                    item -> hasAnswered(item) ? 0 : item.state == Item.State.WAITING ? 2 : 1)
            .thenComparing(item -> item.doneAt, Comparator.nullsLast(Comparator.naturalOrder()));

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
        Look look = new Look(run, store.version(run.version).chart(), store.steps(run.id));
        Map<UUID, NodeState> path = new LinkedHashMap<>();
        look.start().ifPresent(state -> path.put(look.chart.flow().id(), state));
        look.chart.all().forEach(placed -> path.put(placed.id(), look.state(placed)));
        return path;
    }

    /** One run as it stands now. */
    private final class Look {

        private final Run run;
        private final FlowChart chart;
        private final List<Step> steps;
        private final List<Onward> onward;
        private final List<Elsewhere> elsewhere;

        /** The branches taken and, for what lies ahead, those that would be taken now. */
        private final Map<UUID, List<Integer>> ways;

        Look(Run run, FlowChart chart, List<Step> steps) {
            this.run = run;
            this.chart = chart;
            this.steps = steps;
            onward = steps.stream()
                    .filter(Step::isOpen)
                    .flatMap(step -> onward(step).stream())
                    .toList();
            elsewhere = steps.stream().anyMatch(step -> step.isOpen() && step.kind == Step.Kind.CALL)
                    ? store.elsewhere(List.of(run.id))
                    : List.of();
            ways = new HashMap<>(run.memory.ways());
            if (!run.isOver()) {
                chart.all().forEach(this::expectWays);
            }
        }

        /** Where the run goes on once the step is through; conditions win over the straight way back. */
        private List<Onward> onward(Step step) {
            List<Onward> found = new ArrayList<>();
            List<UUID> changed = List.of();
            if (step.after.straight()) {
                changed = chart.changedWays(
                        step.node,
                        run.memory.ways(),
                        (placed, taken) ->
                                expected(placed).filter(taken::equals).isPresent());
                changed.forEach(way -> found.add(new Onward(way, !way.equals(step.node))));
            } else {
                found.add(new Onward(step.node, false));
            }
            for (Step.Resume resume : step.after.then()) {
                if (changed.stream().noneMatch(way -> chart.isAtOrBehind(way, resume.node()))) {
                    found.add(new Onward(resume.node(), true));
                }
            }
            return found;
        }

        private void expectWays(Placed placed) {
            boolean decides = placed.shape().asksConditions() || placed.shape() == NodeShape.ANSWER;
            if (decides
                    && (isAhead(placed) || isAsked(placed))
                    && steps.stream().noneMatch(step -> step.isOpen() && chart.isWithin(placed.id(), step.node))
                    && !isSkipped(placed)) {
                ways.remove(placed.id());
                expected(placed).ifPresent(taken -> ways.put(placed.id(), taken));
            }
        }

        /** Nothing when that cannot be said, since a condition fails for the record as it is. */
        private Optional<List<Integer>> expected(Placed placed) {
            try {
                return Optional.of(records.choose(run, placed));
            } catch (DomainException | DataAccessException | IllegalStateException e) {
                return Optional.empty();
            }
        }

        private boolean isAhead(Placed placed) {
            return onward.stream()
                    .anyMatch(from -> (from.itself() || !from.node().equals(placed.id()))
                            && chart.isAtOrBehind(from.node(), placed.id()));
        }

        /** Whether its people are still to give the answer that takes a branch. */
        private boolean isAsked(Placed placed) {
            return steps.stream().anyMatch(step -> step.isOpen() && step.node.equals(placed.id()));
        }

        private boolean isSkipped(Placed placed) {
            return chart.around(placed.id()).stream().anyMatch(level -> {
                List<Integer> taken = ways.get(level.node());
                return taken != null && !taken.contains(level.branch());
            });
        }

        /** The start is a step of its own while the run has come back to it. */
        Optional<NodeState> start() {
            return steps.stream()
                    .filter(step -> step.isOpen() && chart.isStart(step.node))
                    .findFirst()
                    .map(step -> ofTurn(step, names.step(run.appKey, chart, step.node)));
        }

        /** The innermost of the branches around it that the run goes together with others. */
        private NodeState.@Nullable Beside beside(UUID node) {
            NodeState.Beside beside = null;
            for (FlowChart.Level level : chart.around(node)) {
                Placed fork = chart.get(Objects.requireNonNull(level.node()));
                List<Integer> taken = ways.get(fork.id());
                boolean together = fork.shape() == NodeShape.PARALLEL
                        || fork.shape() == NodeShape.INCLUSIVE && taken != null && taken.size() > 1;
                if (together) {
                    String label = fork.node().branches().get(level.branch()).label();
                    beside = new NodeState.Beside(
                            level.branch() + 1, label.isBlank() ? "" : names.text(run.appKey, label));
                }
            }
            return beside;
        }

        NodeState state(Placed placed) {
            List<Step> turns =
                    steps.stream().filter(step -> step.node.equals(placed.id())).toList();
            boolean isPast =
                    turns.isEmpty() || isAhead(placed) && !turns.getLast().isOpen();
            // Without a name of the designer's only what people are asked for has one; forks are but the wiring
            // between.
            boolean named = !placed.node().label().isBlank() && !(placed.behaviour() instanceof NodeBehaviour.Branches);
            String name =
                    placed.people().isPresent() || named || !isPast ? names.step(run.appKey, chart, placed.id()) : "";
            return isPast ? withoutTurn(placed, name) : ofTurn(turns.getLast(), name);
        }

        private NodeState ofTurn(Step turn, String name) {
            NodeState.Status status = switch (turn.state) {
                case OPEN -> turn.kind == Step.Kind.WORK ? NodeState.Status.FAILED : NodeState.Status.CURRENT;
                case PASSED -> NodeState.Status.PASSED;
                case REJECTED -> NodeState.Status.REJECTED;
                case RETURNED, LEFT -> run.isOver() ? NodeState.Status.SKIPPED : NodeState.Status.AHEAD;
            };
            List<PersonRef> concerned = turn.items.stream()
                    .filter(turn.isOpen() ? RunPath::hasIt : RunPath::hasAnswered)
                    .sorted(IN_TURN)
                    .map(item -> item.person)
                    .distinct()
                    .toList();
            // Somebody who is asked once more has not answered.
            List<PersonRef> answered = turn.isOpen()
                    ? concerned.stream()
                            .filter(person -> turn.items.stream()
                                    .noneMatch(item -> item.person.equals(person) && item.state.isLiving()))
                            .toList()
                    : List.of();
            Map<PersonRef, PersonRef> standIns = new HashMap<>();
            turn.items.stream().filter(item -> concerned.contains(item.person)).forEach(item -> {
                if (item.standsInFor != null) {
                    standIns.put(item.person, item.standsInFor);
                }
            });
            Instant since = turn.closedAt == null ? turn.openedAt : turn.closedAt;
            return new NodeState(
                    status, name, concerned, answered, standIns, called(turn), beside(turn.node), since, turn.dueAt);
        }

        private List<NodeState.Called> called(Step turn) {
            return elsewhere.stream()
                    .filter(one -> one.step().equals(turn.id))
                    .map(one -> new NodeState.Called(one.person(), names.text(one.app(), one.flow())))
                    .toList();
        }

        private NodeState withoutTurn(Placed placed, String name) {
            if (isSkipped(placed)) {
                return bare(placed, NodeState.Status.SKIPPED, name);
            }
            if (isAhead(placed)) {
                return placed.people()
                        .map(says -> new NodeState(
                                NodeState.Status.AHEAD,
                                name,
                                people.expected(run, says, placed.id()),
                                List.of(),
                                beside(placed.id()),
                                null,
                                null))
                        .orElseGet(() -> bare(placed, NodeState.Status.AHEAD, name));
            }
            boolean reached = run.memory.ways().containsKey(placed.id());
            boolean behindUs = steps.stream()
                    .anyMatch(step -> (chart.wentOn(step) || step.isOpen())
                            && !step.node.equals(placed.id())
                            && !chart.isAtOrBehind(step.node, placed.id())
                            && chart.isAtOrBehind(placed.id(), step.node));
            boolean accepted = "accepted".equals(run.outcome);
            return bare(
                    placed,
                    reached || behindUs || accepted
                            ? NodeState.Status.PASSED
                            : run.isOver() ? NodeState.Status.SKIPPED : NodeState.Status.AHEAD,
                    name);
        }

        private NodeState bare(Placed placed, NodeState.Status status, String name) {
            return new NodeState(status, name, List.of(), List.of(), beside(placed.id()), null, null);
        }
    }

    /**
     * A place from which a run goes on.
     *
     * @param itself whether the node is still to come, as where a run goes back to whoever returned it; else what lies behind it
     */
    private record Onward(UUID node, boolean itself) {}

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
}

package dev.millwright.flow.internal;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.NodeTypes;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.shared.Label;
import dev.millwright.shared.NotFoundException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A flow with its nodes bound to their types and the places where they stand. Knows which places lie behind which, so that a run can
 * go back and forth in the tree without losing or doubling anything.
 */
final class FlowChart {

    /** The way through the tree to a node: which list it stands in and where, from the outermost list to its own. */
    record Place(List<Level> levels) {
        Place {
            levels = List.copyOf(levels);
        }
    }

    /**
     * @param node whose branch the list is; null for the flow itself
     * @param branch number of the branch
     * @param position in the list
     */
    record Level(@Nullable UUID node, int branch, int position) {}

    /** A node with what it does. */
    record Placed(NodeDefinition node, NodeShape shape, NodeBehaviour behaviour, Label typeLabel, Place place) {

        UUID id() {
            return node.id();
        }

        Optional<PeopleStep> people() {
            return behaviour instanceof NodeBehaviour.People people ? Optional.of(people.step()) : Optional.empty();
        }
    }

    /** Where the starter is asked once more. */
    private static final Label START_NAME = Label.of("Correct and hand in again", "修改后重新提交");

    private final FlowDefinition flow;
    private final Map<UUID, Placed> nodes = new LinkedHashMap<>();

    FlowChart(FlowDefinition flow, NodeTypes types, DefinitionCodec codec) {
        this.flow = flow;
        // Before everything stands the starter, to whom a run can come back.
        place(flow.nodes(), null, 0, List.of(), types, codec);
    }

    private void place(
            List<NodeDefinition> list,
            @Nullable UUID owner,
            int branch,
            List<Level> above,
            NodeTypes types,
            DefinitionCodec codec) {
        for (int i = 0; i < list.size(); i++) {
            NodeDefinition node = list.get(i);
            List<Level> levels = new ArrayList<>(above);
            levels.add(new Level(owner, branch, i));
            nodes.put(node.id(), bind(node, new Place(levels), types, codec));
            for (int b = 0; b < node.branches().size(); b++) {
                place(node.branches().get(b).nodes(), node.id(), b, levels, types, codec);
            }
        }
    }

    private static Placed bind(NodeDefinition node, Place place, NodeTypes types, DefinitionCodec codec) {
        NodeType<?> type = types.find(node.type()).orElseThrow(() -> new NotFoundException(node.type()));
        return bind(node, place, type, codec);
    }

    private static <C> Placed bind(NodeDefinition node, Place place, NodeType<C> type, DefinitionCodec codec) {
        C config = codec.settings(type, node.config());
        return new Placed(
                node,
                type.shape(config),
                type.behaviour(config),
                type.descriptor().label(),
                place);
    }

    FlowDefinition flow() {
        return flow;
    }

    Collection<Placed> all() {
        return nodes.values();
    }

    /** Whether any of its steps is for people. */
    boolean asksPeople() {
        return nodes.values().stream().anyMatch(placed -> placed.people().isPresent());
    }

    /** How runs of it are called that go on. */
    FlowInstance.Phase underWay() {
        return nodes.values().stream()
                        .anyMatch(placed -> placed.behaviour() instanceof NodeBehaviour.People people
                                && people.kind() == NodeBehaviour.People.Kind.APPROVE)
                ? FlowInstance.Phase.IN_APPROVAL
                : FlowInstance.Phase.IN_PROGRESS;
    }

    Optional<Placed> find(UUID node) {
        return Optional.ofNullable(nodes.get(node));
    }

    Placed get(UUID node) {
        return find(node).orElseThrow(() -> new NotFoundException(node.toString()));
    }

    /** What the designer called a node; empty for none. */
    String label(UUID node) {
        return find(node).map(placed -> placed.node().label()).orElse("");
    }

    /** What people call a node, also one that the designer gave no name; the start of the flow has the flow's id. */
    Label name(UUID node) {
        return find(node)
                .map(placed -> placed.node().label().isBlank()
                        ? placed.typeLabel()
                        : Label.of(placed.node().label(), placed.node().label()))
                .orElse(START_NAME);
    }

    /** What those who are asked at the node may do with fields, by key; at the start it is the one who hands in. */
    Map<String, FieldRight> fields(UUID node) {
        return isStart(node)
                ? flow.settings().start()
                : find(node).flatMap(Placed::people).map(PeopleStep::fields).orElse(Map.of());
    }

    /** What they may do with fields that are not named. */
    FieldRight others(UUID node) {
        return isStart(node) ? FieldRight.EDIT : FieldRight.READ;
    }

    /** Whether the place is the start, where the starter hands in. */
    boolean isStart(UUID node) {
        return node.equals(flow.id());
    }

    private static final Place START = new Place(List.of(new Level(null, 0, -1)));

    Place place(UUID node) {
        return isStart(node) ? START : get(node).place();
    }

    /**
     * Whether the flow gets from the one to the other by going on, or they are the same: what lies there has to be undone when the run
     * goes back to {@code from}. Places in other branches that run at the same time are not behind.
     */
    boolean isAtOrBehind(UUID from, UUID other) {
        List<Level> here = place(from).levels();
        List<Level> there = place(other).levels();
        for (int i = 0; i < here.size(); i++) {
            if (i == there.size()) {
                // The other one holds this one in its branches.
                return false;
            }
            Level a = here.get(i);
            Level b = there.get(i);
            if (a.branch() != b.branch()) {
                return false;
            }
            if (a.position() != b.position()) {
                return b.position() > a.position();
            }
        }
        return true;
    }

    /**
     * Nodes with branches behind the node that would choose other ways now, and the node itself where its answer does; the first of each
     * way.
     *
     * @param ways the branches taken
     * @param isTakenAgain whether a node would choose the same branches
     */
    List<UUID> changedWays(UUID node, Map<UUID, List<Integer>> ways, BiPredicate<Placed, List<Integer>> isTakenAgain) {
        List<UUID> changed = new ArrayList<>();
        for (Placed placed : all()) {
            List<Integer> taken = ways.get(placed.id());
            if (taken != null
                    && (placed.shape().asksConditions() || placed.id().equals(node) && hasAnswerBranches(node))
                    && isAtOrBehind(node, placed.id())
                    && changed.stream().noneMatch(first -> isAtOrBehind(first, placed.id()))
                    && !isTakenAgain.test(placed, taken)) {
                changed.add(placed.id());
            }
        }
        return changed;
    }

    /** Whether a yes and a no of the node each have a branch. */
    boolean hasAnswerBranches(UUID node) {
        return find(node).filter(placed -> placed.shape() == NodeShape.ANSWER).isPresent();
    }

    /** Whether the run went on from the step: by a yes, or by a no that has a branch. */
    boolean wentOn(Step step) {
        return step.state == Step.State.PASSED || step.state == Step.State.REJECTED && hasAnswerBranches(step.node);
    }

    /** Whether the node stands in the branches of the other, at any depth. */
    boolean isWithin(UUID owner, UUID node) {
        return !isStart(node) && place(node).levels().stream().anyMatch(level -> owner.equals(level.node()));
    }

    /** The nodes with branches around the node, from the outermost in. */
    List<Level> around(UUID node) {
        return isStart(node)
                ? List.of()
                : place(node).levels().stream()
                        .filter(level -> level.node() != null)
                        .toList();
    }

    /** The branch that an answer takes. */
    static List<Integer> wayOf(boolean yes) {
        return List.of(yes ? 0 : 1);
    }

    static boolean isFallback(BranchDefinition branch) {
        return branch.condition().isBlank();
    }
}

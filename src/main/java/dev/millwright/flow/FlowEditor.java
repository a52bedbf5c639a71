package dev.millwright.flow;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.DesignEditor;
import dev.millwright.extension.EditHistory;
import dev.millwright.extension.Extension;
import dev.millwright.flow.FlowEdit.BranchChange;
import dev.millwright.flow.FlowEdit.FlowChange;
import dev.millwright.flow.FlowEdit.NodeChange;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Keys;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A flow while it is designed: the definition, what is selected, and every edit since it was opened, to undo and redo. Whatever an edit
 * leaves is a well-nested tree. Knows nothing of screens.
 */
public final class FlowEditor implements DesignEditor<FlowDefinition> {

    /** Fewer ways than two are no fork. */
    private static final int FEWEST_BRANCHES = 2;

    private static final int MOST_BRANCHES = 20;

    private static final String REJECTED = "rejected";

    private final NodeTypes nodeTypes;
    private final TriggerTypes triggerTypes;
    private final DefinitionCodec codec;
    private final Function<FlowDefinition, Problems> validation;
    private final Collection<String> takenKeys;
    private final EditHistory<FlowEdit, FlowDefinition, FlowSelection> history;
    private boolean published;

    /**
     * @param published whether people use it, so that its key can no longer change
     * @param takenKeys of the other flows of the app
     * @param validation what is wrong with a definition; paths of a node or branch start with its id
     */
    public FlowEditor(
            FlowDefinition definition,
            boolean published,
            Collection<String> takenKeys,
            NodeTypes nodeTypes,
            TriggerTypes triggerTypes,
            DefinitionCodec codec,
            Function<FlowDefinition, Problems> validation) {
        this.nodeTypes = nodeTypes;
        this.triggerTypes = triggerTypes;
        this.codec = codec;
        this.validation = validation;
        this.published = published;
        this.takenKeys = List.copyOf(takenKeys);
        this.history = new EditHistory<>(definition, FlowSelection.FLOW);
    }

    @Override
    public FlowDefinition definition() {
        return history.definition();
    }

    @Override
    public Problems problems() {
        return validation.apply(definition());
    }

    public boolean published() {
        return published;
    }

    public FlowSelection selection() {
        return history.selection();
    }

    /** The node that alone is selected. */
    public Optional<NodeDefinition> selectedNode() {
        return selection() instanceof FlowSelection.Nodes(List<UUID> ids) && ids.size() == 1
                ? definition().node(ids.getFirst())
                : Optional.empty();
    }

    /** Selects it as far as it is there; the flow itself when it is not. */
    public void select(FlowSelection wanted) {
        history.select(present(definition(), wanted));
    }

    private static FlowSelection present(FlowDefinition flow, FlowSelection wanted) {
        return switch (wanted) {
            case FlowSelection.Flow _, FlowSelection.Trigger _ -> wanted;
            case FlowSelection.Nodes(List<UUID> ids) -> {
                List<UUID> there =
                        ids.stream().filter(id -> flow.node(id).isPresent()).toList();
                yield there.isEmpty() ? FlowSelection.FLOW : new FlowSelection.Nodes(there);
            }
            case FlowSelection.Branch(UUID id) ->
                FlowTree.branch(flow.nodes(), id).isPresent() ? wanted : FlowSelection.FLOW;
        };
    }

    public Optional<BranchDefinition> branch(UUID id) {
        return FlowTree.branch(definition().nodes(), id);
    }

    /** The node that the branch belongs to. */
    public Optional<NodeDefinition> ownerOf(UUID branch) {
        return FlowTree.ownerOf(definition().nodes(), branch);
    }

    /** The connection right before a node. */
    public Optional<FlowPlace> placeOf(UUID node) {
        return FlowTree.placeOf(definition().nodes(), node);
    }

    /** How the node stands in the tree; as a step when its type is not installed and it has no branches. */
    public NodeShape shape(NodeDefinition node) {
        return nodeTypes.shape(node, codec).orElse(node.branches().isEmpty() ? NodeShape.STEP : NodeShape.EXCLUSIVE);
    }

    /** A node of the type as it begins, with two branches if it forks. */
    public NodeDefinition begin(NodeType<?> type) {
        return withItsBranches(new NodeDefinition(Ids.next(), type.key(), "", defaults(type), List.of()));
    }

    /** A node of the type with this configuration. */
    public NodeDefinition begin(NodeType<?> type, Object config) {
        return withItsBranches(
                new NodeDefinition(Ids.next(), type.key(), "", (ObjectNode) codec.tree(config), List.of()));
    }

    /** With two branches if it forks and has none. */
    private NodeDefinition withItsBranches(NodeDefinition node) {
        NodeShape shape = shape(node);
        if (!shape.hasBranches() || !node.branches().isEmpty()) {
            return node;
        }
        // Until the designer says what follows a no, it ends the flow as it would without a branch.
        List<NodeDefinition> refused =
                shape == NodeShape.ANSWER ? rejectedEnd().stream().toList() : List.of();
        return node.withBranches(List.of(newBranch(), newBranch().withNodes(refused)));
    }

    private Optional<NodeDefinition> rejectedEnd() {
        return nodeTypes.all().stream()
                .filter(type -> type.shape() == NodeShape.END)
                .flatMap(type -> rejected(type).stream())
                .findFirst();
    }

    private <C> Optional<NodeDefinition> rejected(NodeType<C> type) {
        ObjectNode config = defaults(type).put("outcome", REJECTED);
        return codec.tried(type, config, type::behaviour)
                .filter(new NodeBehaviour.End(REJECTED)::equals)
                .map(behaviour -> new NodeDefinition(Ids.next(), type.key(), "", config, List.of()));
    }

    private static BranchDefinition newBranch() {
        return new BranchDefinition(Ids.next(), "", "", List.of());
    }

    private <C> ObjectNode defaults(Extension<C> type) {
        return (ObjectNode) codec.tree(type.defaultConfig());
    }

    /** Goes on after it went live: its key can no longer change, by undo neither. */
    public void released(FlowDefinition live) {
        published = true;
        history.goOn(definition(), before -> before.withLabel(live.key(), before.label()));
    }

    /**
     * Does one edit, as one step of undo.
     *
     * @return false when it changes nothing
     * @throws FlowEditRefusedException when the flow does not take it; nothing has changed
     */
    public boolean apply(FlowEdit edit) {
        return perform(edit, null);
    }

    /** Does an edit that is part of typing: as long as the same thing is typed into, it is one step of undo. */
    public boolean type(FlowEdit edit) {
        return perform(edit, subject(edit));
    }

    /** What is typed next starts a step of its own. */
    public void endTyping() {
        history.endTyping();
    }

    @Override
    public boolean canUndo() {
        return history.canUndo();
    }

    @Override
    public boolean canRedo() {
        return history.canRedo();
    }

    public Optional<FlowEdit> undo() {
        return history.undo();
    }

    public Optional<FlowEdit> redo() {
        return history.redo();
    }

    private boolean perform(FlowEdit edit, @Nullable Object subject) {
        FlowDefinition flow = definition();
        return switch (edit) {
            case FlowEdit.AddNode(FlowPlace at, NodeDefinition node) ->
                keep(edit, put(flow.nodes(), at, List.of(node)), FlowSelection.node(node.id()));
            case FlowEdit.Begin(UUID form, TriggerDefinition trigger, List<NodeDefinition> nodes) -> {
                checked(nodes);
                yield history.add(
                        edit,
                        flow.withForm(form).withTrigger(trigger).withNodes(nodes),
                        nodes.stream()
                                .findFirst()
                                .map(node -> FlowSelection.node(node.id()))
                                .orElse(FlowSelection.FLOW),
                        null);
            }
            case FlowEdit.MoveNodes(List<UUID> nodes, FlowPlace to) -> move(edit, nodes, to);
            case FlowEdit.Paste(List<NodeDefinition> nodes, FlowPlace at) -> {
                List<NodeDefinition> copies = FlowTree.copies(nodes, Ids::next);
                yield keep(edit, put(flow.nodes(), at, copies), selectionOf(copies));
            }
            case FlowEdit.Duplicate(List<UUID> wanted) -> {
                List<NodeDefinition> nodes = there(wanted);
                FlowPlace last = placeOf(nodes.getLast().id()).orElseThrow(FlowEditor::gone);
                List<NodeDefinition> copies = FlowTree.copies(nodes, Ids::next);
                yield keep(
                        edit,
                        put(flow.nodes(), new FlowPlace(last.branch(), last.index() + 1), copies),
                        selectionOf(copies));
            }
            case FlowEdit.RemoveNodes(List<UUID> nodes) -> {
                there(nodes);
                yield keep(edit, FlowTree.without(flow.nodes(), Set.copyOf(nodes)), FlowSelection.FLOW);
            }
            case FlowEdit.AddBranch(UUID id, int index) -> {
                BranchDefinition added = newBranch();
                yield keep(
                        edit,
                        FlowTree.changed(flow.nodes(), fork(id).id(), node -> withBranch(node, index, added)),
                        new FlowSelection.Branch(added.id()));
            }
            case FlowEdit.MoveBranch(UUID branch, UUID node, int index) -> moveBranch(edit, branch, node, index);
            case FlowEdit.DuplicateBranch(UUID id) -> {
                NodeDefinition owner =
                        fork(ownerOf(id).orElseThrow(FlowEditor::gone).id());
                int at = indexOf(owner, id);
                // Copied as part of a node, so that all ids within are new.
                BranchDefinition copy = FlowTree.copies(
                                List.of(owner.withBranches(
                                        List.of(owner.branches().get(at)))),
                                Ids::next)
                        .getFirst()
                        .branches()
                        .getFirst();
                yield keep(
                        edit,
                        FlowTree.changed(flow.nodes(), owner.id(), node -> withBranch(node, at + 1, copy)),
                        new FlowSelection.Branch(copy.id()));
            }
            case FlowEdit.RemoveBranch(UUID id) -> {
                NodeDefinition owner =
                        fork(ownerOf(id).orElseThrow(FlowEditor::gone).id());
                yield keep(
                        edit,
                        FlowTree.changed(flow.nodes(), owner.id(), node -> withoutBranch(node, id)),
                        FlowSelection.node(owner.id()));
            }
            case FlowEdit.ChangeNode(UUID id, NodeChange change) ->
                history.add(
                        edit,
                        flow.withNodes(checked(joined(
                                FlowTree.changed(flow.nodes(), node(id).id(), node -> changed(node, change)), id))),
                        FlowSelection.node(id),
                        subject);
            case FlowEdit.ChangeBranch(UUID id, BranchChange change) -> {
                BranchDefinition changed = changed(branch(id).orElseThrow(FlowEditor::gone), change);
                yield history.add(
                        edit,
                        flow.withNodes(FlowTree.changedBranch(flow.nodes(), id, branch -> changed)),
                        new FlowSelection.Branch(id),
                        subject);
            }
            case FlowEdit.ChangeFlow(FlowChange change) ->
                history.add(edit, changed(flow, change), selection(), subject);
            case FlowEdit.ChangeConfigs(
                    List<FlowEdit.ChangeConfigs.ConfigOf> configs,
                    Map<String, FieldRight> start) -> {
                List<NodeDefinition> nodes = flow.nodes();
                for (FlowEdit.ChangeConfigs.ConfigOf one : configs) {
                    nodes = FlowTree.changed(nodes, node(one.node()).id(), node -> node.withConfig(one.config()));
                }
                FlowDefinition changed = flow.withNodes(checked(nodes));
                yield history.add(
                        edit,
                        start == null
                                ? changed
                                : changed.withSettings(changed.settings().withStart(start)),
                        selection(),
                        null);
            }
        };
    }

    private boolean keep(FlowEdit edit, List<NodeDefinition> nodes, FlowSelection selected) {
        return history.add(edit, definition().withNodes(checked(nodes)), selected, null);
    }

    private static FlowSelection selectionOf(List<NodeDefinition> nodes) {
        return new FlowSelection.Nodes(nodes.stream().map(NodeDefinition::id).toList());
    }

    // --- Nodes ---

    private NodeDefinition node(UUID id) {
        return definition().node(id).orElseThrow(FlowEditor::gone);
    }

    private List<NodeDefinition> there(List<UUID> wanted) {
        List<NodeDefinition> nodes = FlowTree.outermost(definition().nodes(), Set.copyOf(wanted));
        if (nodes.isEmpty()) {
            throw gone();
        }
        return nodes;
    }

    private static List<NodeDefinition> put(List<NodeDefinition> nodes, FlowPlace at, List<NodeDefinition> added) {
        if (FlowTree.line(nodes, at.branch()).isEmpty()) {
            throw gone();
        }
        return FlowTree.withLine(nodes, at.branch(), line -> FlowTree.inserted(line, at.index(), added));
    }

    private boolean move(FlowEdit edit, List<UUID> wanted, FlowPlace to) {
        List<NodeDefinition> moved = there(wanted);
        Set<UUID> within = FlowTree.ids(moved);
        if (to.branch() != null && within.contains(to.branch())) {
            throw new FlowEditRefusedException("flow.edit.intoItself");
        }
        List<NodeDefinition> nodes = definition().nodes();
        Set<UUID> ids = moved.stream().map(NodeDefinition::id).collect(Collectors.toSet());
        int before = (int) FlowTree.line(nodes, to.branch()).orElseThrow(FlowEditor::gone).stream()
                .limit(Math.max(0, to.index()))
                .filter(node -> ids.contains(node.id()))
                .count();
        return keep(
                edit,
                put(FlowTree.without(nodes, ids), new FlowPlace(to.branch(), to.index() - before), moved),
                selectionOf(moved));
    }

    private NodeDefinition changed(NodeDefinition node, NodeChange change) {
        return switch (change) {
            case NodeChange.Label(String label) -> node.withLabel(label);
            case NodeChange.Config(String _, ObjectNode config) -> withItsBranches(node.withConfig(config));
            case NodeChange.Type(String key)
            when shape(node) == NodeShape.ANSWER && !key.equals(node.type()) ->
                throw new FlowEditRefusedException("flow.edit.answered");
            case NodeChange.Type(String key) ->
                nodeTypes
                        .find(key)
                        .map(type -> retyped(node, type))
                        .orElseThrow(() -> new FlowEditRefusedException("flow.edit.noType", key));
        };
    }

    private NodeDefinition retyped(NodeDefinition node, NodeType<?> type) {
        // What both know stays, such as who is asked.
        NodeDefinition retyped = node.withType(type.key(), merged(node.config(), defaults(type)));
        NodeShape shape = shape(retyped);
        boolean keeps = shape.hasBranches()
                && (shape != NodeShape.ANSWER || node.branches().size() == FEWEST_BRANCHES);
        return withItsBranches(keeps ? retyped : retyped.withBranches(List.of()));
    }

    /**
     * Where the node has no branches any more, since a no ends the flow or goes back: what followed a yes follows the node. What follows a
     * no would be lost; the designer takes it away first.
     */
    private List<NodeDefinition> joined(List<NodeDefinition> nodes, UUID id) {
        NodeDefinition node = nodes.stream()
                .flatMap(NodeDefinition::withThoseWithin)
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(FlowEditor::gone);
        NodeDefinition before = node(id);
        if (node.branches().isEmpty() || shape(node).hasBranches() || shape(before) != NodeShape.ANSWER) {
            return nodes;
        }
        long lost = node.branches().stream()
                .skip(1)
                .flatMap(branch -> branch.nodes().stream())
                .flatMap(NodeDefinition::withThoseWithin)
                .filter(one -> shape(one) != NodeShape.END)
                .count();
        if (lost > 0) {
            throw new FlowEditRefusedException("flow.edit.refusedHolds", lost);
        }
        FlowPlace place = FlowTree.placeOf(nodes, id).orElseThrow(FlowEditor::gone);
        List<NodeDefinition> agreed = node.branches().getFirst().nodes();
        return put(
                FlowTree.changed(nodes, id, one -> one.withBranches(List.of())),
                new FlowPlace(place.branch(), place.index() + 1),
                agreed);
    }

    private static ObjectNode merged(ObjectNode before, ObjectNode defaults) {
        ObjectNode merged = defaults.deepCopy();
        defaults.propertyNames().stream()
                .filter(before::has)
                .filter(name ->
                        before.get(name).getNodeType() == defaults.get(name).getNodeType())
                .filter(name -> before.get(name).isObject())
                .forEach(name -> merged.set(name, before.get(name)));
        return merged;
    }

    // --- Branches ---

    private NodeDefinition fork(UUID id) {
        NodeDefinition node = node(id);
        if (!shape(node).hasBranches()) {
            throw new FlowEditRefusedException("flow.edit.noBranches");
        }
        if (shape(node) == NodeShape.ANSWER) {
            throw new FlowEditRefusedException("flow.edit.twoAnswers");
        }
        return node;
    }

    private static int indexOf(NodeDefinition owner, UUID branch) {
        return IntStream.range(0, owner.branches().size())
                .filter(i -> owner.branches().get(i).id().equals(branch))
                .findFirst()
                .orElseThrow(FlowEditor::gone);
    }

    private static NodeDefinition withBranch(NodeDefinition node, int index, BranchDefinition added) {
        if (node.branches().size() >= MOST_BRANCHES) {
            throw new FlowEditRefusedException("flow.edit.tooManyBranches", MOST_BRANCHES);
        }
        List<BranchDefinition> branches = new ArrayList<>(node.branches());
        branches.add(Math.clamp(index, 0, branches.size()), added);
        return node.withBranches(branches);
    }

    private static NodeDefinition withoutBranch(NodeDefinition node, UUID branch) {
        if (node.branches().size() <= FEWEST_BRANCHES) {
            throw new FlowEditRefusedException("flow.edit.lastBranches");
        }
        return node.withBranches(
                node.branches().stream().filter(one -> !one.id().equals(branch)).toList());
    }

    private boolean moveBranch(FlowEdit edit, UUID id, UUID to, int index) {
        BranchDefinition moved = branch(id).orElseThrow(FlowEditor::gone);
        NodeDefinition owner = fork(ownerOf(id).orElseThrow(FlowEditor::gone).id());
        NodeDefinition target = fork(to);
        List<NodeDefinition> nodes = definition().nodes();
        if (owner.id().equals(target.id())) {
            int from = indexOf(owner, id);
            List<BranchDefinition> branches = new ArrayList<>(owner.branches());
            branches.remove(from);
            branches.add(Math.clamp(index > from ? index - 1 : index, 0, branches.size()), moved);
            return keep(
                    edit,
                    FlowTree.changed(nodes, owner.id(), node -> node.withBranches(branches)),
                    new FlowSelection.Branch(id));
        }
        if (FlowTree.ids(moved.nodes()).contains(target.id())) {
            throw new FlowEditRefusedException("flow.edit.intoItself");
        }
        List<NodeDefinition> without = FlowTree.changed(nodes, owner.id(), node -> withoutBranch(node, id));
        return keep(
                edit,
                FlowTree.changed(without, target.id(), node -> withBranch(node, index, moved)),
                new FlowSelection.Branch(id));
    }

    private static BranchDefinition changed(BranchDefinition branch, BranchChange change) {
        return switch (change) {
            case BranchChange.Label(String label) -> branch.withLabel(label);
            case BranchChange.Condition(String condition) -> branch.withCondition(condition);
        };
    }

    // --- The flow itself ---

    private FlowDefinition changed(FlowDefinition flow, FlowChange change) {
        return switch (change) {
            case FlowChange.Label(String label) -> {
                // Until somebody gives it a key, it has the one that its name proposes.
                boolean proposed = !published && flow.key().equals(proposal(flow.label(), flow.key()));
                yield flow.withLabel(proposed && !label.isBlank() ? proposal(label, flow.key()) : flow.key(), label);
            }
            case FlowChange.Key(String key) -> flow.withLabel(published ? flow.key() : key, flow.label());
            case FlowChange.Form(UUID form) -> flow.withForm(form);
            case FlowChange.Trigger(String key) ->
                triggerTypes
                        .find(key)
                        // What those may do who hand in says nothing about another way to begin.
                        .map(type -> flow.withTrigger(new TriggerDefinition(key, defaults(type)))
                                .withSettings(flow.settings().withStart(Map.of())))
                        .orElseThrow(() -> new FlowEditRefusedException("flow.edit.noType", key));
            case FlowChange.TriggerConfig(String _, ObjectNode config) ->
                flow.withTrigger(flow.trigger().withConfig(config));
            case FlowChange.Settings(FlowSettings settings) -> flow.withSettings(settings);
        };
    }

    private String proposal(String label, String otherwise) {
        return label.isBlank() ? otherwise : Keys.propose(label, FlowDefinition.KIND, takenKeys::contains);
    }

    // --- What no edit may leave ---

    private List<NodeDefinition> checked(List<NodeDefinition> nodes) {
        List<NodeDefinition> all =
                nodes.stream().flatMap(NodeDefinition::withThoseWithin).toList();
        int before = (int) definition().allNodes().count();
        if (all.size() > FlowDefinition.MAX_NODES && all.size() > before) {
            throw new FlowEditRefusedException("flow.edit.tooManyNodes", FlowDefinition.MAX_NODES);
        }
        int depth = FlowTree.depth(nodes);
        if (depth > FlowDefinition.MAX_DEPTH
                && depth > FlowTree.depth(definition().nodes())) {
            throw new FlowEditRefusedException("flow.edit.tooDeep", FlowDefinition.MAX_DEPTH);
        }
        Set<UUID> ids = new HashSet<>();
        Stream.concat(
                        all.stream().map(NodeDefinition::id),
                        all.stream().flatMap(node -> node.branches().stream()).map(BranchDefinition::id))
                .forEach(id -> {
                    if (!ids.add(id)) {
                        throw new FlowEditRefusedException("flow.edit.twice");
                    }
                });
        Map<UUID, NodeDefinition> known =
                definition().allNodes().collect(Collectors.toMap(NodeDefinition::id, node -> node, (a, b) -> a));
        Stream.concat(
                        Stream.of(nodes),
                        all.stream().flatMap(node -> node.branches().stream()).map(BranchDefinition::nodes))
                .forEach(line -> checkEnds(line, known));
        return nodes;
    }

    /** Nothing may come to stand after a node that nothing follows; what stood so before may go on. */
    private void checkEnds(List<NodeDefinition> line, Map<UUID, NodeDefinition> known) {
        for (int i = 0; i < line.size() - 1; i++) {
            NodeDefinition node = line.get(i);
            if (!shape(node).goesOn() && !stoodSo(node, line.get(i + 1), known)) {
                throw new FlowEditRefusedException("flow.edit.afterEnd");
            }
        }
    }

    private boolean stoodSo(NodeDefinition end, NodeDefinition next, Map<UUID, NodeDefinition> known) {
        NodeDefinition before = known.get(end.id());
        if (before == null || shape(before).goesOn() || !known.containsKey(next.id())) {
            return false;
        }
        Optional<FlowPlace> first = placeOf(end.id());
        Optional<FlowPlace> second = placeOf(next.id());
        return first.isPresent()
                && second.isPresent()
                && Objects.equals(first.get().branch(), second.get().branch())
                && second.get().index() == first.get().index() + 1;
    }

    private static FlowEditRefusedException gone() {
        return new FlowEditRefusedException("flow.edit.gone");
    }

    /** What an edit is about: typing into the same is undone as a whole. */
    private static @Nullable Object subject(FlowEdit edit) {
        return switch (edit) {
            case FlowEdit.ChangeNode(UUID id, NodeChange.Label _) -> List.of(id, "label");
            case FlowEdit.ChangeNode(UUID id, NodeChange.Config(String property, ObjectNode _)) ->
                List.of(id, "config", property);
            case FlowEdit.ChangeNode(UUID _, NodeChange.Type _) -> null;
            case FlowEdit.ChangeBranch(UUID id, BranchChange change) -> List.of(id, change.getClass());
            case FlowEdit.ChangeFlow(FlowChange.TriggerConfig(String property, ObjectNode _)) ->
                List.of("trigger", property);
            case FlowEdit.ChangeFlow(FlowChange change) -> change.getClass();
            case FlowEdit.AddNode _,
                    FlowEdit.Begin _,
                    FlowEdit.MoveNodes _,
                    FlowEdit.Paste _,
                    FlowEdit.Duplicate _,
                    FlowEdit.RemoveNodes _,
                    FlowEdit.AddBranch _,
                    FlowEdit.MoveBranch _,
                    FlowEdit.DuplicateBranch _,
                    FlowEdit.RemoveBranch _,
                    FlowEdit.ChangeConfigs _ -> null;
        };
    }
}

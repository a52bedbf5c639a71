package dev.millwright.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Makes new trees of nodes out of old ones; nothing of an old one changes. */
final class FlowTree {

    private FlowTree() {}

    /** Where a node stands; nothing when it is in none of the lists. */
    static Optional<FlowPlace> placeOf(List<NodeDefinition> nodes, UUID node) {
        return placeOf(null, nodes, node);
    }

    private static Optional<FlowPlace> placeOf(@Nullable UUID branch, List<NodeDefinition> nodes, UUID wanted) {
        for (int i = 0; i < nodes.size(); i++) {
            NodeDefinition node = nodes.get(i);
            if (node.id().equals(wanted)) {
                return Optional.of(new FlowPlace(branch, i));
            }
            for (BranchDefinition below : node.branches()) {
                Optional<FlowPlace> found = placeOf(below.id(), below.nodes(), wanted);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    static Optional<BranchDefinition> branch(List<NodeDefinition> nodes, UUID wanted) {
        return ownerOf(nodes, wanted)
                .flatMap(owner -> owner.branches().stream()
                        .filter(branch -> branch.id().equals(wanted))
                        .findFirst());
    }

    /** The node that has the branch. */
    static Optional<NodeDefinition> ownerOf(List<NodeDefinition> nodes, UUID branch) {
        return nodes.stream()
                .flatMap(NodeDefinition::withThoseWithin)
                .filter(node ->
                        node.branches().stream().anyMatch(one -> one.id().equals(branch)))
                .findFirst();
    }

    /** The nodes on a line: the flow's own, or a branch's; nothing when there is no such branch. */
    static Optional<List<NodeDefinition>> line(List<NodeDefinition> nodes, @Nullable UUID branch) {
        return branch == null ? Optional.of(nodes) : branch(nodes, branch).map(BranchDefinition::nodes);
    }

    /** The same tree with another line. */
    static List<NodeDefinition> withLine(
            List<NodeDefinition> nodes, @Nullable UUID branch, UnaryOperator<List<NodeDefinition>> change) {
        return branch == null
                ? change.apply(nodes)
                : changedBranch(nodes, branch, one -> one.withNodes(change.apply(one.nodes())));
    }

    static List<NodeDefinition> changed(List<NodeDefinition> nodes, UUID wanted, UnaryOperator<NodeDefinition> change) {
        return nodes.stream()
                .map(node -> node.id().equals(wanted)
                        ? change.apply(node)
                        : node.withBranches(node.branches().stream()
                                .map(branch -> branch.withNodes(changed(branch.nodes(), wanted, change)))
                                .toList()))
                .toList();
    }

    static List<NodeDefinition> changedBranch(
            List<NodeDefinition> nodes, UUID wanted, UnaryOperator<BranchDefinition> change) {
        return nodes.stream()
                .map(node -> node.withBranches(node.branches().stream()
                        .map(branch -> branch.id().equals(wanted)
                                ? change.apply(branch)
                                : branch.withNodes(changedBranch(branch.nodes(), wanted, change)))
                        .toList()))
                .toList();
    }

    static List<NodeDefinition> without(List<NodeDefinition> nodes, Set<UUID> gone) {
        return nodes.stream()
                .filter(node -> !gone.contains(node.id()))
                .map(node -> node.withBranches(node.branches().stream()
                        .map(branch -> branch.withNodes(without(branch.nodes(), gone)))
                        .toList()))
                .toList();
    }

    static List<NodeDefinition> inserted(List<NodeDefinition> line, int index, List<NodeDefinition> added) {
        List<NodeDefinition> all = new ArrayList<>(line);
        all.addAll(Math.clamp(index, 0, line.size()), added);
        return all;
    }

    /** Those wanted, in the order in which they are read, without those that stand within another of them. */
    static List<NodeDefinition> outermost(List<NodeDefinition> nodes, Set<UUID> wanted) {
        List<NodeDefinition> found = new ArrayList<>();
        for (NodeDefinition node : nodes) {
            if (wanted.contains(node.id())) {
                found.add(node);
            } else {
                node.branches().forEach(branch -> found.addAll(outermost(branch.nodes(), wanted)));
            }
        }
        return found;
    }

    /** Ids of the nodes and branches in the trees. */
    static Set<UUID> ids(List<NodeDefinition> nodes) {
        Set<UUID> ids = new HashSet<>();
        nodes.stream().flatMap(NodeDefinition::withThoseWithin).forEach(node -> {
            ids.add(node.id());
            node.branches().forEach(branch -> ids.add(branch.id()));
        });
        return ids;
    }

    /** How many levels of branches stand within each other. */
    static int depth(List<NodeDefinition> nodes) {
        return nodes.stream()
                .flatMap(node -> node.branches().stream())
                .mapToInt(branch -> 1 + depth(branch.nodes()))
                .max()
                .orElse(0);
    }

    /** The trees with ids of their own; where one names a node of the trees, its copy names the node's copy. */
    static List<NodeDefinition> copies(List<NodeDefinition> nodes, Supplier<UUID> ids) {
        return copies(nodes, ids, Map.of());
    }

    /** @param others what else has another id where the copies stand */
    static List<NodeDefinition> copies(List<NodeDefinition> nodes, Supplier<UUID> ids, Map<UUID, UUID> others) {
        Map<String, String> fresh = new HashMap<>();
        others.forEach((before, now) -> fresh.put(before.toString(), now.toString()));
        nodes.stream().flatMap(NodeDefinition::withThoseWithin).forEach(node -> {
            fresh.put(node.id().toString(), ids.get().toString());
            node.branches()
                    .forEach(branch ->
                            fresh.put(branch.id().toString(), ids.get().toString()));
        });
        return renamed(nodes, fresh);
    }

    private static List<NodeDefinition> renamed(List<NodeDefinition> nodes, Map<String, String> fresh) {
        return nodes.stream()
                .map(node -> new NodeDefinition(
                        renamed(node.id(), fresh),
                        node.type(),
                        node.label(),
                        (ObjectNode) renamed(node.config(), fresh),
                        node.branches().stream()
                                .map(branch -> new BranchDefinition(
                                        renamed(branch.id(), fresh),
                                        branch.label(),
                                        branch.condition(),
                                        renamed(branch.nodes(), fresh)))
                                .toList()))
                .toList();
    }

    private static UUID renamed(UUID id, Map<String, String> fresh) {
        return UUID.fromString(fresh.get(id.toString()));
    }

    private static JsonNode renamed(JsonNode json, Map<String, String> fresh) {
        if (json instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            object.properties().forEach(entry -> copy.set(entry.getKey(), renamed(entry.getValue(), fresh)));
            return copy;
        }
        if (json instanceof ArrayNode array) {
            ArrayNode copy = array.arrayNode();
            array.forEach(one -> copy.add(renamed(one, fresh)));
            return copy;
        }
        String other = json.isString() ? fresh.get(json.stringValue()) : null;
        return other == null ? json : StringNode.valueOf(other);
    }
}

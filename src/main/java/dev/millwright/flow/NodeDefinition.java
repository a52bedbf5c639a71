package dev.millwright.flow;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One node of a flow.
 *
 * @param id assigned once; running instances, work and figures refer to it
 * @param type key of its node type; a type that is not installed is kept unchanged
 * @param label as people read it; empty for the name of its type
 * @param config configuration of the type, as JSON
 * @param branches what stands within it, from left to right; none for a node without branches
 */
public record NodeDefinition(UUID id, String type, String label, ObjectNode config, List<BranchDefinition> branches) {

    public NodeDefinition {
        label = label == null ? "" : label;
        config = config == null ? JsonNodeFactory.instance.objectNode() : config;
        branches = branches == null ? List.of() : List.copyOf(branches);
    }

    Stream<NodeDefinition> withThoseWithin() {
        return Stream.concat(
                Stream.of(this),
                branches.stream().flatMap(branch -> branch.nodes().stream()).flatMap(NodeDefinition::withThoseWithin));
    }

    public NodeDefinition withLabel(String newLabel) {
        return new NodeDefinition(id, type, newLabel, config, branches);
    }

    public NodeDefinition withConfig(ObjectNode newConfig) {
        return new NodeDefinition(id, type, label, newConfig, branches);
    }

    public NodeDefinition withType(String newType, ObjectNode newConfig) {
        return new NodeDefinition(id, newType, label, newConfig, branches);
    }

    public NodeDefinition withBranches(List<BranchDefinition> newBranches) {
        return new NodeDefinition(id, type, label, config, newBranches);
    }
}

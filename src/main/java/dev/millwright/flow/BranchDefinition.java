package dev.millwright.flow;

import java.util.List;
import java.util.UUID;

/**
 * One way through a node with branches.
 *
 * @param condition when it is taken, in the expression language, about the flow's record; empty for the way taken when no other is
 *     (conditions), or always (parallel)
 * @param nodes what happens on it, from top to bottom
 */
public record BranchDefinition(UUID id, String label, String condition, List<NodeDefinition> nodes) {

    public BranchDefinition {
        label = label == null ? "" : label;
        condition = condition == null ? "" : condition;
        nodes = nodes == null ? List.of() : List.copyOf(nodes);
    }

    public BranchDefinition withLabel(String newLabel) {
        return new BranchDefinition(id, newLabel, condition, nodes);
    }

    public BranchDefinition withCondition(String newCondition) {
        return new BranchDefinition(id, label, newCondition, nodes);
    }

    public BranchDefinition withNodes(List<NodeDefinition> newNodes) {
        return new BranchDefinition(id, label, condition, newNodes);
    }
}

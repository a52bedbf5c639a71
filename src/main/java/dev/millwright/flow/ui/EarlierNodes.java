package dev.millwright.flow.ui;

import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.NodeDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The nodes that a run may have passed when it comes to a node: those above it on its way, and those within them. */
final class EarlierNodes {

    private EarlierNodes() {}

    static List<UUID> before(FlowDefinition flow, @Nullable UUID node) {
        List<UUID> passed = new ArrayList<>();
        return node != null && walk(flow.nodes(), node, passed) ? passed : List.of();
    }

    private static boolean walk(List<NodeDefinition> line, UUID wanted, List<UUID> passed) {
        for (NodeDefinition node : line) {
            if (node.id().equals(wanted)) {
                return true;
            }
            passed.add(node.id());
            for (BranchDefinition branch : node.branches()) {
                int before = passed.size();
                if (walk(branch.nodes(), wanted, passed)) {
                    return true;
                }
                List<UUID> within = List.copyOf(passed.subList(before, passed.size()));
                if (contains(node, wanted)) {
                    // Another branch than the one that leads there.
                    passed.removeAll(within);
                }
            }
        }
        return false;
    }

    private static boolean contains(NodeDefinition node, UUID wanted) {
        return node.branches().stream()
                .flatMap(branch -> branch.nodes().stream())
                .anyMatch(one -> one.id().equals(wanted) || contains(one, wanted));
    }
}

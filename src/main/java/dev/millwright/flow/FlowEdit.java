package dev.millwright.flow;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One thing a designer does to a flow; each is one step of undo. */
public sealed interface FlowEdit {

    /** Puts a node that {@link FlowEditor#begin} made. */
    record AddNode(FlowPlace at, NodeDefinition node) implements FlowEdit {}

    /** Takes the place of an empty flow: what starts it, and its first nodes. */
    record Begin(@Nullable UUID form, TriggerDefinition trigger, List<NodeDefinition> nodes) implements FlowEdit {
        public Begin {
            nodes = List.copyOf(nodes);
        }
    }

    /** Moves nodes, with all that stands within them, in the order in which they are read. */
    record MoveNodes(List<UUID> nodes, FlowPlace to) implements FlowEdit {
        public MoveNodes {
            nodes = List.copyOf(nodes);
        }
    }

    /** Puts copies of nodes, of this or another flow; the copies have ids of their own. */
    record Paste(List<NodeDefinition> nodes, FlowPlace at) implements FlowEdit {
        public Paste {
            nodes = List.copyOf(nodes);
        }
    }

    /** Puts copies right after the last of the nodes. */
    record Duplicate(List<UUID> nodes) implements FlowEdit {
        public Duplicate {
            nodes = List.copyOf(nodes);
        }
    }

    record RemoveNodes(List<UUID> nodes) implements FlowEdit {
        public RemoveNodes {
            nodes = List.copyOf(nodes);
        }
    }

    record AddBranch(UUID node, int index) implements FlowEdit {}

    /**
     * Moves a branch with all that stands on it, within its node or to another one with branches.
     *
     * @param index how many branches stand before it, as the flow is before the edit
     */
    record MoveBranch(UUID branch, UUID node, int index) implements FlowEdit {}

    /** Puts a copy beside the branch. */
    record DuplicateBranch(UUID branch) implements FlowEdit {}

    record RemoveBranch(UUID branch) implements FlowEdit {}

    record ChangeNode(UUID node, NodeChange change) implements FlowEdit {}

    record ChangeBranch(UUID branch, BranchChange change) implements FlowEdit {}

    record ChangeFlow(FlowChange change) implements FlowEdit {}

    /**
     * Changes the configuration of several nodes at once, as a table over all steps does.
     *
     * @param start what the table says of the start; null when it says nothing new
     */
    record ChangeConfigs(List<ConfigOf> configs, @Nullable Map<String, FieldRight> start) implements FlowEdit {
        public ChangeConfigs {
            configs = List.copyOf(configs);
            start = start == null ? null : Map.copyOf(start);
        }

        /** What one node has then. */
        public record ConfigOf(UUID node, ObjectNode config) {}
    }

    /** What may be changed about a node. */
    sealed interface NodeChange {

        record Label(String label) implements NodeChange {}

        /** Another type, with its default configuration; branches stay where the other type has branches, too. */
        record Type(String type) implements NodeChange {}

        /**
         * @param property what of the configuration was changed, so that typing in one place stays one step
         */
        record Config(String property, ObjectNode config) implements NodeChange {}
    }

    /** What may be changed about a branch. */
    sealed interface BranchChange {

        record Label(String label) implements BranchChange {}

        record Condition(String condition) implements BranchChange {}
    }

    /** What may be changed about the flow itself. */
    sealed interface FlowChange {

        record Label(String label) implements FlowChange {}

        record Key(String key) implements FlowChange {}

        record Form(@Nullable UUID form) implements FlowChange {}

        /** Another type of trigger, with its default configuration. */
        record Trigger(String type) implements FlowChange {}

        /**
         * @param property what of the configuration was changed, so that typing in one place stays one step
         */
        record TriggerConfig(String property, ObjectNode config) implements FlowChange {}

        record Settings(FlowSettings settings) implements FlowChange {}
    }
}

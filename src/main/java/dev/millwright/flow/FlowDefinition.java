package dev.millwright.flow;

import dev.millwright.shared.Ids;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A flow as designed: what starts it, and a well-nested tree of nodes, so that whatever can be drawn is valid.
 *
 * @param id assigned once; other definitions refer to it
 * @param key frozen when first published
 * @param form whose records it is about; null for a flow that is about none
 * @param nodes what happens, from top to bottom; the flow is over after the last
 */
public record FlowDefinition(
        UUID id,
        String key,
        String label,
        @Nullable UUID form,
        TriggerDefinition trigger,
        List<NodeDefinition> nodes,
        FlowSettings settings) {

    /** The name of this kind of definition in addresses and packages. */
    public static final String KIND = "flow";

    /** The most nodes of one flow, those in branches included. */
    public static final int MAX_NODES = 300;

    /** How deep branches may stand within branches. */
    public static final int MAX_DEPTH = 12;

    public FlowDefinition {
        nodes = nodes == null ? List.of() : List.copyOf(nodes);
        trigger = trigger == null ? TriggerDefinition.NONE : trigger;
        settings = settings == null ? FlowSettings.DEFAULT : settings;
    }

    /** All nodes, each before those in its branches. */
    public Stream<NodeDefinition> allNodes() {
        return nodes.stream().flatMap(NodeDefinition::withThoseWithin);
    }

    public Optional<NodeDefinition> node(UUID node) {
        return allNodes().filter(one -> one.id().equals(node)).findFirst();
    }

    /** The same flow once more; its nodes have ids of their own. */
    public FlowDefinition copy(UUID newId, String newKey, String newLabel) {
        return new FlowDefinition(
                newId, newKey, newLabel, form, trigger, FlowTree.copies(nodes, Ids::next, Map.of(id, newId)), settings);
    }

    public FlowDefinition withLabel(String newKey, String newLabel) {
        return new FlowDefinition(id, newKey, newLabel, form, trigger, nodes, settings);
    }

    public FlowDefinition withForm(@Nullable UUID newForm) {
        return new FlowDefinition(id, key, label, newForm, trigger, nodes, settings);
    }

    public FlowDefinition withTrigger(TriggerDefinition newTrigger) {
        return new FlowDefinition(id, key, label, form, newTrigger, nodes, settings);
    }

    public FlowDefinition withNodes(List<NodeDefinition> newNodes) {
        return new FlowDefinition(id, key, label, form, trigger, newNodes, settings);
    }

    public FlowDefinition withSettings(FlowSettings newSettings) {
        return new FlowDefinition(id, key, label, form, trigger, nodes, newSettings);
    }
}

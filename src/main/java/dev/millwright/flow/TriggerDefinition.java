package dev.millwright.flow;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What starts a flow.
 *
 * @param type key of its trigger type; empty while none was chosen; a type that is not installed is kept unchanged
 * @param config configuration of the type, as JSON
 */
public record TriggerDefinition(String type, ObjectNode config) {

    public static final TriggerDefinition NONE = new TriggerDefinition("", JsonNodeFactory.instance.objectNode());

    public TriggerDefinition {
        type = type == null ? "" : type;
        config = config == null ? JsonNodeFactory.instance.objectNode() : config;
    }

    public TriggerDefinition withConfig(ObjectNode newConfig) {
        return new TriggerDefinition(type, newConfig);
    }
}

package dev.millwright.flow;

import java.util.List;
import java.util.UUID;

/** What of a flow is selected while it is designed. */
public sealed interface FlowSelection {

    FlowSelection FLOW = new Flow();

    FlowSelection TRIGGER = new Trigger();

    /** The flow itself. */
    record Flow() implements FlowSelection {}

    /** What starts it. */
    record Trigger() implements FlowSelection {}

    /** One node or several. */
    record Nodes(List<UUID> ids) implements FlowSelection {
        public Nodes {
            ids = List.copyOf(ids);
        }
    }

    record Branch(UUID id) implements FlowSelection {}

    static FlowSelection node(UUID id) {
        return new Nodes(List.of(id));
    }
}

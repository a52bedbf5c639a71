package dev.millwright.flow.internal;

import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.NodeTypes;
import dev.millwright.form.FieldUses.Hit;
import dev.millwright.form.spi.FieldSearch;
import dev.millwright.form.spi.FieldUse.Spot;
import dev.millwright.form.spi.FieldUser;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Finds where flows use a field: in what starts them, in nodes, in conditions of branches, in the rights of steps, on cards. */
@Component
class FlowFieldUser implements FieldUser {

    private static final String ICON = "vaadin:road-branches";

    /** What a use is called by the property that says it. */
    private static final Map<String, String> WORDS = Map.of(
            "condition", "flow.uses.condition",
            "fields", "flow.uses.fields",
            "start", "flow.uses.start",
            "people", "flow.uses.people",
            "due", "flow.uses.due",
            "values", "flow.uses.values",
            "match", "flow.uses.match",
            "text", "flow.uses.text",
            "cardFields", "flow.uses.cards");

    private final FlowKind kind;
    private final NodeTypes types;

    FlowFieldUser(FlowKind kind, NodeTypes types) {
        this.kind = kind;
        this.types = types;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(FlowDefinition.KIND);
    }

    @Override
    public Found uses(FieldSearch search) {
        String words = kind.label().in(search.language());
        return Found.of(search.designed(FlowDefinition.KIND, ICON, words, (flow, hit) -> spot(search, hit)));
    }

    private Optional<Spot> spot(FieldSearch search, Hit hit) {
        String what = hit.lastOf(WORDS.keySet())
                .map(property -> search.text(WORDS.getOrDefault(property, "flow.uses.condition")))
                .orElse("");
        String first = hit.trail().getFirst();
        if (first.equals("nodes")) {
            // A way through a node is what is nearest when its own condition says it.
            int node = hit.trail().lastIndexOf("nodes");
            int branch = hit.trail().lastIndexOf("branches");
            JsonNode part = hit.around().get(Math.max(node, branch) + 1);
            String name = branch > node ? branch(search, part) : node(search, part);
            return Optional.of(new Spot(joined(name, what), part.path("id").asString("")));
        }
        return Optional.of(
                first.equals("trigger")
                        ? new Spot(joined(search.text("flow.settings.starts"), what), "trigger")
                        : new Spot(what, "flow"));
    }

    private String node(FieldSearch search, JsonNode node) {
        String label = node.path("label").asString("");
        return label.isBlank()
                ? types.find(node.path("type").asString(""))
                        .map(type -> type.descriptor().label().in(search.language()))
                        .orElseGet(() -> node.path("type").asString(""))
                : label;
    }

    private static String branch(FieldSearch search, JsonNode branch) {
        String label = branch.path("label").asString("");
        return label.isBlank() ? search.text("flow.settings.branch") : label;
    }

    private static String joined(String name, String what) {
        return what.isEmpty() ? name : name + " · " + what;
    }
}

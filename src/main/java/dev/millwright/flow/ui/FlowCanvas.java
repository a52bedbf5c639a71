package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.Descriptor;
import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowEditor;
import dev.millwright.flow.FlowSelection;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.NodeTypes;
import dev.millwright.flow.TriggerDefinition;
import dev.millwright.flow.TriggerTypes;
import dev.millwright.flow.spi.BranchNames;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.flow.spi.TriggerType;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Palette and tree of the flow designer; the browser lays the tree out. */
@Tag("mw-flow-designer")
@JsModule("./flow-designer/flow-designer.ts")
final class FlowCanvas extends Component {

    private static final List<String> TEXTS = List.of(
            "addBranch",
            "added",
            "branch",
            "cancelled",
            "copied",
            "duplicate",
            "duplicated",
            "else",
            "elseText",
            "find",
            "fit",
            "insert",
            "keys",
            "larger",
            "map",
            "moved",
            "natural",
            "noCondition",
            "nothingFound",
            "over",
            "palette",
            "paste",
            "pasted",
            "remove",
            "removed",
            "rename",
            "search",
            "several",
            "smaller",
            "wholeBranch");

    private final NodeTypes nodeTypes;
    private final TriggerTypes triggerTypes;
    private final DefinitionCodec codec;
    private final DesignTimeContext context;
    private final Consumer<FlowCommand> commands;
    private @Nullable Component beginning;

    FlowCanvas(
            NodeTypes nodeTypes,
            TriggerTypes triggerTypes,
            DefinitionCodec codec,
            DesignTimeContext context,
            Consumer<FlowCommand> commands) {
        this.nodeTypes = nodeTypes;
        this.triggerTypes = triggerTypes;
        this.codec = codec;
        this.context = context;
        this.commands = commands;
        ObjectNode texts = JsonNodeFactory.instance.objectNode();
        // The browser puts in the arguments itself.
        TEXTS.forEach(key -> texts.put(key, t("flow.canvas." + key, "{0}")));
        getElement().setPropertyJson("texts", texts);
        ArrayNode palette = JsonNodeFactory.instance.arrayNode();
        nodeTypes.all().forEach(type -> palette.add(kind(type)));
        getElement().setPropertyJson("types", palette);
    }

    /** What stands on the canvas while there is no node. */
    void setBeginning(Component component) {
        Component before = beginning;
        if (before != null) {
            before.getElement().removeFromParent();
        }
        component.getElement().setAttribute("slot", "empty");
        beginning = component;
    }

    void show(FlowEditor editor, Problems problems, boolean clipboard) {
        FlowDefinition flow = editor.definition();
        Map<String, Problem> worst = problems.stream()
                .collect(Collectors.toMap(
                        problem -> problem.path().split("\\.", 2)[0],
                        problem -> problem,
                        (a, b) -> a.severity() == Severity.ERROR ? a : b));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("label", flow.label()).put("clipboard", clipboard);
        json.set("trigger", trigger(flow, worst.getOrDefault("trigger", worst.get("form"))));
        json.set("nodes", nodes(flow.nodes(), editor, worst));
        json.set("selected", selected(editor.selection()));
        Component empty = beginning;
        if (empty != null) {
            boolean attached = empty.getElement().getParent() != null;
            if (flow.nodes().isEmpty() && !attached) {
                getElement().appendChild(empty.getElement());
            } else if (!flow.nodes().isEmpty() && attached) {
                empty.getElement().removeFromParent();
            }
        }
        getElement().setPropertyJson("flow", json);
    }

    void setReadOnly(boolean readOnly) {
        getElement().setProperty("readOnly", readOnly);
    }

    /** Takes an edit of the browser, which counts them, so that it knows which of them an answer holds. */
    @ClientCallable
    void edit(int number, ObjectNode message) {
        getElement().setProperty("ack", number);
        commands.accept(FlowCommand.read(message));
    }

    private ObjectNode trigger(FlowDefinition flow, @Nullable Problem problem) {
        Optional<TriggerType<?>> type = triggerTypes.find(flow.trigger().type());
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(
                        "label",
                        type.map(found -> found.descriptor().label().in(locale()))
                                .orElseGet(() -> t(
                                        flow.trigger().equals(TriggerDefinition.NONE)
                                                ? "flow.designer.noTrigger"
                                                : "flow.designer.unknownTrigger")))
                .put("icon", type.map(found -> found.descriptor().icon()).orElse("vaadin:play-circle-o"))
                .put(
                        "summary",
                        flow.settings().off()
                                ? t("flow.designer.off")
                                : type.map(found -> summary(found, flow)).orElse(""));
        put(problem, json);
        return json;
    }

    private <C> String summary(TriggerType<C> type, FlowDefinition flow) {
        return codec.tried(type, flow.trigger().config(), config -> type.summary(config, context))
                .orElse("");
    }

    private ArrayNode nodes(List<NodeDefinition> nodes, FlowEditor editor, Map<String, Problem> worst) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        nodes.forEach(node -> json.add(node(node, editor, worst)));
        return json;
    }

    private ObjectNode node(NodeDefinition node, FlowEditor editor, Map<String, Problem> worst) {
        Optional<NodeType<?>> type = nodeTypes.find(node.type());
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", node.id().toString())
                .put("label", node.label())
                .put("icon", type.map(found -> found.descriptor().icon()).orElse("vaadin:question-circle-o"))
                .put(
                        "typeLabel",
                        type.map(found -> found.descriptor().label().in(locale()))
                                .orElse(node.type()))
                .put("summary", type.map(found -> summary(found, node)).orElse(""))
                .put("shape", editor.shape(node).name().toLowerCase(Locale.ROOT));
        if (type.isEmpty()) {
            json.put("unknown", true);
        }
        put(worst.get(node.id().toString()), json);
        NodeShape shape = editor.shape(node);
        ArrayNode branches = json.putArray("branches");
        for (BranchDefinition branch : node.branches()) {
            ObjectNode one = branches.addObject();
            one.put("id", branch.id().toString()).put("label", branch.label()).put("words", words(branch));
            if (shape == NodeShape.ANSWER) {
                int index = node.branches().indexOf(branch);
                one.put("name", t(BranchNames.key(shape, branch, index), index + 1));
            }
            put(worst.get(branch.id().toString()), one);
            one.set("nodes", nodes(branch.nodes(), editor, worst));
        }
        return json;
    }

    private <C> String summary(NodeType<C> type, NodeDefinition node) {
        return codec.tried(type, node.config(), config -> type.summary(config, context))
                .orElse("");
    }

    private String words(BranchDefinition branch) {
        UUID form = context.flow().form();
        return branch.condition().isBlank()
                ? ""
                : form == null ? branch.condition() : context.inWords(form, branch.condition());
    }

    private static void put(@Nullable Problem problem, ObjectNode json) {
        if (problem != null) {
            json.put("problem", t(problem)).put("severity", problem.severity() == Severity.ERROR ? "error" : "warning");
        }
    }

    private static ObjectNode selected(FlowSelection selection) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        return switch (selection) {
            case FlowSelection.Flow _ -> selected(json, "flow", List.of());
            case FlowSelection.Trigger _ -> selected(json, "trigger", List.of());
            case FlowSelection.Nodes(List<UUID> ids) -> selected(json, "nodes", ids);
            case FlowSelection.Branch(UUID id) -> selected(json, "branch", List.of(id));
        };
    }

    private static ObjectNode selected(ObjectNode json, String kind, List<UUID> ids) {
        ArrayNode all = json.put("kind", kind).putArray("ids");
        ids.forEach(id -> all.add(id.toString()));
        return json;
    }

    private static ObjectNode kind(NodeType<?> type) {
        Descriptor descriptor = type.descriptor();
        NodeShape shape = type.shape();
        return JsonNodeFactory.instance
                .objectNode()
                .put("key", type.key())
                .put("label", descriptor.label().in(locale()))
                .put("help", descriptor.help().in(locale()))
                .put("icon", descriptor.icon())
                .put("group", descriptor.group().in(locale()))
                .put("shape", shape.name().toLowerCase(Locale.ROOT));
    }
}

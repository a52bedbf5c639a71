package dev.millwright.flow.ui;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Extension;
import dev.millwright.flow.FlowEdit;
import dev.millwright.flow.FlowEditor;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.TriggerDefinition;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.flow.spi.TriggerType;
import dev.millwright.form.FormDefinition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The approval of a form as a flow begins with: submitted, approved by the head of the starter's department, over. */
final class FirstApproval {

    private final FlowTools tools;
    private final FlowEditor editor;
    private final Optional<TriggerType<?>> submitted;
    private final Optional<NodeType<?>> approve;
    private final Optional<NodeType<?>> end;

    FirstApproval(FlowTools tools, FlowEditor editor) {
        this.tools = tools;
        this.editor = editor;
        this.submitted = tools.triggerTypes().all().stream()
                .filter(FirstApproval::isSubmitted)
                .findFirst();
        this.approve = tools.nodeTypes().all().stream()
                .filter(FirstApproval::asksForApproval)
                .findFirst();
        this.end = tools.nodeTypes().all().stream()
                .filter(type -> type.shape() == NodeShape.END)
                .findFirst();
    }

    private static <C> boolean isSubmitted(TriggerType<C> type) {
        return type.subscription(type.defaultConfig()) instanceof Subscription.Submitted;
    }

    private static <C> boolean asksForApproval(NodeType<C> type) {
        return type.behaviour(type.defaultConfig()) instanceof NodeBehaviour.People people
                && people.kind() == NodeBehaviour.People.Kind.APPROVE;
    }

    boolean isPossible() {
        return submitted.isPresent() && approve.isPresent();
    }

    FlowEdit.Begin of(FormDefinition form) {
        return new FlowEdit.Begin(
                form.id(),
                submitted.map(this::trigger).orElse(TriggerDefinition.NONE),
                Stream.of(approve.map(this::approval), end.map(editor::begin))
                        .flatMap(Optional::stream)
                        .toList());
    }

    private <C> TriggerDefinition trigger(TriggerType<C> type) {
        return new TriggerDefinition(type.key(), defaults(type));
    }

    private <C> ObjectNode defaults(Extension<C> type) {
        return (ObjectNode) tools.codec().tree(type.defaultConfig());
    }

    /** Asks the head of the starter's department, if the type lets people be set. */
    @SuppressWarnings("unchecked")
    private <C> NodeDefinition approval(NodeType<C> type) {
        return type.properties().stream()
                .filter(property ->
                        property.name().equals("people") || property.name().endsWith(".people"))
                .findFirst()
                .map(property -> (ConfigProperty<C, List<PeopleSource>>) property)
                .map(people -> people.wither().apply(type.defaultConfig(), List.of(new PeopleSource.StarterHead(1))))
                .map(config -> editor.begin(type, config))
                .orElseGet(() -> editor.begin(type));
    }
}

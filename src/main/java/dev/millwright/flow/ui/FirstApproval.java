package dev.millwright.flow.ui;

import dev.millwright.extension.Extension;
import dev.millwright.extension.UnreadableDefinitionException;
import dev.millwright.flow.FlowEdit;
import dev.millwright.flow.FlowEditor;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
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

    /** With the head of the starter's department, if the type keeps its step as it is. */
    private <C> NodeDefinition approval(NodeType<C> type) {
        NodeDefinition begun = editor.begin(type);
        PeopleStep step = PeopleStep.EMPTY.withPeople(List.of(new PeopleSource.StarterHead(1)));
        try {
            ObjectNode config = (ObjectNode) tools.codec().tree(step);
            C read = tools.codec().read(config, type.configType());
            return type.behaviour(read) instanceof NodeBehaviour.People people
                            && people.step().equals(step)
                    ? begun.withConfig(config)
                    : begun;
        } catch (UnreadableDefinitionException e) {
            return begun;
        }
    }
}

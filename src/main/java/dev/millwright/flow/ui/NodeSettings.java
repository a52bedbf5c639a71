package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.flow.FlowEdit.ChangeNode;
import dev.millwright.flow.FlowEdit.NodeChange;
import dev.millwright.flow.FlowEditor;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.shared.Problems;
import dev.millwright.ui.PropertyPanel;
import dev.millwright.ui.SettingsLayout;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The settings of one node: what it is called, of which type it is, and what its type lets people set. */
final class NodeSettings extends Composite<Div> {

    private final FlowTools tools;
    private final DesignTimeContext context;
    private final FlowEditor editor;
    private final FlowEdits edits;
    private final UUID id;
    private final String typeKey;
    private final Object around;
    private final TextField label;
    private final Div problem = new Div();
    private final Optional<TypeSettings<?>> own;

    NodeSettings(FlowTools tools, DesignTimeContext context, NodeDefinition node, FlowEditor editor, FlowEdits edits) {
        this.tools = tools;
        this.context = context;
        this.editor = editor;
        this.edits = edits;
        this.id = node.id();
        this.typeKey = node.type();
        this.around = around(editor);
        Optional<NodeType<?>> type = tools.nodeTypes().find(node.type());
        String name = type.map(found -> t(found.descriptor().label())).orElse(node.type());
        getContent().addClassName("mw-settings");
        label = SettingsParts.typed(
                t("flow.settings.label"),
                100,
                text -> edits.edit(new ChangeNode(id, new NodeChange.Label(text)), true));
        label.setPlaceholder(name);
        Div group = SettingsLayout.group(problem, label);
        List<NodeType<?>> alike = alike(node);
        if (alike.size() > 1 && type.isPresent()) {
            group.add(types(alike));
        }
        getContent()
                .add(
                        SettingsParts.head(
                                type.map(found -> found.descriptor().icon()).orElse("vaadin:question-circle-o"), name),
                        group);
        own = type.filter(found -> !found.properties().isEmpty()).map(found -> typed(found, node));
        own.ifPresent(settings -> getContent().add(settings.panel));
    }

    /** What fields and steps the settings may show; they are made anew when these change. */
    private static Object around(FlowEditor editor) {
        return List.of(
                Optional.ofNullable(editor.definition().form()),
                editor.definition()
                        .allNodes()
                        .map(node -> node.withConfig(JsonNodeFactory.instance.objectNode())
                                .withBranches(List.of()))
                        .toList());
    }

    /** Types that can take its place without taking its branches away. */
    private List<NodeType<?>> alike(NodeDefinition node) {
        if (editor.shape(node) == NodeShape.ANSWER) {
            return List.of();
        }
        boolean forks = !node.branches().isEmpty();
        boolean goesOn = editor.shape(node).goesOn();
        return tools.nodeTypes().all().stream()
                .filter(type -> type.shape().hasBranches() == forks)
                .filter(type -> type.shape().goesOn() == goesOn)
                .toList();
    }

    private Component types(List<NodeType<?>> alike) {
        Select<String> select = new Select<>();
        select.setLabel(t("flow.settings.type"));
        select.setItems(alike.stream().map(NodeType::key).toList());
        select.setItemLabelGenerator(key -> tools.nodeTypes()
                .find(key)
                .map(found -> t(found.descriptor().label()))
                .orElse(key));
        select.setValue(typeKey);
        select.setWidthFull();
        select.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                edits.edit(new ChangeNode(id, new NodeChange.Type(change.getValue())), false);
            }
        });
        return select;
    }

    private <C> TypeSettings<C> typed(NodeType<C> type, NodeDefinition node) {
        return new TypeSettings<>(type, node);
    }

    /** Whether it can show the node as it now is, or has to be made anew. */
    boolean fits(NodeDefinition node, FlowEditor now) {
        return node.id().equals(id) && node.type().equals(typeKey) && now == editor && sameAround(around(now));
    }

    private boolean sameAround(Object now) {
        // The label of this very node changes while it is typed into.
        return now.equals(around) || withoutOwnLabel(now).equals(withoutOwnLabel(around));
    }

    private Object withoutOwnLabel(Object some) {
        return some instanceof List<?> parts && parts.get(1) instanceof List<?> nodes
                ? List.of(
                        parts.get(0),
                        nodes.stream()
                                .map(NodeDefinition.class::cast)
                                .map(node -> node.id().equals(id) ? node.withLabel("") : node)
                                .toList())
                : some;
    }

    void update(NodeDefinition node, Problems problems) {
        SettingsParts.show(label, node.label(), SettingsParts.problem("label", problems));
        Set<String> told = own.map(TypeSettings::names).orElse(Set.of());
        SettingsParts.show(
                problem,
                new Problems(problems.stream()
                        .filter(one -> !one.path().equals("label"))
                        .filter(one -> told.stream()
                                .noneMatch(name ->
                                        one.path().equals(name) || one.path().startsWith(name + ".")))
                        .toList()));
        own.ifPresent(settings -> settings.update(node, problems));
    }

    /** The settings that the type describes. */
    private final class TypeSettings<C> {

        private final NodeType<C> of;
        private final PropertyPanel<C> panel;

        TypeSettings(NodeType<C> of, NodeDefinition node) {
            this.of = of;
            panel = new PropertyPanel<>(
                    new SettingsPorts(new DesignEditors(tools, context, editor, edits, id), tools.texts()),
                    of.properties(),
                    config(node),
                    (config, property) -> edits.edit(
                            new ChangeNode(id, new NodeChange.Config(property, (ObjectNode)
                                    tools.codec().tree(config))),
                            true));
        }

        Set<String> names() {
            return of.properties().stream().map(ConfigProperty::name).collect(Collectors.toSet());
        }

        private C config(NodeDefinition node) {
            return tools.codec().tried(of, node.config(), Function.identity()).orElseGet(of::defaultConfig);
        }

        void update(NodeDefinition node, Problems problems) {
            panel.update(config(node), problems);
        }
    }
}

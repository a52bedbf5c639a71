package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowEdit;
import dev.millwright.flow.FlowEditor;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * What may be done with each field at the start and in each step: one table of the whole flow. A right is chosen once and then put on cells, on whole
 * lines and on whole columns.
 */
final class FieldRightsDialog extends Dialog {

    private final FlowTools tools;
    private final List<Column> columns = new ArrayList<>();
    private final List<Row> fields;
    private final Map<String, NativeButton> cells = new HashMap<>();
    private final Map<FieldRight, NativeButton> brushes = new EnumMap<>(FieldRight.class);
    private FieldRight brush = FieldRight.EDIT;

    /** A field of the form, or its lines. */
    private record Row(String key, String label) {}

    FieldRightsDialog(FlowTools tools, DesignTimeContext context, FlowEditor editor, FlowEdits edits) {
        this.tools = tools;
        this.fields = Stream.concat(
                        context.fields().stream().map(field -> new Row(field.key(), field.label())),
                        context.lineParts().stream().map(part -> new Row(part.key(), part.label())))
                .toList();
        FlowDefinition flow = editor.definition();
        Optional<StartRights> start = StartRights.of(tools, flow);
        List<StepRights<?>> steps = flow.allNodes()
                .<StepRights<?>>flatMap(node -> tools.nodeTypes().find(node.type()).stream()
                        .<StepRights<?>>flatMap(type -> rights(type, node).stream()))
                .toList();
        start.ifPresent(columns::add);
        columns.addAll(steps);
        setHeaderTitle(t("flow.rights.title"));
        setWidth("60rem");
        setMaxWidth("calc(100vw - 2rem)");
        setMaxHeight("calc(100vh - 2rem)");
        if (fields.isEmpty() || columns.isEmpty()) {
            add(new EmptyState(
                    "vaadin:table",
                    t(fields.isEmpty() ? "flow.rights.noForm" : "flow.rights.noSteps"),
                    t("flow.rights.noneText")));
            getFooter().add(new Button(t("ui.action.close"), click -> close()));
            return;
        }
        add(brushes(), table());
        if (start.isPresent()) {
            add(new Paragraph(t("flow.rights.start.help")));
        }
        Button cancel = new Button(t("ui.action.cancel"), click -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button done = new Button(t("flow.settings.done"), click -> {
            close();
            List<FlowEdit.ChangeConfigs.ConfigOf> changed =
                    steps.stream().flatMap(step -> step.changed(this).stream()).toList();
            Map<String, FieldRight> begins =
                    start.flatMap(column -> column.changed(this)).orElse(null);
            if (!changed.isEmpty() || begins != null) {
                edits.edit(new FlowEdit.ChangeConfigs(changed, begins), false);
            }
        });
        done.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(cancel, done);
    }

    /** The rights of a node, if people are asked there and its type lets them be set. */
    private <C> Optional<StepRights<C>> rights(NodeType<C> type, NodeDefinition node) {
        return tools.codec()
                .tried(type, node.config(), config -> rights(type, node, config))
                .flatMap(Function.identity());
    }

    private static <C> Optional<StepRights<C>> rights(NodeType<C> type, NodeDefinition node, C config) {
        return type.behaviour(config) instanceof NodeBehaviour.People people
                ? type.properties().stream()
                        .filter(property -> property.name().equals("fields")
                                || property.name().endsWith(".fields"))
                        .findFirst()
                        .map(property -> new StepRights<>(
                                node,
                                config,
                                property,
                                new HashMap<>(people.step().fields())))
                : Optional.empty();
    }

    private Div brushes() {
        Div bar = new Div(new Span(t("flow.rights.brush")));
        for (FieldRight right : FieldRight.values()) {
            NativeButton button = new NativeButton();
            button.add(Icons.of(icon(right)), new Span(t("flow.rights." + right.key())));
            button.addClickListener(click -> {
                brush = right;
                showBrush();
            });
            button.getElement().setAttribute("data-right", right.key());
            brushes.put(right, button);
            bar.add(button);
        }
        bar.addClassName("mw-rights-brushes");
        showBrush();
        return bar;
    }

    private void showBrush() {
        brushes.forEach(
                (right, button) -> button.getElement().setAttribute("aria-pressed", Boolean.toString(right == brush)));
    }

    private Div table() {
        NativeTable table = new NativeTable();
        NativeTableHeader head = table.getHead();
        NativeTableRow names = head.addRow();
        names.add(new NativeTableHeaderCell(t("flow.rights.field")));
        for (Column column : columns) {
            NativeButton all =
                    new NativeButton(name(column), click -> fields.forEach(field -> put(column, field.key())));
            all.setTitle(t("flow.rights.column"));
            NativeTableHeaderCell cell = new NativeTableHeaderCell();
            cell.add(all);
            names.add(cell);
        }
        NativeTableBody body = table.getBody();
        for (Row field : fields) {
            NativeTableRow row = body.addRow();
            NativeButton line =
                    new NativeButton(field.label(), click -> columns.forEach(column -> put(column, field.key())));
            line.setTitle(t("flow.rights.line"));
            NativeTableHeaderCell first = new NativeTableHeaderCell();
            first.add(line);
            row.add(first);
            for (Column column : columns) {
                NativeButton cell = new NativeButton("", click -> put(column, field.key()));
                cells.put(key(column, field.key()), cell);
                NativeTableCell place = new NativeTableCell();
                place.add(cell);
                row.add(place);
                show(column, field.key());
            }
        }
        table.addClassName("mw-rights-table");
        Div scroller = new Div(table);
        scroller.addClassName("mw-rights-scroller");
        return scroller;
    }

    private String name(Column column) {
        return switch (column) {
            case StartRights _ -> t("flow.rights.start");
            case StepRights<?> step -> name(step.node());
        };
    }

    private String name(NodeDefinition node) {
        return node.label().isBlank()
                ? tools.nodeTypes()
                        .find(node.type())
                        .map(type -> t(type.descriptor().label()))
                        .orElse(node.type())
                : node.label();
    }

    private static String key(Column column, String field) {
        return column.id() + " " + field;
    }

    private void put(Column column, String field) {
        if (brush == column.usual()) {
            column.rights().remove(field);
        } else {
            column.rights().put(field, brush);
        }
        show(column, field);
    }

    private void show(Column column, String field) {
        FieldRight right = column.rights().getOrDefault(field, column.usual());
        NativeButton cell = cells.get(key(column, field));
        if (cell != null) {
            cell.removeAll();
            cell.add(Icons.of(icon(right)), new Span(t("flow.rights." + right.key())));
            cell.getElement().setAttribute("data-right", right.key());
        }
    }

    private static String icon(FieldRight right) {
        return switch (right) {
            case HIDDEN -> "vaadin:eye-slash";
            case READ -> "vaadin:eye";
            case EDIT -> "vaadin:pencil";
            case REQUIRED -> "vaadin:asterisk";
        };
    }

    /** What is chosen now, without fields that the form has lost. */
    private Map<String, FieldRight> chosen(Column column) {
        Map<String, FieldRight> chosen = new HashMap<>(column.rights());
        chosen.keySet().retainAll(fields.stream().map(Row::key).toList());
        return Map.copyOf(chosen);
    }

    /** The rights of one place while they are edited. */
    private sealed interface Column {

        UUID id();

        Map<String, FieldRight> rights();

        /** What may be done with a field that is not named. */
        FieldRight usual();
    }

    /** Those of the start. */
    private record StartRights(UUID id, FlowSettings settings, Map<String, FieldRight> rights) implements Column {

        /** Where records are handed in. */
        static Optional<StartRights> of(FlowTools tools, FlowDefinition flow) {
            return tools.handsIn(flow)
                    ? Optional.of(new StartRights(
                            flow.id(),
                            flow.settings(),
                            new HashMap<>(flow.settings().start())))
                    : Optional.empty();
        }

        @Override
        public FieldRight usual() {
            return FieldRight.EDIT;
        }

        Optional<Map<String, FieldRight>> changed(FieldRightsDialog dialog) {
            return Optional.of(dialog.chosen(this)).filter(chosen -> !chosen.equals(settings.start()));
        }
    }

    /** Those of a step. */
    private record StepRights<C>(
            NodeDefinition node, C config, ConfigProperty<C, ?> property, Map<String, FieldRight> rights)
            implements Column {

        @Override
        public UUID id() {
            return node.id();
        }

        @Override
        public FieldRight usual() {
            return FieldRight.READ;
        }

        @SuppressWarnings("unchecked")
        List<FlowEdit.ChangeConfigs.ConfigOf> changed(FieldRightsDialog dialog) {
            ConfigProperty<C, Map<String, FieldRight>> fields = (ConfigProperty<C, Map<String, FieldRight>>) property;
            Map<String, FieldRight> chosen = dialog.chosen(this);
            if (fields.getter().apply(config).equals(chosen)) {
                return List.of();
            }
            return List.of(new FlowEdit.ChangeConfigs.ConfigOf(node.id(), (ObjectNode)
                    dialog.tools.codec().tree(fields.wither().apply(config, chosen))));
        }
    }
}

package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.PropertyKind;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormEdit;
import dev.millwright.form.FormEdit.FieldChange;
import dev.millwright.form.PublishedPart;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import dev.millwright.ui.Icons;
import dev.millwright.ui.PropertyPanel;
import dev.millwright.ui.SettingsLayout;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The settings of a part that is no field: what stands on it, and what it is about. */
final class PartSettings<C> extends Composite<Div> {

    private static final int LONGEST_LABEL = 200;

    private final PublishedPart<C> built;
    private final DefinitionCodec codec;
    private final PropertyPanel<FieldDefinition> basics;
    private final PropertyPanel<C> own;

    PartSettings(
            PublishedPart<C> part,
            DefinitionCodec codec,
            DesignPorts ports,
            SettingsListener listener,
            LinesDrafts lines) {
        this.built = part;
        this.codec = codec;
        getContent().addClassName("mw-settings");
        Div head = new Div(
                Icons.of(part.type().descriptor().icon()),
                new H3(t(part.type().descriptor().label())));
        head.addClassName("mw-settings-head");
        String label = t("form.settings.label");
        basics = new PropertyPanel<>(
                ports,
                List.of(ConfigProperty.of(
                        "label",
                        Label.of(label, label),
                        new PropertyKind.Text(LONGEST_LABEL, false),
                        FieldDefinition::label,
                        FieldDefinition::withLabel)),
                part.definition(),
                (definition, property) -> listener.edit(
                        new FormEdit.ChangeField(part.id(), new FieldChange.Label(definition.label())), true));
        List<ConfigProperty<C, ?>> properties = part.type().properties();
        own = new PropertyPanel<>(
                new LinesPorts(ports, lines),
                properties,
                part.config(),
                (config, property) -> listener.edit(
                        new FormEdit.ChangeField(
                                part.id(), new FieldChange.Config(property, (ObjectNode) codec.tree(config))),
                        properties.stream()
                                .anyMatch(p -> p.name().equals(property) && p.kind() instanceof PropertyKind.Text)));
        getContent().add(head, basics, own);
        part.lines().flatMap(lines::form).ifPresent(form -> getContent().add(columns(form, lines)));
    }

    /** Which columns the lines have, and the way to change them. */
    private static Div columns(FormDefinition form, LinesDrafts lines) {
        Div columns = new Div(SettingsLayout.heading(t("form.lines.columns")));
        columns.addClassName("mw-lines-columns");
        form.fields().filter(field -> !form.keepsOfLine(field.id())).forEach(field -> {
            Div row = new Div(new Span(field.label()));
            row.addClassName("mw-removed-field");
            columns.add(row);
        });
        Button edit = new Button(
                t("form.lines.design"),
                Icons.of("vaadin:pencil"),
                click -> UI.getCurrent().navigate(lines.designer(form.id())));
        columns.add(edit);
        return columns;
    }

    boolean fits(FieldDefinition definition) {
        return definition.id().equals(built.id())
                && definition.type().equals(built.definition().type());
    }

    void update(FieldDefinition definition, Problems problems) {
        basics.update(definition, problems);
        own.update(codec.settings(built.type(), definition.config()), SettingsListener.below("config", problems));
    }
}

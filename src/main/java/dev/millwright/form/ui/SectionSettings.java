package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.PropertyKind;
import dev.millwright.form.FormEdit;
import dev.millwright.form.SectionDefinition;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import dev.millwright.ui.Icons;
import dev.millwright.ui.PropertyPanel;
import java.util.List;
import java.util.UUID;

/** The settings of a section. */
final class SectionSettings extends Composite<Div> {

    private final UUID section;
    private final PropertyPanel<String> panel;

    SectionSettings(SectionDefinition section, DesignPorts ports, SettingsListener listener) {
        this.section = section.id();
        getContent().addClassName("mw-settings");
        Div head = new Div(Icons.of("vaadin:form"), new H3(t("form.settings.section")));
        head.addClassName("mw-settings-head");
        String label = ports.texts().text(ports.locale(), "form.settings.sectionTitle");
        ConfigProperty<String, String> title = ConfigProperty.of(
                "title",
                Label.of(label, label),
                new PropertyKind.Text(200, false),
                present -> present,
                (present, typed) -> typed);
        panel = new PropertyPanel<>(
                ports,
                List.of(title),
                section.title(),
                (text, property) -> listener.edit(new FormEdit.ChangeSection(this.section, text), true));
        Span hint = new Span(t("form.settings.section.help"));
        hint.addClassName("mw-hint");
        getContent().add(head, panel, hint);
    }

    boolean fits(UUID wanted) {
        return section.equals(wanted);
    }

    void update(SectionDefinition present) {
        panel.update(present.title(), Problems.NONE);
    }
}

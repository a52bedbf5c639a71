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
import dev.millwright.form.SectionDisplay;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import dev.millwright.ui.Icons;
import dev.millwright.ui.PropertyPanel;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** The settings of a section. */
final class SectionSettings extends Composite<Div> {

    private final UUID section;
    private final PropertyPanel<SectionDefinition> panel;

    SectionSettings(SectionDefinition section, DesignPorts ports, SettingsListener listener) {
        this.section = section.id();
        getContent().addClassName("mw-settings");
        Div head = new Div(Icons.of("vaadin:form"), new H3(t("form.settings.section")));
        head.addClassName("mw-settings-head");
        String label = ports.texts().text(ports.locale(), "form.settings.sectionTitle");
        ConfigProperty<SectionDefinition, String> title = ConfigProperty.of(
                "title",
                Label.of(label, label),
                new PropertyKind.Text(200, false),
                SectionDefinition::title,
                SectionDefinition::withTitle);
        String shown = ports.texts().text(ports.locale(), "form.settings.sectionDisplay");
        ConfigProperty<SectionDefinition, String> display = ConfigProperty.of(
                "display",
                Label.of(shown, shown),
                new PropertyKind.Choice(Arrays.stream(SectionDisplay.values())
                        .map(one -> {
                            String name = ports.texts().text(ports.locale(), "form.settings.sectionDisplay." + one);
                            return new PropertyKind.Choice.Option(one.name(), Label.of(name, name));
                        })
                        .toList()),
                present -> present.display().name(),
                (present, chosen) -> present.withDisplay(SectionDisplay.valueOf(chosen)));
        panel = new PropertyPanel<>(ports, List.of(title, display), section, (now, property) -> {
            if (property.equals("display")) {
                listener.edit(new FormEdit.ShowSection(this.section, now.display()), false);
            } else {
                listener.edit(new FormEdit.ChangeSection(this.section, now.title()), true);
            }
        });
        Span hint = new Span(t("form.settings.section.help"));
        hint.addClassName("mw-hint");
        getContent().add(head, panel, hint);
    }

    boolean fits(UUID wanted) {
        return section.equals(wanted);
    }

    void update(SectionDefinition present) {
        panel.update(present, Problems.NONE);
    }
}

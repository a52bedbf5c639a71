package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.millwright.flow.FlowEdit;
import dev.millwright.ui.Icons;
import dev.millwright.ui.SettingsLayout;
import java.util.List;
import java.util.UUID;

/** What can be done with several nodes at once. */
final class SeveralSettings extends Composite<Div> {

    SeveralSettings(List<UUID> ids, FlowEdits edits) {
        getContent().addClassName("mw-settings");
        Span hint = new Span(t("flow.settings.several.help"));
        hint.addClassName("mw-hint");
        Button copy = new Button(
                t("flow.canvas.duplicate"),
                Icons.of("vaadin:copy-o"),
                click -> edits.edit(new FlowEdit.Duplicate(ids), false));
        Button remove = new Button(
                t("flow.canvas.remove"),
                Icons.of("vaadin:trash"),
                click -> edits.edit(new FlowEdit.RemoveNodes(ids), false));
        remove.addThemeVariants(ButtonVariant.LUMO_ERROR);
        getContent()
                .add(
                        SettingsParts.head("vaadin:copy-o", t("flow.canvas.several", ids.size())),
                        SettingsLayout.group(hint, copy, remove));
    }
}

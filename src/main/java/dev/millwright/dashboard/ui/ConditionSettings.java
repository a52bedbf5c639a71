package dev.millwright.dashboard.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.ui.Icons;
import dev.millwright.workspace.FilterRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Conditions of a tile. Those that the form no longer understands are told, and stay until the designer takes them away. */
final class ConditionSettings extends Composite<Div> {

    private final PublishedForm form;
    private final Consumer<List<JsonNode>> changed;
    private final List<JsonNode> senseless = new ArrayList<>();
    private List<FilterRow> rows;

    ConditionSettings(
            BoardScreens screens,
            PublishedForm form,
            String label,
            List<JsonNode> present,
            Consumer<List<JsonNode>> changed) {
        this.form = form;
        this.changed = changed;
        List<FilterRow> read = new ArrayList<>();
        for (JsonNode condition : present) {
            FilterRow.read(condition, form).ifPresentOrElse(read::add, () -> senseless.add(condition));
        }
        rows = List.copyOf(read);
        getContent().setWidthFull();
        getContent().add(screens.conditions().editor(form, label, rows, wanted -> {
            rows = List.copyOf(wanted);
            tell();
        }));
        List.copyOf(senseless).forEach(this::addSenseless);
    }

    private void addSenseless(JsonNode condition) {
        String key = condition.path(0).asString("");
        String field = form.field(key).map(PublishedField::label).orElse(key);
        Div line = new Div();
        line.addClassName("mw-chip");
        Button remove = new Button(Icons.of("vaadin:close-small"), click -> {
            senseless.remove(condition);
            getContent().remove(line);
            tell();
        });
        remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
        remove.setAriaLabel(t("dashboard.settings.conditionGone.remove", field));
        line.add(Icons.of("vaadin:warning"), new Span(t("dashboard.settings.conditionGone", field)), remove);
        getContent().add(line);
    }

    private void tell() {
        List<JsonNode> all = new ArrayList<>();
        rows.forEach(row -> all.add(row.toJson(form)));
        all.addAll(senseless);
        changed.accept(all);
    }
}

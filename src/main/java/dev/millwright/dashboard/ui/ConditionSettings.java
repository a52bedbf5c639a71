package dev.millwright.dashboard.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.millwright.form.PublishedForm;
import dev.millwright.ui.Icons;
import dev.millwright.workspace.Filter;
import dev.millwright.workspace.FilterPart;
import dev.millwright.workspace.FilterScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Conditions of a tile. Those that the form no longer understands are told, and stay until the designer takes them away. */
final class ConditionSettings extends Composite<Div> {

    private final FilterScope scope;
    private final Consumer<List<JsonNode>> changed;
    private final List<JsonNode> senseless = new ArrayList<>();
    private List<FilterPart> parts;

    ConditionSettings(
            BoardScreens screens,
            PublishedForm form,
            String label,
            List<JsonNode> present,
            Consumer<List<JsonNode>> changed) {
        this.scope = screens.conditions().scope(form);
        this.changed = changed;
        List<FilterPart> read = new ArrayList<>();
        for (JsonNode condition : present) {
            // A group stays as a whole: of its rest alone other records would count.
            Filter filter = Filter.read(List.of(condition), scope);
            if (filter.lost().isEmpty()) {
                read.addAll(filter.parts());
            } else {
                senseless.add(condition);
            }
        }
        parts = List.copyOf(read);
        getContent().setWidthFull();
        getContent().add(screens.conditions().editor(form, label, parts, wanted -> {
            parts = List.copyOf(wanted);
            tell();
        }));
        List.copyOf(senseless).forEach(this::addSenseless);
    }

    private void addSenseless(JsonNode condition) {
        String kind = condition.isObject() ? "dashboard.settings.groupGone" : "dashboard.settings.conditionGone";
        String fields = Filter.read(List.of(condition), scope).lost().stream()
                .distinct()
                .map(scope::name)
                .collect(Collectors.joining(", "));
        Div line = new Div();
        line.addClassName("mw-chip");
        Button remove = new Button(Icons.of("vaadin:close-small"), click -> {
            senseless.remove(condition);
            getContent().remove(line);
            tell();
        });
        remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
        remove.setAriaLabel(t(kind + ".remove", fields));
        line.add(Icons.of("vaadin:warning"), new Span(t(kind, fields)), remove);
        getContent().add(line);
    }

    private void tell() {
        List<JsonNode> all = new ArrayList<>();
        parts.forEach(part -> all.add(part.toJson(scope)));
        all.addAll(senseless);
        changed.accept(all);
    }
}

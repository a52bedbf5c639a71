package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.DynamicDefault;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.AppFormulas;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormRules;
import dev.millwright.form.PublishedField;
import dev.millwright.ui.Icons;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Enters the default of a field: by the field itself, or as a word that stands for a value worked out later. */
final class DefaultValueEditor<C, V> extends Composite<Div> {

    private static final String FIXED = "";
    private static final String FORMULA = "=";

    private final PropertyKind.ValueAccess<@Nullable JsonNode> value;
    private final PublishedField<C, V> field;
    private final FieldEditor<V> editor;

    private final Div formula = new Div();
    private final DesignPorts ports;

    DefaultValueEditor(
            PublishedField<C, V> field, DesignPorts context, PropertyKind.ValueAccess<@Nullable JsonNode> value) {
        this.ports = context;
        this.field = field;
        this.value = value;
        List<DynamicDefault> words = field.type().dynamicDefaults();
        boolean chosen = !words.isEmpty() || FormRules.canFill(field);
        String label = t("form.settings.defaultValue");
        String word = word(value.get()).orElse(FIXED);
        editor = field.type()
                .editor(
                        field.config(),
                        new FieldPresentation(chosen ? t("form.settings.default.fixed") : label, "", "", false),
                        context);
        editor.setValue(fixed());
        editor.onChange(this::entered);
        editor.component().setVisible(word.isEmpty());
        getContent().addClassName("mw-default");
        if (chosen) {
            getContent().add(words(words, label, word));
        }
        getContent().add(editor.component(), formula);
        formula.addClassName("mw-stack");
        if (word.equals(FORMULA)) {
            showFormula();
        }
    }

    /** A formula, typed or as a field of a linked record that is copied. */
    private void showFormula() {
        formula.removeAll();
        FieldDefinition definition = field.definition();
        FieldFormulas formulas =
                new FieldFormulas(definition, ports, name -> name.rows() == null, FieldDefinition::withDefaultFormula);
        FormDefinition form = ports.form().get();
        Button copy = new Button(t("form.settings.default.copy"), Icons.of("vaadin:copy-o"), click -> {
            AppFormulas all = ports.formulas().apply(form);
            all.form(form.id())
                    .ifPresent(shape -> new LookupDialog(
                                    "form.settings.default.copy", LookupDialog.targets(shape, all), (link, linked) -> {
                                        set(link.key() + "." + linked.key());
                                        showFormula();
                                    })
                            .open());
        });
        copy.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        Span help = new Span(t("form.settings.default.formula.help"));
        help.addClassName("mw-hint");
        formula.add(
                new FormulaField(
                        formulas, t("form.settings.default.formula"), null, false, formulaOf(value.get()), this::set),
                copy,
                help);
    }

    private void set(String text) {
        value.set(JsonNodeFactory.instance.objectNode().put("formula", text));
    }

    private static String formulaOf(@Nullable JsonNode json) {
        return json != null && json.isObject() ? json.path("formula").asString("") : "";
    }

    private Select<String> words(List<DynamicDefault> words, String label, String present) {
        List<String> items = new ArrayList<>(List.of(FIXED));
        words.forEach(word -> items.add(word.word()));
        if (FormRules.canFill(field)) {
            items.add(FORMULA);
        }
        Select<String> select = new Select<>();
        select.setLabel(label);
        select.setItems(items);
        select.setItemLabelGenerator(item -> words.stream()
                .filter(word -> word.word().equals(item))
                .map(word -> t(word.label()))
                .findFirst()
                .orElse(t(
                        item.equals(FORMULA)
                                ? "form.settings.default.byFormula"
                                : "form.settings.default.fixedOrNone")));
        select.setWidthFull();
        select.setValue(present);
        select.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                editor.component().setVisible(change.getValue().isEmpty());
                editor.setValue(null);
                formula.removeAll();
                if (change.getValue().equals(FORMULA)) {
                    set("");
                    showFormula();
                    return;
                }
                value.set(
                        change.getValue().isEmpty()
                                ? null
                                : JsonNodeFactory.instance.objectNode().put("dynamic", change.getValue()));
            }
        });
        return select;
    }

    private void entered() {
        try {
            V entered = editor.value();
            editor.showError(null);
            value.set(entered == null ? null : field.type().toJson(entered));
        } catch (ValueFormatException e) {
            editor.showError(t(e));
        }
    }

    private @Nullable V fixed() {
        JsonNode json = value.get();
        if (json == null || word(json).isPresent()) {
            return null;
        }
        try {
            return field.fromJson(json);
        } catch (ValueFormatException e) {
            // Of an earlier type or configuration: the problem is shown, the editor starts empty.
            return null;
        }
    }

    private static Optional<String> word(@Nullable JsonNode json) {
        if (json == null || !json.isObject()) {
            return Optional.empty();
        }
        return json.has("dynamic")
                ? Optional.of(json.get("dynamic").asString(""))
                : json.has("formula") ? Optional.of(FORMULA) : Optional.empty();
    }
}

package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.DynamicDefault;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.PublishedField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Enters the default of a field: by the field itself, or as a word that stands for a value worked out later. */
final class DefaultValueEditor<C, V> extends Composite<Div> {

    private static final String FIXED = "";

    private final PropertyKind.ValueAccess<@Nullable JsonNode> value;
    private final PublishedField<C, V> field;
    private final FieldEditor<V> editor;

    DefaultValueEditor(
            PublishedField<C, V> field, EditorContext context, PropertyKind.ValueAccess<@Nullable JsonNode> value) {
        this.field = field;
        this.value = value;
        List<DynamicDefault> words = field.type().dynamicDefaults();
        String label = t("form.settings.defaultValue");
        String word = word(value.get()).orElse(FIXED);
        editor = field.type()
                .editor(
                        field.config(),
                        new FieldPresentation(
                                words.isEmpty() ? label : t("form.settings.default.fixed"), "", "", false),
                        context);
        editor.setValue(fixed());
        editor.onChange(this::entered);
        editor.component().setVisible(word.isEmpty());
        getContent().addClassName("mw-default");
        if (!words.isEmpty()) {
            getContent().add(words(words, label, word));
        }
        getContent().add(editor.component());
    }

    private Select<String> words(List<DynamicDefault> words, String label, String present) {
        List<String> items = new ArrayList<>(List.of(FIXED));
        words.forEach(word -> items.add(word.word()));
        Select<String> select = new Select<>();
        select.setLabel(label);
        select.setItems(items);
        select.setItemLabelGenerator(item -> words.stream()
                .filter(word -> word.word().equals(item))
                .map(word -> t(word.label()))
                .findFirst()
                .orElse(t("form.settings.default.fixedOrNone")));
        select.setWidthFull();
        select.setValue(present);
        select.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                editor.component().setVisible(change.getValue().isEmpty());
                editor.setValue(null);
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
        return json != null && json.isObject() && json.has("dynamic")
                ? Optional.of(json.get("dynamic").asString(""))
                : Optional.empty();
    }
}

package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.checkbox.CheckboxGroupVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import dev.millwright.form.PublishedField;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.shared.ValueKind;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a form whose values a person takes along from one new record to the next, as they chose and it is remembered. */
final class KeptValues {

    private final RecordScreens screens;
    private final String preference;
    private final List<PublishedField<?, ?>> possible;
    private Set<String> chosen;

    /** As it is remembered. */
    record Chosen(List<String> fields) {}

    /** What is taken along to a page that is opened next. */
    private record TakenAlong(UUID form, Map<String, Object> values) {}

    KeptValues(RecordScreens screens, OpenForm form, FieldRights rights) {
        this.screens = screens;
        preference = "record.kept." + form.form().id();
        possible = form.form().fields().stream()
                .filter(field -> field.isEntered() && rights.opens(field.key()) && !isOwn(field))
                .toList();
        List<String> remembered = screens.preferences()
                .read(preference, Chosen.class)
                .map(Chosen::fields)
                .orElse(List.of());
        chosen = new LinkedHashSet<>(remembered);
    }

    /** Values that no other record may have, and files, which are one record's. */
    static boolean isOwn(PublishedField<?, ?> field) {
        return field.isUnique()
                || field.kind() == ValueKind.FILE
                || field.type().isSealed();
    }

    boolean isOffered() {
        return !possible.isEmpty();
    }

    private List<PublishedField<?, ?>> kept() {
        return possible.stream().filter(field -> chosen.contains(field.key())).toList();
    }

    /** What they are called; empty for none. */
    String labels() {
        return kept().stream().map(PublishedField::label).collect(Collectors.joining(t("record.draft.separator")));
    }

    /** Of what is entered what the next one begins with. */
    Map<String, Object> of(Map<String, ? extends @Nullable Object> entered) {
        Map<String, Object> values = new HashMap<>();
        kept().forEach(field -> {
            Object value = entered.get(field.key());
            if (value != null) {
                values.put(field.key(), value);
            }
        });
        return values;
    }

    /** Asks which fields, and remembers them. */
    void ask(Runnable changed) {
        CheckboxGroup<PublishedField<?, ?>> fields = new CheckboxGroup<>(t("record.kept.fields"));
        fields.addThemeVariants(CheckboxGroupVariant.LUMO_VERTICAL);
        fields.setItems(possible);
        fields.setItemLabelGenerator(PublishedField::label);
        fields.setValue(new LinkedHashSet<>(kept()));
        Paragraph help = new Paragraph(t("record.kept.help"));
        help.addClassName("mw-hint");
        Dialog dialog = new Dialog(t("record.kept.title"));
        dialog.setWidth("26rem");
        dialog.setMaxWidth("calc(100vw - 2rem)");
        dialog.add(help, fields);
        Button cancel = new Button(t("ui.action.cancel"), click -> dialog.close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button keep = new Button(t("record.kept.apply"), click -> {
            chosen = fields.getValue().stream().map(PublishedField::key).collect(Collectors.toSet());
            screens.preferences().write(preference, new Chosen(List.copyOf(chosen)));
            dialog.close();
            changed.run();
        });
        keep.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        dialog.getFooter().add(cancel, keep);
        dialog.open();
    }

    /** Takes values along to the page that enters the next record of the form. */
    static void takeAlong(OpenForm form, Map<String, Object> values) {
        ComponentUtil.setData(
                UI.getCurrent(), TakenAlong.class, new TakenAlong(form.form().id(), values));
    }

    /** What was taken along to this page; once only. */
    static Map<String, Object> takenAlong(OpenForm form) {
        TakenAlong taken = ComponentUtil.getData(UI.getCurrent(), TakenAlong.class);
        ComponentUtil.setData(UI.getCurrent(), TakenAlong.class, null);
        return taken == null || !taken.form().equals(form.form().id()) ? Map.of() : taken.values();
    }
}

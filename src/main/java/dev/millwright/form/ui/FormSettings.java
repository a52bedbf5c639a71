package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.PropertyKind;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormEdit;
import dev.millwright.form.FormEdit.FormChange;
import dev.millwright.form.FormEditor;
import dev.millwright.form.Place;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForms;
import dev.millwright.form.SectionDefinition;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import dev.millwright.ui.IconPicker;
import dev.millwright.ui.Icons;
import dev.millwright.ui.PropertyPanel;
import dev.millwright.ui.SettingsLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The settings of the form itself, and the fields that were removed from it. */
final class FormSettings extends Composite<Div> {

    private static final String NONE = "";
    private static final Set<String> TYPED = Set.of("label", "key");

    private final FormEditor editor;
    private final FieldResolver resolver;
    private final DesignPorts ports;
    private final SettingsListener listener;
    private final Object builtOf;
    private final PropertyPanel<Shown> panel;
    private final Div removed = new Div();
    private final TogetherSettings together;

    FormSettings(
            FormEditor editor,
            FieldResolver resolver,
            DesignPorts ports,
            SettingsListener listener,
            LinesDrafts lines) {
        this.editor = editor;
        this.resolver = resolver;
        this.ports = ports;
        this.listener = listener;
        this.builtOf = outline(editor);
        getContent().addClassName("mw-settings");
        Div head = new Div(Icons.of("vaadin:form"), new H3(t("form.settings.form")));
        head.addClassName("mw-settings-head");
        panel = new PropertyPanel<>(ports, properties(), new Shown(editor.definition(), null), this::edited);
        removed.addClassName("mw-removed");
        getContent().add(head);
        FormDefinition.PartOf of = editor.definition().partOf();
        if (of != null) {
            lines.form(of.form())
                    .ifPresent(whole -> getContent()
                            .add(new Anchor(lines.designer(whole.id()), t("form.lines.partOf", whole.label()))));
        }
        together = new TogetherSettings(resolver, listener);
        getContent().add(panel, together, removed);
    }

    /** Whether it can show the form as it now is, or has to be made anew. */
    boolean fits(FormEditor present) {
        return outline(present).equals(builtOf);
    }

    void update(FormDefinition form, Problems problems) {
        panel.update(new Shown(form, null), problems);
        together.update(form, problems);
        removed.removeAll();
        if (!form.retired().isEmpty()) {
            Span hint = new Span(t("form.settings.removed.help"));
            hint.addClassName("mw-hint");
            removed.add(SettingsLayout.heading(t("form.settings.removed")), hint);
            form.retired().forEach(field -> removed.add(removedField(field)));
        }
    }

    private Component removedField(FieldDefinition field) {
        Button back = new Button(t("form.settings.bringBack"), click -> bringBack(field));
        back.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        Div row = new Div(new Span(field.label()), back);
        row.addClassName("mw-removed-field");
        return row;
    }

    private void bringBack(FieldDefinition field) {
        SectionDefinition last = editor.definition().sections().getLast();
        listener.edit(
                new FormEdit.BringBackField(
                        field.id(), new Place.NewRow(last.id(), last.rows().size())),
                false);
    }

    private void edited(Shown shown, String property) {
        FormChange change = shown.change();
        if (change != null) {
            listener.edit(new FormEdit.ChangeForm(change), TYPED.contains(property));
        }
    }

    /** What the choices offer. */
    private static Object outline(FormEditor editor) {
        return List.of(
                editor.published(),
                editor.definition()
                        .fields()
                        .map(field -> List.of(field.id(), field.label(), field.type(), field.unique()))
                        .toList());
    }

    private List<ConfigProperty<Shown, ?>> properties() {
        List<ConfigProperty<Shown, ?>> properties = new ArrayList<>();
        properties.add(
                property("label", new PropertyKind.Text(200, false), FormDefinition::label, FormChange.Label::new));
        if (editor.published()) {
            properties.add(property(
                    "key",
                    new PropertyKind.Custom<>((context, value) -> fixedKey(value.get())),
                    FormDefinition::key,
                    FormChange.Key::new));
        } else {
            properties.add(property("key", new PropertyKind.Text(41, false), FormDefinition::key, FormChange.Key::new)
                    .withHelp(label("form.settings.formKey.help")));
        }
        properties.add(property(
                        "titleField",
                        fields("form.settings.titleField.automatic", PublishedForms::isTitle),
                        form -> written(form.titleField()),
                        chosen -> new FormChange.TitleField(read(chosen)))
                .withHelp(label("form.settings.titleField.help")));
        properties.add(property(
                        "keyField",
                        fields(
                                "form.settings.keyField.none",
                                field -> field.definition().unique()
                                        || field.generator().isPresent()),
                        form -> written(form.keyField()),
                        chosen -> new FormChange.KeyField(read(chosen)))
                .withHelp(label("form.settings.keyField.help")));
        properties.add(property(
                "icon",
                new PropertyKind.Custom<String>((context, value) -> {
                    IconPicker picker = new IconPicker(t("form.settings.icon"));
                    picker.setValue(value.get());
                    picker.addValueChangeListener(change -> {
                        if (change.isFromClient()) {
                            value.set(change.getValue());
                        }
                    });
                    return picker;
                }),
                FormDefinition::icon,
                FormChange.Icon::new));
        return properties;
    }

    private static Component fixedKey(String key) {
        TextField field = new TextField(t("form.settings.key"));
        field.setValue(key);
        field.setReadOnly(true);
        field.setHelperText(t("form.settings.key.frozen"));
        field.setWidthFull();
        return field;
    }

    private PropertyKind.Choice fields(String nothing, Predicate<PublishedField<?, ?>> suitable) {
        List<PropertyKind.Choice.Option> options = new ArrayList<>();
        options.add(new PropertyKind.Choice.Option(NONE, label(nothing)));
        editor.definition()
                .fields()
                .map(resolver::resolve)
                .flatMap(Optional::stream)
                .filter(suitable)
                .forEach(field -> options.add(
                        new PropertyKind.Choice.Option(field.id().toString(), Label.of(field.label(), field.label()))));
        return new PropertyKind.Choice(options);
    }

    private static String written(@Nullable UUID field) {
        return field == null ? NONE : field.toString();
    }

    private static @Nullable UUID read(String chosen) {
        return chosen.isEmpty() ? null : UUID.fromString(chosen);
    }

    private <T> ConfigProperty<Shown, T> property(
            String name, PropertyKind<T> kind, Function<FormDefinition, T> getter, Function<T, FormChange> change) {
        BiFunction<Shown, T, Shown> wither = (shown, value) -> new Shown(shown.form(), change.apply(value));
        return ConfigProperty.of(
                name, label("form.settings." + name), kind, shown -> getter.apply(shown.form()), wither);
    }

    private Label label(String key) {
        String text = ports.texts().text(ports.locale(), key);
        return Label.of(text, text);
    }

    /** The form and, on its way out of the panel, what is to be changed about it. */
    record Shown(FormDefinition form, @Nullable FormChange change) {}
}

package dev.millwright.form.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Aside;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FieldTypes;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormEditor;
import dev.millwright.form.PublishedPart;
import dev.millwright.form.SectionDefinition;
import dev.millwright.form.Selection;
import dev.millwright.shared.Problems;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows the settings of what is selected; they stay as they are, focus included, while the same thing stays selected. */
final class FormInspector extends Composite<Aside> {

    private final FieldTypes types;
    private final FieldResolver resolver;
    private final DefinitionCodec codec;
    private final DesignPorts ports;
    private final SettingsListener listener;
    private final Consumer<UUID> uses;
    private final LinesDrafts lines;
    private @Nullable Component shown;
    private @Nullable FormDefinition of;

    FormInspector(
            FieldTypes types,
            FieldResolver resolver,
            DefinitionCodec codec,
            DesignPorts ports,
            SettingsListener listener,
            LinesDrafts lines,
            Runnable typingEnded,
            Consumer<UUID> uses) {
        this.uses = uses;
        this.lines = lines;
        this.types = types;
        this.resolver = resolver;
        this.codec = codec;
        this.ports = ports;
        this.listener = listener;
        getContent().addClassName("mw-inspector");
        getContent().getElement().addEventListener("focusout", left -> typingEnded.run());
    }

    void show(FormEditor editor, Problems problems) {
        FormDefinition form = editor.definition();
        // By this the browser knows for which selection the settings stand, and where to go on with what is being
        // typed.
        getContent().getElement().setAttribute("data-of", nameOf(editor.selection()));
        switch (editor.selection()) {
            case Selection.OneField(UUID id) -> form.field(id).ifPresent(field -> showField(field, editor, problems));
            case Selection.OneSection(UUID id) ->
                form.sections().stream()
                        .filter(section -> section.id().equals(id))
                        .findFirst()
                        .ifPresent(this::showSection);
            case Selection.FormItself ignored -> showForm(editor, problems);
        }
        of = form;
    }

    /** Lets nothing be changed any more. */
    void freeze() {
        getContent().setEnabled(false);
    }

    private static String nameOf(Selection selection) {
        return switch (selection) {
            case Selection.OneField(UUID id) -> "field:" + id;
            case Selection.OneSection(UUID id) -> "section:" + id;
            case Selection.FormItself ignored -> "form";
        };
    }

    private void showField(FieldDefinition field, FormEditor editor, Problems problems) {
        Optional<PublishedPart<?>> part = resolver.part(field);
        if (part.isPresent()) {
            showPart(part.get(), SettingsListener.below(field.id().toString(), problems));
            return;
        }
        FieldSettings settings;
        if (shown instanceof FieldSettings present && present.fits(field, editor)) {
            settings = present;
            FormDefinition before = of;
            if (before != null && !others(before, field).equals(others(editor.definition(), field))) {
                settings.refresh();
            }
        } else {
            settings = new FieldSettings(field, editor, types, resolver, codec, ports.of(field.id()), listener, uses);
            replace(settings);
        }
        settings.update(field, SettingsListener.below(field.id().toString(), problems));
    }

    private void showPart(PublishedPart<?> part, Problems problems) {
        PartSettings<?> settings;
        if (shown instanceof PartSettings<?> present && present.fits(part.definition())) {
            settings = present;
        } else {
            settings = new PartSettings<>(part, codec, ports.of(part.id()), listener, lines);
            replace(settings);
        }
        settings.update(part.definition(), problems);
    }

    private void showSection(SectionDefinition section) {
        SectionSettings settings;
        if (shown instanceof SectionSettings present && present.fits(section.id())) {
            settings = present;
        } else {
            settings = new SectionSettings(section, ports, listener);
            replace(settings);
        }
        settings.update(section);
    }

    private void showForm(FormEditor editor, Problems problems) {
        FormSettings settings;
        if (shown instanceof FormSettings present && present.fits(editor)) {
            settings = present;
        } else {
            settings = new FormSettings(editor, resolver, ports, listener, lines);
            replace(settings);
        }
        settings.update(editor.definition(), problems);
    }

    /** What the settings of a field may show of the other fields. */
    private static Object others(FormDefinition form, FieldDefinition field) {
        return form.fields().filter(other -> !other.id().equals(field.id())).toList();
    }

    private void replace(Component settings) {
        getContent().removeAll();
        getContent().add(settings);
        shown = settings;
    }
}

package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.millwright.field.DefaultContext;
import dev.millwright.field.EditorContext;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedField;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form as people will fill it, on the screen of a computer or of a phone; what is entered goes nowhere. */
final class FormPreview extends Composite<Div> {

    /** On what screen. */
    enum Screen {
        COMPUTER,
        PHONE
    }

    FormPreview(
            FormDefinition form,
            Screen screen,
            FieldResolver resolver,
            EditorContext context,
            DefaultContext defaults,
            LinesPort lines) {
        getContent().addClassName("mw-preview");
        EntryForm entry = new EntryForm(form, resolver, context, field -> true, lines);
        Map<String, Object> values = new HashMap<>();
        form.fields().flatMap(field -> resolver.resolve(field).stream()).forEach(field -> {
            Object value = defaultOf(field, defaults);
            if (value != null) {
                values.put(field.key(), value);
            }
        });
        entry.setValues(values);
        Div device = new Div(new H2(form.label()), entry);
        device.addClassNames("mw-preview-device", screen == Screen.PHONE ? "mw-preview-phone" : "mw-preview-computer");
        Span note = new Span(t("form.preview.note"));
        note.addClassName("mw-hint");
        getContent().add(note, device);
    }

    private static @Nullable Object defaultOf(PublishedField<?, ?> field, DefaultContext defaults) {
        try {
            return field.defaultValue(defaults);
        } catch (dev.millwright.field.ValueFormatException e) {
            // A default that does not fit is told as a problem of the field.
            return null;
        }
    }
}

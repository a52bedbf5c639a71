package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.millwright.expression.WorkDays;
import dev.millwright.field.DefaultContext;
import dev.millwright.field.EditorContext;
import dev.millwright.form.AppFormulas;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.form.RuleOutcome;
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
            AppFormulas formulas,
            DefaultContext defaults,
            WorkDays workDays,
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
        Div overruled = new Div();
        overruled.addClassNames("mw-hint", "mw-preview-overruled");
        overruled.setVisible(false);
        entry.workOut(new TriedForm(form, formulas, resolver, defaults, workDays));
        entry.onRules(rules -> {
            overruled.removeAll();
            rules.overruled().stream().distinct().forEach(one -> overruled.add(new Div(overruled(form, one))));
            overruled.setVisible(!rules.overruled().isEmpty());
        });
        Div device = new Div(new H2(form.label()), entry);
        device.addClassNames("mw-preview-device", screen == Screen.PHONE ? "mw-preview-phone" : "mw-preview-computer");
        Span note = new Span(t("form.preview.note"));
        note.addClassName("mw-hint");
        getContent().add(note, overruled, device);
    }

    /** Which of two rules that differ has its way, and about what. */
    private static String overruled(FormDefinition form, RuleOutcome.Overruled one) {
        String label = form.fields()
                .filter(field -> field.key().equals(one.field()))
                .findFirst()
                .map(field -> field.label().isBlank() ? field.key() : field.label())
                .orElse(one.field());
        return t("form.rules.overruled", label, one.winner(), one.loser(), t("form.rules.matter." + one.matter()));
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

package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.extension.PropertyKind.ValueAccess;
import dev.millwright.flow.spi.FieldsInText;
import dev.millwright.form.PublishedField;
import dev.millwright.form.ui.ConditionField;
import dev.millwright.form.ui.FieldMenu;
import dev.millwright.ui.LimitedText;
import java.util.List;

/** A text for people, with the fields in a menu whose values can stand in it. */
final class MessageField extends Composite<Div> {

    private static final int PAUSE_WHILE_TYPING = 400;

    MessageField(DesignEditors editors, String label, int longest, ValueAccess<String> value) {
        TextArea text = new TextArea(label);
        text.setWidthFull();
        text.setMinRows(3);
        text.setValue(value.get());
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.setValueChangeTimeout(PAUSE_WHILE_TYPING);
        LimitedText.upTo(longest, text, value::set);
        getContent().add(text);
        text.setManualValidation(true);
        List<PublishedField<?, ?>> fields = editors.fieldsOf(null);
        if (!fields.isEmpty()) {
            text.setHelperText(t("flow.message.help"));
            getContent().add(FieldMenu.of(ConditionField.of(fields), field -> {
                String more = text.getValue() + FieldsInText.name(field.key());
                boolean fits = more.length() <= longest;
                if (fits) {
                    text.setValue(more);
                    value.set(more);
                }
                text.setErrorMessage(t("flow.message.tooLong", longest));
                text.setInvalid(!fits);
                text.focus();
            }));
        }
        getContent().addClassName("mw-flow-span");
    }
}

package dev.millwright.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.HasPlaceholder;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.shared.HasClearButton;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.HasValueChangeMode;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.field.FieldPresentation;
import java.math.BigDecimal;

/** How every editor takes on the label, help, placeholder and marker of its field. */
final class Inputs {

    private static final int TYPING_PAUSE_MILLIS = 600;

    private Inputs() {}

    static <F extends Component & HasValue<?, ?>> F present(F field, FieldPresentation presentation) {
        if (field instanceof HasLabel labelled) {
            labelled.setLabel(presentation.label());
        }
        if (field instanceof HasHelper helped && !presentation.help().isEmpty()) {
            helped.setHelperText(presentation.help());
        }
        if (field instanceof HasPlaceholder held && !presentation.placeholder().isEmpty()) {
            held.setPlaceholder(presentation.placeholder());
        }
        if (field instanceof HasClearButton clearable) {
            clearable.setClearButtonVisible(true);
        }
        if (field instanceof HasSize sized) {
            sized.setWidthFull();
        }
        if (field instanceof HasValueChangeMode typed) {
            // What is being typed is kept while it is typed, not only when the field is left.
            typed.setValueChangeMode(ValueChangeMode.LAZY);
            typed.setValueChangeTimeout(TYPING_PAUSE_MILLIS);
            // Who leaves the field does not wait for the pause: an event with nothing of its own sends what is held
            // back before it.
            field.getElement().addEventListener("change", change -> {});
        }
        field.setRequiredIndicatorVisible(presentation.required());
        return field;
    }

    /** As people read it where nobody enters it, else as it is entered. */
    static String shown(TextField field, BigDecimal value, int digits, boolean grouped) {
        return field.isReadOnly() ? Numerals.write(value, digits, grouped, "") : value.toPlainString();
    }

    /** A text field for numbers: it brings up the number pad and leaves the reading to the type, full-width digits included. */
    static TextField number(FieldPresentation presentation, String inputMode, String unit) {
        TextField field = present(new TextField(), presentation);
        field.setValueChangeMode(ValueChangeMode.ON_CHANGE);
        withKeyboard(field, inputMode);
        field.setAutocomplete(com.vaadin.flow.component.textfield.Autocomplete.OFF);
        field.addClassName("number");
        if (!unit.isEmpty()) {
            Span shown = new Span(unit);
            if (Numerals.isCurrencySign(unit)) {
                field.setPrefixComponent(shown);
            } else {
                field.setSuffixComponent(shown);
            }
        }
        return field;
    }

    /** The field, for which phones bring up a keyboard that suits what is entered. */
    static TextField withKeyboard(TextField field, String inputMode) {
        // The component does not pass the attribute on to the input that it wraps.
        field.addAttachListener(
                attached -> field.getElement().executeJs("this.inputElement.setAttribute('inputmode', $0)", inputMode));
        return field;
    }
}

package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.millwright.extension.PropertyKind;
import dev.millwright.form.FieldDefinition;
import org.jspecify.annotations.Nullable;

/** Says whether people enter the value of a field or a formula gives it, and which. */
final class FormulaSetting extends Composite<Div> {

    /** Where the value comes from. */
    private enum From {
        PEOPLE,
        FORMULA
    }

    FormulaSetting(FieldDefinition field, DesignPorts ports, PropertyKind.ValueAccess<@Nullable String> value) {
        String present = value.get();
        Select<From> from = new Select<>();
        from.setLabel(t("form.settings.valueFrom"));
        from.setItems(From.values());
        from.setItemLabelGenerator(one -> t("form.settings.valueFrom." + one.name()));
        from.setValue(present == null ? From.PEOPLE : From.FORMULA);
        from.setWidthFull();
        from.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                value.set(change.getValue() == From.FORMULA ? "" : null);
            }
        });
        getContent().addClassName("mw-formula-setting");
        getContent().add(from);
        if (present != null) {
            Span help = new Span(t("form.settings.formula.help"));
            help.addClassName("mw-hint");
            getContent()
                    .add(
                            new FormulaField(
                                    new FieldFormulas(field, ports, name -> true, FieldDefinition::withFormula),
                                    t("form.settings.formula"),
                                    null,
                                    false,
                                    present,
                                    value::set),
                            help);
        }
    }
}

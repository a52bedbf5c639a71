package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.ui.LimitedText;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A formula as text, checked while it is typed, with the fields that it may name in a menu. */
public final class FormulaField extends Composite<Div> {

    private static final int PAUSE_WHILE_TYPING = 400;
    private static final int LONGEST = 2_000;

    private final ConditionPorts editors;
    private final @Nullable UUID form;
    private final boolean truth;
    private final TextArea text = new TextArea();

    /**
     * @param truth whether it has to be true or false
     */
    public FormulaField(
            ConditionPorts editors,
            String label,
            @Nullable UUID form,
            boolean truth,
            String present,
            Consumer<String> changed) {
        this.editors = editors;
        this.form = form;
        this.truth = truth;
        text.setLabel(label.isEmpty() ? null : label);
        text.setAriaLabel(t("form.condition.formula"));
        text.setWidthFull();
        text.setMinRows(2);
        text.setMaxRows(8);
        text.setManualValidation(true);
        text.addClassName("mw-flow-formula");
        text.setValue(present);
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.setValueChangeTimeout(PAUSE_WHILE_TYPING);
        LimitedText.upTo(LONGEST, text, typed -> {
            check();
            changed.accept(typed.strip());
        });
        getContent().add(text, FieldMenu.of(editors.fields(form), field -> {
            text.setValue((text.getValue() + " " + field.key()).strip());
            check();
            if (LimitedText.fits(text)) {
                changed.accept(text.getValue());
            }
            text.focus();
        }));
        getContent().addClassName("mw-flow-span");
        check();
    }

    private void check() {
        Problems problems = truth ? editors.condition(form, text.getValue()) : editors.formula(form, text.getValue());
        Optional<String> wrong = problems.stream().findFirst().map((Problem problem) -> t(problem));
        LimitedText.showProblem(text, wrong.orElse(null));
    }
}

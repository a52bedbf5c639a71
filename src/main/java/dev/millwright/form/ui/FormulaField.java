package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Severity;
import dev.millwright.shared.TextPosition;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A formula as text: checked while it is typed, a mistake shown at its place, with what it comes to for a record that is there, and the fields
 * that it may name in a menu.
 */
public final class FormulaField extends Composite<Div> {

    private static final int LONGEST = 2_000;

    private final ConditionPorts editors;
    private final @Nullable UUID form;
    private final boolean truth;
    private final ExpressionInput text;
    private final Span warning = new Span();
    private final Span sample = new Span();

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
        this.text =
                new ExpressionInput(t("form.condition.formula"), editors.fields(form), editors.functions(), LONGEST);
        text.setLabel(label.isEmpty() ? null : label);
        text.setWidthFull();
        text.setManualValidation(true);
        text.setValue(present);
        text.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                check();
                if (!text.isTooLong()) {
                    changed.accept(text.getValue().strip());
                }
            }
        });
        sample.addClassName("mw-formula-sample");
        sample.getElement().setAttribute("role", "status");
        warning.addClassName("mw-formula-warning");
        warning.getElement().setAttribute("role", "status");
        getContent().add(text, warning, sample, FieldMenu.of(editors.fields(form), field -> text.insert(field.key())));
        getContent().addClassName("mw-flow-span");
        check();
    }

    private void check() {
        String typed = text.getValue();
        Problems problems = truth ? editors.condition(form, typed) : editors.formula(form, typed);
        Optional<Problem> wrong = problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .findFirst();
        // What nobody wrote yet is missing, not wrong.
        boolean begun = text.isTooLong() || !typed.isBlank();
        String words = text.isTooLong()
                ? t("ui.text.tooLong", LONGEST)
                : wrong.filter(problem -> begun)
                        .map((Problem problem) -> t(problem))
                        .orElse(null);
        text.setErrorMessage(words);
        text.setInvalid(words != null);
        // It was read without what stands before it.
        int before = typed.length() - typed.stripLeading().length();
        text.showMistake(wrong.filter(problem -> begun)
                .map(Problem::position)
                .map(at -> new TextPosition(at.offset() + before, at.length(), at.line(), at.column()))
                .orElse(null));
        showWarnings(words == null && begun ? problems : Problems.NONE);
        showSample(
                !begun
                        ? Optional.of(t(truth ? "form.condition.formula.begin" : "form.formula.begin"))
                        : words == null ? editors.sample(form, typed) : Optional.empty());
    }

    private void showWarnings(Problems problems) {
        String words = problems.stream()
                .filter(problem -> problem.severity() == Severity.WARNING)
                .map((Problem problem) -> t(problem))
                .collect(Collectors.joining("\n"));
        warning.setVisible(!words.isEmpty());
        warning.setText(words);
    }

    private void showSample(Optional<String> found) {
        sample.setVisible(found.isPresent());
        sample.setText(found.orElse(""));
    }
}

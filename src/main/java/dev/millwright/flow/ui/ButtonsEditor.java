package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.extension.PropertyKind.ValueAccess;
import dev.millwright.flow.StepAction;
import dev.millwright.flow.StepButton;
import dev.millwright.ui.LimitedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Says which buttons a step has, how they are called, and which of them demand a reason. */
final class ButtonsEditor extends Composite<Div> {

    private static final int LONGEST = 30;

    private final ValueAccess<List<StepButton>> value;
    private final Button open = new Button();

    ButtonsEditor(String label, ValueAccess<List<StepButton>> value) {
        this.value = value;
        Span heading = new Span(label);
        heading.addClassName("mw-conditions-label");
        open.setWidthFull();
        open.addClickListener(click -> ask(label));
        getContent().add(heading, open);
        getContent().addClassName("mw-flow-span");
        show();
    }

    private void show() {
        open.setText(
                value.get().isEmpty()
                        ? t("flow.buttons.usual")
                        : t("flow.buttons.changed", value.get().size()));
    }

    private void ask(String label) {
        Dialog dialog = new Dialog();
        dialog.setHeaderTitle(label);
        dialog.setWidth("34rem");
        dialog.setMaxWidth("calc(100vw - 2rem)");
        Div table = new Div();
        table.addClassName("mw-flow-buttons");
        table.add(head("flow.buttons.name"), head("flow.buttons.shown"), head("flow.buttons.reason"));
        List<Supplier<StepButton>> rows = new ArrayList<>();
        List<TextField> names = new ArrayList<>();
        for (StepAction action : StepAction.ofSteps()) {
            StepButton present = value.get().stream()
                    .filter(button -> button.action() == action)
                    .findFirst()
                    .orElse(new StepButton(action, "", false, false));
            String usual = t("flow.buttons.action." + action.key());
            TextField name = new TextField();
            name.setPlaceholder(usual);
            name.setAriaLabel(usual);
            name.setValue(present.label());
            name.setManualValidation(true);
            LimitedText.upTo(LONGEST, name, typed -> {});
            names.add(name);
            Checkbox shown = new Checkbox(!present.hidden());
            shown.setAriaLabel(usual + ": " + t("flow.buttons.shown"));
            Checkbox reason = new Checkbox(present.reason());
            reason.setAriaLabel(usual + ": " + t("flow.buttons.reason"));
            table.add(name, shown, reason);
            rows.add(() -> new StepButton(action, name.getValue().strip(), !shown.getValue(), reason.getValue()));
        }
        dialog.add(table);
        Button cancel = new Button(t("ui.action.cancel"), click -> dialog.close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button done = new Button(t("flow.settings.done"), click -> {
            Optional<TextField> tooLong =
                    names.stream().filter(name -> !LimitedText.fits(name)).findFirst();
            if (tooLong.isPresent()) {
                tooLong.get().focus();
                return;
            }
            dialog.close();
            value.set(rows.stream()
                    .map(Supplier::get)
                    .filter(button -> button.hidden()
                            || button.reason()
                            || !button.label().isEmpty())
                    .toList());
            show();
        });
        done.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        dialog.getFooter().add(cancel, done);
        dialog.open();
    }

    private static Span head(String key) {
        Span head = new Span(t(key));
        head.addClassName("mw-flow-buttons-head");
        return head;
    }
}

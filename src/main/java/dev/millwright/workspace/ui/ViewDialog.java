package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.radiobutton.RadioGroupVariant;
import com.vaadin.flow.component.textfield.TextField;
import org.jspecify.annotations.Nullable;

/** Asks for the name of a view and for whom it is. */
final class ViewDialog extends Dialog {

    private static final int LONGEST = 100;

    /** Takes what was chosen. */
    interface Chosen {
        void accept(String label, boolean shared, boolean standard);
    }

    /**
     * @param present the view whose name is asked for again; null for a new one
     * @param designs whether it may be for everybody
     */
    ViewDialog(@Nullable SavedView present, boolean designs, Chosen chosen) {
        setHeaderTitle(title(present, designs));
        setWidth("26rem");
        setMaxWidth("calc(100vw - 2rem)");
        addClassName("mw-view-dialog");
        TextField name = new TextField(t("record.view.name"));
        name.setMaxLength(LONGEST);
        name.setWidthFull();
        name.setRequiredIndicatorVisible(true);
        name.setManualValidation(true);
        RadioButtonGroup<Boolean> whom = new RadioButtonGroup<>(t("record.view.whom"));
        whom.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
        whom.setItems(false, true);
        whom.setItemLabelGenerator(everybody -> t(everybody ? "record.view.everybody" : "record.view.onlyMe"));
        whom.setValue(present != null && present.shared());
        whom.setVisible(designs);
        Checkbox standard = new Checkbox(t("record.view.standard"));
        standard.setVisible(designs && present != null && present.shared());
        whom.addValueChangeListener(change -> {
            boolean everybody = Boolean.TRUE.equals(change.getValue());
            standard.setVisible(everybody);
            whom.setHelperText(present != null && present.shared() && !everybody ? t("record.view.unshare") : "");
        });
        if (present != null) {
            name.setValue(present.label());
            standard.setValue(present.standard());
        }
        add(name, whom, standard);
        Button cancel = new Button(t("ui.action.cancel"), click -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button save = new Button(t("record.view.save"), click -> {
            String label = name.getValue().strip();
            name.setInvalid(label.isEmpty());
            name.setErrorMessage(t("record.view.nameMissing"));
            if (!label.isEmpty()) {
                close();
                boolean shared = whom.getValue();
                chosen.accept(label, shared, shared && standard.getValue());
            }
        });
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.addClickShortcut(Key.ENTER);
        getFooter().add(cancel, save);
        name.focus();
    }

    private static String title(@Nullable SavedView present, boolean designs) {
        return present == null ? t("record.view.new") : words(designs);
    }

    /** Those who cannot share views only name them. */
    static String words(boolean designs) {
        return t(designs ? "record.view.edit" : "record.view.rename");
    }
}

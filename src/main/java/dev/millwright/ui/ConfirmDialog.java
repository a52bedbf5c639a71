package dev.millwright.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;

/** Asks before something is done; the button says what will be done, never just OK. */
public final class ConfirmDialog extends Dialog {

    private final Button cancel = new Button(t("ui.action.cancel"), click -> close());
    private final Button confirm;
    private boolean confirmed;

    private ConfirmDialog(String title, String text, String action, Runnable then) {
        setHeaderTitle(title);
        setWidth("28rem");
        setMaxWidth("calc(100vw - 2rem)");
        addClassName("mw-confirm");
        Paragraph words = new Paragraph(text);
        words.addClassName("mw-confirm-text");
        add(words);
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        confirm = way(action, then);
        confirm.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(cancel, confirm);
    }

    private Button way(String action, Runnable then) {
        return new Button(action, click -> {
            confirmed = true;
            close();
            then.run();
        });
    }

    public static ConfirmDialog ask(String title, String text, String action, Runnable confirmed) {
        return new ConfirmDialog(title, text, action, confirmed);
    }

    /** Another answer, beside the first. */
    public ConfirmDialog or(String action, Runnable then) {
        getFooter().removeAll();
        getFooter().add(cancel, way(action, then), confirm);
        return this;
    }

    /** What happens when the question is left in any other way: by the other button, by Esc, or by a click beside it. */
    public ConfirmDialog orElse(Runnable refused) {
        addOpenedChangeListener(change -> {
            if (!change.isOpened() && !confirmed) {
                refused.run();
            }
        });
        return this;
    }

    /** For what takes something away. */
    public static ConfirmDialog danger(String title, String text, String action, Runnable confirmed) {
        ConfirmDialog dialog = new ConfirmDialog(title, text, action, confirmed);
        dialog.confirm.addThemeVariants(ButtonVariant.LUMO_ERROR);
        return dialog;
    }

    /** For what cannot be taken back: the button works once the person has typed the word. */
    public static ConfirmDialog typed(String title, String text, String word, String action, Runnable confirmed) {
        ConfirmDialog dialog = danger(title, text, action, confirmed);
        TextField typed = new TextField(t("ui.confirm.type", word));
        typed.setWidthFull();
        typed.setAutocomplete(com.vaadin.flow.component.textfield.Autocomplete.OFF);
        typed.setValueChangeMode(ValueChangeMode.EAGER);
        dialog.confirm.setEnabled(false);
        typed.addValueChangeListener(change ->
                dialog.confirm.setEnabled(word.equals(change.getValue().strip())));
        dialog.add(typed);
        return dialog;
    }
}

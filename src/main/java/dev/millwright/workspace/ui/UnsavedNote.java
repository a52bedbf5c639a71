package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.millwright.ui.ConfirmDialog;
import dev.millwright.ui.Icons;

/** Says that something typed earlier is still there, and what can be done with it. */
public final class UnsavedNote extends Div {

    public UnsavedNote(String text, String action, Runnable then) {
        addClassName("mw-note");
        getElement().setAttribute("role", "status");
        add(Icons.of("vaadin:time-backward"), new Span(text), button(action, then));
    }

    UnsavedNote(String text, String action, Runnable then, String second, Runnable instead) {
        this(text, action, then);
        add(button(second, instead));
    }

    /** Asks before what was typed is lost. */
    public static Runnable asking(Runnable then) {
        return () -> ConfirmDialog.danger(
                        t("record.unsaved.lose.title"),
                        t("record.unsaved.lose.text"),
                        t("record.unsaved.lose.action"),
                        then)
                .open();
    }

    private static Button button(String text, Runnable then) {
        Button button = new Button(text, click -> then.run());
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        return button;
    }
}

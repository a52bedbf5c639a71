package dev.millwright.flow.ui;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;

/** What somebody has begun to write in a dialog is thrown away by a button that says so, not by a key or a click beside it. */
final class UnsaidText {

    private static final int PAUSE_WHILE_TYPING = 200;

    private UnsaidText() {}

    static void keep(Dialog dialog, TextArea text) {
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.setValueChangeTimeout(PAUSE_WHILE_TYPING);
        text.addValueChangeListener(change -> {
            dialog.setCloseOnEsc(text.getValue().isBlank());
            dialog.setCloseOnOutsideClick(text.getValue().isBlank());
        });
    }
}

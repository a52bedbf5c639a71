package dev.millwright.workspace.ui;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.progressbar.ProgressBar;

/** Says how far a longer piece of work is; whoever opened it closes it. */
final class ProgressDialog extends Dialog {

    private final ProgressBar bar = new ProgressBar();

    ProgressDialog(String title) {
        setHeaderTitle(title);
        setCloseOnEsc(false);
        setCloseOnOutsideClick(false);
        setWidth("22rem");
        setMaxWidth("calc(100vw - 2rem)");
        bar.setIndeterminate(true);
        bar.getElement().setAttribute("aria-label", title);
        add(bar);
    }

    /**
     * @param part how much is done, up to 1
     */
    void show(double part) {
        bar.setIndeterminate(false);
        bar.setValue(part);
    }
}

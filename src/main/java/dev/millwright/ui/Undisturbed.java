package dev.millwright.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dialog.Dialog;

/** Draws a page anew for what others did, though not below a dialog that somebody is busy with: then once it is closed. */
public final class Undisturbed {

    private final Component page;
    private final Runnable draw;
    private boolean waiting;

    public Undisturbed(Component page, Runnable draw) {
        this.page = page;
        this.draw = draw;
    }

    /** Draws it now or soon, however often it was asked for meanwhile; never when the page has been left. */
    public void draw() {
        UI ui = page.getUI().orElse(null);
        if (ui == null || waiting) {
            return;
        }
        ui.getChildren()
                .filter(child -> child instanceof Dialog dialog && dialog.isOpened())
                .findFirst()
                .ifPresentOrElse(dialog -> waitFor(dialog, ui), draw);
    }

    private void waitFor(Component dialog, UI ui) {
        waiting = true;
        dialog.addDetachListener(closed -> {
            closed.unregisterListener();
            ui.beforeClientResponse(ui, response -> {
                waiting = false;
                draw();
            });
        });
    }
}

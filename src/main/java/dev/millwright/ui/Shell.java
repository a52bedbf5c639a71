package dev.millwright.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;

/** What a view may ask of the shell around it. */
public final class Shell {

    private Shell() {}

    /** Has navigation, breadcrumbs and page title read again, for example after a rename. */
    public static void refresh(Component view) {
        view.getUI().ifPresent(ui -> ComponentUtil.fireEvent(ui, new Refresh(ui)));
    }

    /** The shell has to read again what it shows. */
    static final class Refresh extends ComponentEvent<UI> {
        Refresh(UI ui) {
            super(ui, false);
        }
    }
}

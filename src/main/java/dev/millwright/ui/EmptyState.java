package dev.millwright.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;

/** Stands where there is nothing to show yet: says why, and what to do about it. */
public final class EmptyState extends Div {

    public EmptyState(String icon, String title, String text, Component... actions) {
        addClassName("mw-empty-state");
        Div disc = new Div(Icons.of(icon));
        disc.addClassName("mw-empty-state-icon");
        add(disc, new H2(title));
        if (!text.isBlank()) {
            add(new Paragraph(text));
        }
        if (actions.length > 0) {
            Div buttons = new Div(actions);
            buttons.addClassName("mw-empty-state-actions");
            add(buttons);
        }
    }
}

package dev.millwright.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** How the settings of a designer stand below each other. */
public final class SettingsLayout {

    private SettingsLayout() {}

    /** Inputs below each other, as wide as there is room. */
    public static Div group(Component... components) {
        Div group = new Div(components);
        group.addClassName("mw-properties");
        for (Component component : components) {
            component.getElement().getStyle().set("width", "100%");
        }
        return group;
    }

    public static Div heading(String text) {
        Div heading = new Div(new Span(text));
        heading.addClassName("mw-settings-group");
        return heading;
    }
}

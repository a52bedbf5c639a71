package dev.millwright.ui;

import com.vaadin.flow.component.icon.Icon;

/** Icons by name, {@code <set>:<icon>}; an unknown name shows a plain box rather than nothing. */
public final class Icons {

    private static final String FALLBACK = "vaadin:square-shadow";

    private Icons() {}

    /** A decoration: hidden from screen readers. */
    public static Icon of(String name) {
        String full = name.isBlank() ? FALLBACK : name;
        int colon = full.indexOf(':');
        Icon icon =
                colon < 0 ? new Icon("vaadin", full) : new Icon(full.substring(0, colon), full.substring(colon + 1));
        icon.getElement().setAttribute("aria-hidden", "true");
        return icon;
    }
}

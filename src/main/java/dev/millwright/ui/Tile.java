package dev.millwright.ui;

import com.vaadin.flow.component.html.Span;

/** An icon on a tile of one of the palette's colours: how an app shows itself. */
public final class Tile extends Span {

    public Tile(String icon, String colour) {
        addClassName("mw-tile");
        getElement().setAttribute("data-colour", colour);
        getElement().setAttribute("aria-hidden", "true");
        add(Icons.of(icon));
    }
}

package dev.millwright.ui;

import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.server.streams.DownloadHandler;

/** A link as the entry of a menu, followed wherever in the entry one clicks and by the keyboard too. */
@JsModule("./menu-link.ts")
public final class MenuLink extends Anchor {

    public MenuLink(DownloadHandler target, String label) {
        super(target, label);
        addClassName("mw-menu-link");
    }
}

package dev.millwright.workspace.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** A menu that opens at a click and is made when it opens, so that a page with many menus is there sooner. */
final class LateMenu extends ContextMenu {

    private final transient Consumer<ContextMenu> items;

    /**
     * @param items adds what can be chosen
     */
    LateMenu(Component target, Consumer<ContextMenu> items) {
        super(target);
        this.items = items;
        setOpenOnClick(true);
        target.getElement().setAttribute("aria-haspopup", "menu");
    }

    @Override
    protected boolean onBeforeOpenMenu(ObjectNode eventDetail) {
        fill();
        return super.onBeforeOpenMenu(eventDetail);
    }

    void fill() {
        removeAll();
        items.accept(this);
    }
}

package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.component.tabs.TabsVariant;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.Icons;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The views of a list as tabs, and what was changed in the one that is open. */
final class ViewBar extends Div {

    private final List<SavedView> views;
    private final @Nullable SavedView current;
    private final boolean designs;
    private final Actions actions;
    private final Div changes = new Div();

    /** What people do with views. */
    record Actions(
            Consumer<@Nullable SavedView> open,
            Runnable save,
            Runnable saveAs,
            Runnable reset,
            Runnable edit,
            Runnable delete,
            Consumer<Boolean> first) {}

    /**
     * @param current the view that is open; null for all records as they are
     * @param first whether the person's list opens with it
     * @param designs whether the person may change what everybody sees
     */
    ViewBar(List<SavedView> views, @Nullable SavedView current, boolean first, boolean designs, Actions actions) {
        this.views = List.copyOf(views);
        this.current = current;
        this.designs = designs;
        this.actions = actions;
        addClassName("mw-views");
        changes.addClassName("mw-view-changes");
        add(tabs());
        SavedView open = current;
        if (open != null) {
            add(menu(first, may(open)));
        }
        add(changes);
        showChanged(false);
    }

    private boolean may(SavedView view) {
        return designs || !view.shared();
    }

    private Tabs tabs() {
        Tabs tabs = new Tabs();
        tabs.addThemeVariants(TabsVariant.LUMO_SMALL);
        tabs.getElement().setAttribute("aria-label", t("record.view.views"));
        if (views.stream().noneMatch(SavedView::standard)) {
            Tab everything = new Tab(t("record.view.all"));
            tabs.add(everything);
            if (current == null) {
                tabs.setSelectedTab(everything);
            }
        }
        for (SavedView view : views) {
            Tab tab = new Tab(new Span(view.label()));
            if (!view.shared()) {
                tab.addComponentAsFirst(Icons.of("vaadin:user"));
                tab.getElement().setAttribute("title", t("record.view.mine"));
            }
            com.vaadin.flow.component.ComponentUtil.setData(tab, SavedView.class, view);
            tabs.add(tab);
            if (current != null && view.id().equals(current.id())) {
                tabs.setSelectedTab(tab);
            }
        }
        tabs.addSelectedChangeListener(change -> {
            Tab chosen = change.getSelectedTab();
            if (chosen != null) {
                actions.open().accept(com.vaadin.flow.component.ComponentUtil.getData(chosen, SavedView.class));
            }
        });
        return tabs;
    }

    private MenuBar menu(boolean first, boolean changes) {
        MenuBar bar = ComponentTexts.localised(new MenuBar());
        bar.addThemeVariants(MenuBarVariant.LUMO_TERTIARY, MenuBarVariant.LUMO_SMALL);
        MenuItem menu = bar.addItem(new Span(t("record.view.menu")));
        menu.setAriaLabel(t("record.view.menu"));
        menu.add(Icons.of("vaadin:chevron-down-small"));
        MenuItem opens = menu.getSubMenu().addItem(t("record.view.first"));
        opens.setCheckable(true);
        opens.setChecked(first);
        opens.addClickListener(click -> actions.first().accept(opens.isChecked()));
        if (changes) {
            menu.getSubMenu()
                    .addItem(ViewDialog.words(designs), click -> actions.edit().run());
            menu.getSubMenu()
                    .addItem(t("record.view.delete"), click -> actions.delete().run());
        }
        return bar;
    }

    /** Says that the list looks different from its view, and offers to keep that or not. */
    void showChanged(boolean changed) {
        changes.removeAll();
        changes.setVisible(changed);
        setVisible(changed || !views.isEmpty());
        if (!changed) {
            return;
        }
        SavedView open = current;
        if (open != null) {
            Span note = new Span(t("record.view.changed"));
            note.addClassName("mw-view-note");
            changes.add(note);
            if (may(open)) {
                changes.add(button(open.shared() ? "record.view.saveForAll" : "record.view.save", actions.save()));
            }
        }
        changes.add(button(open == null ? "record.view.saveFirst" : "record.view.saveAs", actions.saveAs()));
        changes.add(button("record.view.reset", actions.reset()));
    }

    private static Button button(String key, Runnable action) {
        Button button = new Button(t(key), click -> action.run());
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        return button;
    }
}

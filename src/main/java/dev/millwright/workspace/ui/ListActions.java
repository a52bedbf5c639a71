package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.millwright.app.Action;
import dev.millwright.record.FormRef;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.Icons;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person may do from the header of a list, as far as their rights go. */
final class ListActions {

    private final RecordScreens screens;
    private final ListModel model;
    private final OpenForm opened;
    private final FormRef ref;

    ListActions(RecordScreens screens, ListModel model) {
        this.screens = screens;
        this.model = model;
        opened = model.opened();
        ref = opened.ref();
    }

    Component[] components() {
        List<Component> actions = new ArrayList<>();
        if (opened.may(Action.CREATE)) {
            Button create = new Button(
                    t("record.list.new"), Icons.of("vaadin:plus"), click -> go(RecordsNavigation.create(ref)));
            create.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            create.addClassName("mw-new");
            actions.add(create);
        }
        actions.add(more());
        return actions.toArray(Component[]::new);
    }

    private MenuBar more() {
        MenuBar more = ComponentTexts.localised(new MenuBar());
        more.addThemeVariants(MenuBarVariant.LUMO_ICON, MenuBarVariant.LUMO_TERTIARY);
        MenuItem dots = more.addItem(Icons.of("vaadin:ellipsis-dots-v"));
        dots.setAriaLabel(t("record.list.more"));
        SubMenu menu = dots.getSubMenu();
        screens.listOffers().orderedStream().forEach(offer -> offer.addTo(menu, model));
        screens.offers()
                .orderedStream()
                .flatMap(offer -> offer.onList(ref, model::request).stream())
                .forEach(entry ->
                        menu.addItem(entry.label(), click -> entry.action().run()));
        menu.addItem(t("record.list.bin"), click -> go(RecordsNavigation.bin(ref)));
        menu.addItem(t("record.why.title"), click -> new WhyDialog(screens, opened, Optional.empty()).open());
        if (opened.mayDesign()) {
            menu.addItem(t("record.list.design"), click -> go("app/" + ref.app() + "/design/form/" + ref.form()));
        }
        return more;
    }

    private static void go(String address) {
        UI.getCurrent().navigate(address);
    }
}

package dev.millwright.record.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.millwright.app.Action;
import dev.millwright.record.Exports;
import dev.millwright.record.FormRef;
import dev.millwright.record.ui.RecordScreens.Opened;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.Icons;
import dev.millwright.ui.MenuLink;
import java.util.ArrayList;
import java.util.List;

/** What a person may do from the header of a list, as far as their rights go. */
final class ListActions {

    private final RecordScreens screens;
    private final ListModel model;
    private final Opened opened;
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
        if (opened.may(Action.CREATE) || opened.may(Action.CHANGE)) {
            menu.addItem(t("record.list.import"), click -> go(RecordsNavigation.importing(ref)));
            menu.addItem(t("record.imports.crumb"), click -> go(RecordsNavigation.imports(ref)));
        }
        if (opened.may(Action.EXPORT)) {
            SubMenu export = menu.addItem(t("record.list.export")).getSubMenu();
            Span what = new Span(t("record.export.what"));
            what.addClassName("mw-menu-note");
            export.addItem(what).setEnabled(false);
            export.addItem(export(Exports.Format.XLSX, t("record.export.xlsx")));
            export.addItem(export(Exports.Format.CSV, t("record.export.csv")));
        }
        screens.offers()
                .orderedStream()
                .flatMap(offer -> offer.onList(ref, model::throughGroups).stream())
                .forEach(entry ->
                        menu.addItem(entry.label(), click -> entry.action().run()));
        menu.addItem(t("record.list.bin"), click -> go(RecordsNavigation.bin(ref)));
        if (opened.mayDesign()) {
            menu.addItem(t("record.list.design"), click -> go("app/" + ref.app() + "/design/form/" + ref.form()));
        }
        return more;
    }

    /** Writes what the list shows at the moment of the click. */
    private MenuLink export(Exports.Format kind, String label) {
        String name = Downloads.safe(opened.form().label()) + "." + kind.extension();
        MenuLink link = new MenuLink(
                Downloads.handler(name, screens.person(), out -> {
                    List<Exports.Column> shown = model.shown().stream()
                            .map(column -> new Exports.Column(column.key(), column.label()))
                            .toList();
                    screens.exports().write(model.throughGroups(), shown, kind, model.format(), out);
                }),
                label);
        link.setDownload(true);
        return link;
    }

    private static void go(String address) {
        UI.getCurrent().navigate(address);
    }
}

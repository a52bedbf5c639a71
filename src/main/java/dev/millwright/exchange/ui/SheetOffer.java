package dev.millwright.exchange.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import dev.millwright.app.Action;
import dev.millwright.exchange.Exports;
import dev.millwright.exchange.FileExports;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.ui.MenuLink;
import dev.millwright.ui.Notices;
import dev.millwright.workspace.spi.ListOffer;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Offers in the menu of a list to bring files in and to take its records out as one. */
@Component
class SheetOffer implements ListOffer {

    private final AccessibleForms forms;
    private final Exports exports;
    private final FileExports files;
    private final CurrentPerson person;

    SheetOffer(AccessibleForms forms, Exports exports, FileExports files, CurrentPerson person) {
        this.forms = forms;
        this.exports = exports;
        this.files = files;
        this.person = person;
    }

    @Override
    public void addTo(SubMenu menu, ShownList list) {
        if (forms.allows(list.ref(), Action.CREATE) || forms.allows(list.ref(), Action.CHANGE)) {
            menu.addItem(t("record.list.import"), click -> go(SheetNavigation.importing(list.ref())));
            menu.addItem(t("record.imports.crumb"), click -> go(SheetNavigation.imports(list.ref())));
        }
        if (forms.allows(list.ref(), Action.EXPORT)) {
            SubMenu export = menu.addItem(t("record.list.export")).getSubMenu();
            list.tree().ifPresent(above -> note(export, t("record.export.tree", above.label())));
            export(export, list, "record.export.what", list::columns);
            export(export, list, "record.export.all", list::allColumns);
            Map<String, String> lines = exports.lines(list.ref());
            if (!lines.isEmpty()) {
                exportWithLines(export, list, lines);
            }
            if (files.hasFiles(list.request())) {
                note(export, t("record.export.files"));
                export.addItem(t("record.export.files.zip"), click -> exportWithFiles(list));
            }
        }
    }

    private void export(SubMenu menu, ShownList list, String what, Supplier<List<ListOffer.Column>> columns) {
        note(menu, t(what));
        menu.addItem(export(list, columns, Exports.Lines.NONE, Exports.Format.XLSX, t("record.export.xlsx")));
        menu.addItem(export(list, columns, Exports.Lines.NONE, Exports.Format.CSV, t("record.export.csv")));
    }

    /** Counts first: who exports with files waits for them, and wants to know for what. */
    private void exportWithFiles(ShownList list) {
        try {
            Anchor download = Downloads.link(
                    t("record.export.files.download"),
                    Downloads.safe(list.form().label()) + ".zip",
                    person,
                    out -> files.write(
                            list.request(),
                            list.allColumns().stream()
                                    .map(column -> new Exports.Column(column.key(), column.label()))
                                    .toList(),
                            list.format(),
                            out));
            new FilesDialog(files.contents(list.request()), download).open();
        } catch (InvalidRequestException tooMuch) {
            Notices.error(tooMuch);
        }
    }

    private static void note(SubMenu menu, String words) {
        Span note = new Span(words);
        note.addClassName("mw-menu-note");
        menu.addItem(note).setEnabled(false);
    }

    private void exportWithLines(SubMenu menu, ShownList list, Map<String, String> lines) {
        note(menu, t("record.export.lines", String.join(t("record.import.listed"), lines.values())));
        menu.addItem(export(
                list, list::allColumns, Exports.Lines.SHEETS, Exports.Format.XLSX, t("record.export.lines.sheets")));
        if (lines.size() == 1) {
            menu.addItem(export(
                    list, list::allColumns, Exports.Lines.ROWS, Exports.Format.XLSX, t("record.export.lines.xlsx")));
            menu.addItem(export(
                    list, list::allColumns, Exports.Lines.ROWS, Exports.Format.CSV, t("record.export.lines.csv")));
        }
    }

    /** Writes the records of the list at the moment of the click. */
    private MenuLink export(
            ShownList list,
            Supplier<List<ListOffer.Column>> columns,
            Exports.Lines lines,
            Exports.Format kind,
            String label) {
        String name = Downloads.safe(list.form().label()) + "." + kind.extension();
        MenuLink link = new MenuLink(
                Downloads.handler(name, person, out -> {
                    List<Exports.Column> wanted = columns.get().stream()
                            .map(column -> new Exports.Column(column.key(), column.label()))
                            .toList();
                    exports.write(list.request(), wanted, lines, kind, list.format(), out);
                }),
                label);
        link.setDownload(true);
        return link;
    }

    private static void go(String address) {
        UI.getCurrent().navigate(address);
    }
}

package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import dev.millwright.app.Action;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.record.Condition;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.UniqueValueTakenException;
import dev.millwright.record.Via;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.Problem;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.ui.PageHeader;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The deleted records of a form, and the way back for one, for those that are ticked or for all that a search finds. */
final class RecordBin extends Div {

    private final RecordScreens screens;
    private final OpenForm opened;
    private final RecordRows rows;
    private final BinBar bar;
    private final PageHeader header;
    private final TickGrid<RecordData> grid = new TickGrid<>();

    RecordBin(RecordScreens screens, OpenForm opened) {
        this.screens = screens;
        this.opened = opened;
        rows = new RecordRows(screens.query(), searched(""));
        bar = new BinBar(
                screens, opened, rows::request, new SelectionBar.Ways(grid::tickAll, grid::untick, this::refresh));
        header = new PageHeader(t("record.bin.title", opened.form().label()), t("record.bin.text"));
        header.setLeading(Icons.of("vaadin:trash"));
        addClassName("mw-list");
        setSizeFull();
        buildGrid();
        Div toolbar = new Div(new SearchField("", text -> {
            rows.show(searched(text));
            if (bar.isAll()) {
                grid.deselectAll();
                Notices.success(t("record.bulk.others"));
            }
            bar.look();
            count();
        }));
        toolbar.addClassName("mw-list-toolbar");
        Div body = new Div(grid);
        body.addClassName("mw-list-body");
        add(header, toolbar, body, bar);
        count();
    }

    private ListRequest searched(String text) {
        return new ListRequest(opened.ref(), Condition.ALL, text, List.of(), Set.of(), 50, null, true);
    }

    private void buildGrid() {
        grid.addClassName("mw-records");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_COMPACT, GridVariant.LUMO_WRAP_CELL_CONTENT);
        grid.setSizeFull();
        FormatContext format = screens.format();
        boolean restores = opened.may(Action.DELETE);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addComponentColumn(
                        row -> new Anchor(RecordsNavigation.record(opened.ref(), row.id()), RecordScreens.title(row)))
                .setHeader(t("record.bin.record"))
                .setFlexGrow(2);
        grid.addColumn(row -> deleted(row, format)).setHeader(t("record.bin.deleted"));
        if (restores) {
            grid.tick(
                    row -> true,
                    rows::between,
                    ticked -> bar.show(List.copyOf(ticked.rows()), ticked.all(), List.copyOf(ticked.but())));
            grid.addComponentColumn(this::restore).setAutoWidth(true).setFlexGrow(0);
        }
        grid.setItems(rows);
    }

    private Button restore(RecordData row) {
        Button restore = new Button(t("record.action.restore"), Icons.of("vaadin:rotate-left"), click -> {
            try {
                List<Problem> left = screens.records().restore(opened.ref(), List.of(row.id()), Via.SCREEN);
                Notices.success(t("record.restored", RecordScreens.title(row)));
                RecordScreens.tellLeft(left);
            } catch (UniqueValueTakenException taken) {
                Notices.error(RecordScreens.cannotRestore(row, taken));
            } catch (InvalidException refused) {
                Notices.error(RecordScreens.words(refused.problems()));
            } catch (NotAllowedException refused) {
                Notices.error(refused);
            }
            refresh();
        });
        restore.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        return restore;
    }

    /** Shows what is in the bin now. */
    private void refresh() {
        grid.deselectAll();
        rows.refreshAll();
        count();
    }

    private void count() {
        ListRequest asked = rows.request();
        boolean searched = !asked.search().isEmpty();
        grid.setEmptyStateComponent(
                searched
                        ? new EmptyState("vaadin:search", t("record.empty.nothingFound"), t("record.bin.notFound"))
                        : new EmptyState("vaadin:trash", t("record.bin.empty"), t("record.bin.emptyText")));
        screens.count(asked, count -> {
            if (asked.equals(rows.request())) {
                bar.found(count);
                header.setSubtitle(
                        count.value() == 0
                                ? t("record.bin.text")
                                : t(count.exact() ? "record.list.count" : "record.list.countAbout", count.value())
                                        + " · " + t("record.bin.text"));
            }
        });
    }

    private static String deleted(RecordData row, FormatContext format) {
        Instant at = row.deletedAt();
        PersonRef by = row.deletedBy();
        return (at == null ? "" : ListColumn.format(at, format)) + (by == null ? "" : " · " + by.name());
    }
}

package dev.millwright.exchange.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import dev.millwright.exchange.Imports.BadCell;
import java.util.List;

/** Lists cells of a file that something is wrong with: where they stand, what stands there and what to do. */
final class BadCellGrid extends Grid<BadCell> {

    private static final int SHOWN_WHOLE = 10;

    BadCellGrid(List<BadCell> cells) {
        addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_WRAP_CELL_CONTENT);
        setSelectionMode(Grid.SelectionMode.NONE);
        boolean sheets = cells.stream().anyMatch(bad -> !bad.sheet().isEmpty());
        addColumn(bad -> bad.sheet().isEmpty()
                        ? String.valueOf(bad.line())
                        : t("record.import.inSheet", bad.sheet(), bad.line()))
                .setHeader(t("record.import.line"))
                .setWidth(sheets ? "9rem" : "4rem")
                .setFlexGrow(0);
        addColumn(bad -> bad.value().isEmpty() ? bad.column() : bad.column() + ": " + bad.value())
                .setHeader(t("record.import.cell"))
                .setWidth("8rem")
                .setFlexGrow(2);
        addColumn(bad -> t(bad.code(), bad.arguments().toArray()))
                .setHeader(t("record.import.reason"))
                .setWidth("9rem")
                .setFlexGrow(3);
        setAllRowsVisible(cells.size() <= SHOWN_WHOLE);
        setItems(cells);
        addClassName(cells.size() <= SHOWN_WHOLE ? "mw-import-few" : "mw-import-bad");
    }
}

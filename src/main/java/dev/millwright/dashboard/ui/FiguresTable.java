package dev.millwright.dashboard.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableFooter;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import dev.millwright.dashboard.Figures;
import dev.millwright.dashboard.Figures.Category;
import dev.millwright.dashboard.Figures.Cell;
import dev.millwright.dashboard.Figures.Series;
import dev.millwright.dashboard.Figures.Sort;
import java.util.Objects;
import java.util.function.BiFunction;

/** Figures in rows and columns; each leads to the records that it was worked out of. */
final class FiguresTable extends Div {

    private final Figures figures;
    private final BiFunction<Category, Series, String> address;

    /**
     * @param address where the records of a figure are listed
     */
    FiguresTable(Figures figures, boolean totals, BiFunction<Category, Series, String> address) {
        this.figures = figures;
        this.address = address;
        addClassName("mw-figures");
        // A region that scrolls can be reached by keys.
        getElement().setAttribute("tabindex", "0");
        NativeTable table = new NativeTable(header(), body());
        if (totals
                && figures.categories().size() > 1
                && figures.series().stream().anyMatch(series -> series.total() != null)) {
            table.add(footer());
        }
        add(table);
    }

    private NativeTableHeader header() {
        NativeTableRow row = new NativeTableRow();
        NativeTableHeaderCell first = new NativeTableHeaderCell(String.join(" / ", figures.groups()));
        first.getElement().setAttribute("scope", "col");
        row.add(first);
        for (Series series : figures.series()) {
            NativeTableHeaderCell cell = new NativeTableHeaderCell(series.label());
            cell.getElement().setAttribute("scope", "col");
            row.add(cell);
        }
        return new NativeTableHeader(row);
    }

    private NativeTableBody body() {
        NativeTableBody body = new NativeTableBody();
        for (int i = 0; i < figures.categories().size(); i++) {
            Category category = figures.categories().get(i);
            NativeTableRow row = new NativeTableRow();
            NativeTableHeaderCell name = new NativeTableHeaderCell();
            name.add(name(category));
            name.getElement().setAttribute("scope", "row");
            row.add(name);
            for (Series series : figures.series()) {
                row.add(cell(category, series, series.cells().get(i)));
            }
            body.add(row);
        }
        return body;
    }

    private static Component name(Category category) {
        Span name = new Span(category.name());
        name.addClassName("mw-figure-name");
        if (category.colour() != null && category.sort() == Sort.VALUE) {
            name.getStyle().set("--colour", "var(--mw-chart-" + category.colour() + ")");
        }
        return name;
    }

    private NativeTableCell cell(Category category, Series series, Cell cell) {
        NativeTableCell place = new NativeTableCell();
        if (cell.of() == 0) {
            Span none = new Span(cell.text());
            none.addClassName("mw-figure-none");
            place.add(none);
        } else {
            Anchor link = new Anchor(address.apply(category, series), cell.text());
            link.getElement()
                    .setAttribute(
                            "aria-label",
                            t("dashboard.records", category.name(), series.label(), cell.text(), cell.of()));
            place.add(link);
        }
        return place;
    }

    private NativeTableFooter footer() {
        NativeTableRow row = new NativeTableRow();
        NativeTableHeaderCell name = new NativeTableHeaderCell(t("dashboard.total"));
        name.getElement().setAttribute("scope", "row");
        row.add(name);
        figures.series()
                .forEach(series -> row.add(new NativeTableCell(Objects.requireNonNullElse(series.total(), ""))));
        return new NativeTableFooter(row);
    }
}

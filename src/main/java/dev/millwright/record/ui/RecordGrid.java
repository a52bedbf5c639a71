package dev.millwright.record.ui;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.LitRenderer;
import dev.millwright.field.FormatContext;
import dev.millwright.field.Token;
import dev.millwright.record.ListRequest.Sort;
import dev.millwright.record.RecordData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** A list of records: columns on wide screens, cards on narrow ones. Cells are drawn in the browser from small pieces of text. */
final class RecordGrid extends Grid<RecordData> {

    private static final String PIECES = """
            ${(item.pieces || []).map(p => p.colour
              ? html`<span class="mw-badge" data-colour="${p.colour}">${p.text}</span>`
              : html`<span>${p.icon ? html`<vaadin-icon icon="${p.icon}"></vaadin-icon>` : ''}${p.text}</span>`)}
            """;
    private static final String CELL = "<span class=\"mw-cell\">" + PIECES + "</span>";
    private static final String TITLE = "<a class=\"mw-cell mw-cell-title\" href=\"${item.href}\">" + PIECES + "</a>";
    private static final String CARD = """
            <a class="mw-card" href="${item.href}">
              <span class="mw-card-title">${item.title}</span>
              ${item.lines.map(line => html`<span class="mw-card-line">
                <span class="mw-card-label">${line.label}</span>
                <span class="mw-cell">${line.pieces.map(p => p.colour
                  ? html`<span class="mw-badge" data-colour="${p.colour}">${p.text}</span>`
                  : html`<span>${p.text}</span>`)}</span></span>`)}
            </a>
            """;

    private final Function<RecordData, String> address;
    private final FormatContext format;
    private final Map<String, Column<RecordData>> byKey = new HashMap<>();

    RecordGrid(Function<RecordData, String> address, FormatContext format) {
        this.address = address;
        this.format = format;
        addClassName("mw-records");
        addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_COMPACT);
        setSelectionMode(SelectionMode.NONE);
        setSizeFull();
        setPageSize(50);
        setMultiSort(true, MultiSortPriority.PREPEND, true);
    }

    void showColumns(List<ListColumn> columns, String titleKey, Map<String, String> widths) {
        clear();
        setColumnReorderingAllowed(true);
        removeClassName("mw-records-cards");
        for (ListColumn column : columns) {
            LitRenderer<RecordData> renderer = column.key().equals(titleKey)
                    ? LitRenderer.<RecordData>of(TITLE).withProperty("href", address::apply)
                    : LitRenderer.of(CELL);
            Column<RecordData> added = addColumn(renderer.withProperty("pieces", row -> pieces(column, row)))
                    .setKey(column.key())
                    .setHeader(column.label())
                    .setResizable(true)
                    .setSortable(true)
                    .setSortProperty(column.key())
                    .setFlexGrow(0)
                    .setWidth(widths.getOrDefault(column.key(), usualWidth(column, titleKey)));
            if (column.alignsRight()) {
                added.setTextAlign(ColumnTextAlign.END);
            }
            byKey.put(column.key(), added);
        }
        // The last column takes what is left, so that the rows end where the page does.
        if (!columns.isEmpty()) {
            getColumns().getLast().setFlexGrow(1);
        }
    }

    void showCards(List<ListColumn> onCard) {
        clear();
        setColumnReorderingAllowed(false);
        addClassName("mw-records-cards");
        addColumn(LitRenderer.<RecordData>of(CARD)
                .withProperty("href", address::apply)
                .withProperty("title", RecordData::title)
                .withProperty(
                        "lines",
                        row -> onCard.stream()
                                .map(column -> new Line(column.label(), pieces(column, row)))
                                .toList()));
    }

    /** Marks the columns by which the list is sorted. */
    void showSort(List<Sort> sort) {
        sort(sort.stream()
                .filter(s -> byKey.containsKey(s.field()))
                .map(s -> new GridSortOrder<>(
                        byKey.get(s.field()), s.descending() ? SortDirection.DESCENDING : SortDirection.ASCENDING))
                .toList());
    }

    void onSort(Consumer<List<Sort>> listener) {
        addSortListener(event -> {
            if (event.isFromClient()) {
                listener.accept(event.getSortOrder().stream()
                        .map(order ->
                                new Sort(order.getSorted().getKey(), order.getDirection() == SortDirection.DESCENDING))
                        .toList());
            }
        });
    }

    private void clear() {
        removeAllColumns();
        byKey.clear();
    }

    private static String usualWidth(ListColumn column, String titleKey) {
        if (column.key().equals(titleKey)) {
            return "15rem";
        }
        return switch (column.kind()) {
            case BOOLEAN -> "6rem";
            case DATE, TIME -> "8rem";
            case DATE_TIME -> "11rem";
            case NUMBER, CHOICE, REFERENCE -> "10rem";
            case TEXT, FILE, STRUCTURE -> "13rem";
        };
    }

    private List<Token> pieces(ListColumn column, RecordData row) {
        return column.tokens().apply(row, format);
    }

    /** A line of a card; public because Vaadin reads it by reflection, and no map because it writes a map as an empty bean. */
    public record Line(String label, List<Token> pieces) {}
}

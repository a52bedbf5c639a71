package dev.millwright.record.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.FooterRow;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridMultiSelectionModel;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.shared.SelectionPreservationMode;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.LitRenderer;
import dev.millwright.field.FormatContext;
import dev.millwright.field.Token;
import dev.millwright.record.ListRequest.Sort;
import dev.millwright.record.RecordData;
import dev.millwright.record.ui.ListRow.Entry;
import dev.millwright.record.ui.ListRow.Head;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A list of records: columns on wide screens, cards on narrow ones. Cells are drawn in the browser from small pieces of text. */
final class RecordGrid extends Grid<ListRow> {

    private static final String PIECE = """
            p => p.colour
              ? html`<span class="mw-badge" data-colour="${p.colour}">${p.text}</span>`
              : html`<span>${p.icon ? html`<vaadin-icon icon="${p.icon}"></vaadin-icon>` : ''}${p.text}</span>`
            """;
    private static final String PIECES = "${(item.pieces || []).map(" + PIECE + ")}";
    private static final String CELL = "<span class=\"mw-cell\">" + PIECES + "</span>";
    private static final String TITLE = "<a class=\"mw-cell mw-cell-title\" href=\"${item.href}\">" + PIECES + "</a>";
    private static final String CARD = """
            <a class="mw-card" href="${item.href}">
              <span class="mw-card-title">${item.title}</span>
              ${item.lines.map(line => html`<span class="mw-card-line">
                <span class="mw-card-label">${line.label}</span>
                <span class="mw-cell">${line.pieces.map(%s)}</span></span>`)}
            </a>
            """.formatted(PIECE);
    private static final String HEAD = """
            <button type="button" class="mw-group" aria-expanded="${item.open ? 'true' : 'false'}" @click="${toggle}">
              <vaadin-icon icon="${item.open ? 'vaadin:chevron-down-small' : 'vaadin:chevron-right-small'}"></vaadin-icon>
              <span class="mw-cell">${(item.pieces || []).map(%s)}</span>
              <span class="mw-group-count">${item.count}</span>
            </button>""".formatted(PIECE);

    private final Function<RecordData, String> address;
    private final FormatContext format;
    private final Map<String, Column<ListRow>> byKey = new HashMap<>();
    private @Nullable FooterRow foot;
    private Groups groups = new Groups(head -> List.of(), (column, head) -> "", head -> {});

    /** How the head of a group is drawn. */
    record Groups(
            Function<Head, List<Token>> name,
            java.util.function.BiFunction<ListColumn, Head, String> figure,
            Consumer<Head> toggle) {}

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

    void showGroups(Groups how) {
        groups = how;
    }

    /** Lets rows be ticked, or no longer; heads of groups cannot be. */
    void select(boolean wanted, Consumer<Set<ListRow>> listener) {
        if (wanted == (getSelectionMode() == SelectionMode.MULTI)) {
            return;
        }
        if (!wanted) {
            setSelectionMode(SelectionMode.NONE);
            listener.accept(Set.of());
            return;
        }
        GridMultiSelectionModel<ListRow> model =
                (GridMultiSelectionModel<ListRow>) setSelectionMode(SelectionMode.MULTI);
        model.setSelectAllCheckboxVisibility(GridMultiSelectionModel.SelectAllCheckboxVisibility.HIDDEN);
        model.setSelectionColumnFrozen(true);
        setSelectionPreservationMode(SelectionPreservationMode.PRESERVE_ALL);
        setItemSelectableProvider(Entry.class::isInstance);
        model.addSelectionListener(selection -> listener.accept(selection.getAllSelectedItems()));
    }

    void showColumns(List<ListColumn> columns, String titleKey, Map<String, String> widths) {
        clear();
        setColumnReorderingAllowed(true);
        removeClassName("mw-records-cards");
        boolean first = true;
        for (ListColumn column : columns) {
            String plain = column.key().equals(titleKey) ? TITLE : CELL;
            Column<ListRow> added = addColumn(first ? withHeads(plain, column) : renderer(plain, column))
                    .setKey(column.key())
                    .setHeader(column.label())
                    .setResizable(true)
                    .setSortable(true)
                    .setSortProperty(column.key())
                    .setFlexGrow(0)
                    .setWidth(widths.getOrDefault(column.key(), usualWidth(column, titleKey)));
            added.getElement().setAttribute("data-key", column.key());
            if (column.alignsRight()) {
                added.setTextAlign(ColumnTextAlign.END);
            }
            byKey.put(column.key(), added);
            first = false;
        }
        // The last column takes what is left, so that the rows end where the page does.
        if (!columns.isEmpty()) {
            getColumns().getLast().setFlexGrow(1);
        }
    }

    private LitRenderer<ListRow> renderer(String template, ListColumn column) {
        return LitRenderer.<ListRow>of(template)
                .withProperty("href", this::href)
                .withProperty("pieces", row -> pieces(column, row));
    }

    private LitRenderer<ListRow> withHeads(String plain, ListColumn column) {
        return LitRenderer.<ListRow>of("${item.head ? html`" + HEAD + "` : html`" + plain + "`}")
                .withProperty("head", Head.class::isInstance)
                .withProperty("open", row -> row instanceof Head head && head.open())
                .withProperty("count", row -> row instanceof Head head ? t("record.group.count", head.count()) : "")
                .withProperty("href", this::href)
                .withProperty("pieces", row -> row instanceof Head head ? name(head) : pieces(column, row))
                .withFunction("toggle", row -> {
                    if (row instanceof Head head) {
                        groups.toggle().accept(head);
                    }
                });
    }

    void showCards(List<ListColumn> onCard) {
        clear();
        setColumnReorderingAllowed(false);
        addClassName("mw-records-cards");
        addColumn(LitRenderer.<ListRow>of("${item.head ? html`" + HEAD + "` : html`" + CARD + "`}")
                .withProperty("head", Head.class::isInstance)
                .withProperty("open", row -> row instanceof Head head && head.open())
                .withProperty("count", row -> row instanceof Head head ? t("record.group.count", head.count()) : "")
                .withProperty("pieces", row -> row instanceof Head head ? name(head) : List.of())
                .withProperty("href", this::href)
                .withProperty(
                        "title",
                        row -> row instanceof Entry entry ? entry.record().title() : "")
                .withProperty(
                        "lines",
                        row -> onCard.stream()
                                .map(column -> new Line(column.label(), pieces(column, row)))
                                .toList())
                .withFunction("toggle", row -> {
                    if (row instanceof Head head) {
                        groups.toggle().accept(head);
                    }
                }));
    }

    /** What stands below the columns, by key. */
    void showFoot(Map<String, Component> cells) {
        if (foot == null) {
            foot = appendFooterRow();
        }
        for (Map.Entry<String, Component> cell : cells.entrySet()) {
            Column<ListRow> column = byKey.get(cell.getKey());
            if (column != null) {
                foot.getCell(column).setComponent(cell.getValue());
            }
        }
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
        if (foot != null) {
            removeAllFooterRows();
            foot = null;
        }
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

    private String href(ListRow row) {
        return row instanceof Entry entry ? address.apply(entry.record()) : "";
    }

    private List<Token> name(Head head) {
        List<Token> name = groups.name().apply(head);
        return name.isEmpty() ? List.of(Token.text(t("record.group.none"))) : name;
    }

    private List<Token> pieces(ListColumn column, ListRow row) {
        return switch (row) {
            case Entry entry -> column.tokens().apply(entry.record(), format);
            case Head head -> {
                String figure = groups.figure().apply(column, head);
                yield figure.isEmpty() ? List.of() : List.of(Token.text(figure));
            }
        };
    }

    /** A line of a card; public because Vaadin reads it by reflection, and no map because it writes a map as an empty bean. */
    public record Line(String label, List<Token> pieces) {}
}

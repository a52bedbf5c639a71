package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.FooterRow;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.LitRenderer;
import dev.millwright.field.FormatContext;
import dev.millwright.field.Token;
import dev.millwright.form.PublishedField;
import dev.millwright.record.ListRequest.Sort;
import dev.millwright.record.RecordData;
import dev.millwright.workspace.ui.ListRow.Cut;
import dev.millwright.workspace.ui.ListRow.Entry;
import dev.millwright.workspace.ui.ListRow.Head;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A list of records: columns on wide screens, cards on narrow ones. Cells are drawn in the browser from small pieces of text. */
final class RecordGrid extends TickGrid<ListRow> {

    private static final String PIECE = """
            p => p.picture
              ? html`<img class="mw-piece-picture" src="${p.picture}" alt="${p.text}" title="${p.text}" loading="lazy">`
              : p.colour
              ? html`<span class="mw-badge" data-colour="${p.colour}">${p.text}</span>`
              : html`<span>${p.icon ? html`<vaadin-icon icon="${p.icon}"></vaadin-icon>` : ''}${p.text}</span>`
            """;

    /** Most cells are a plain text and are sent as such. */
    private static final String PIECES =
            "${typeof %1$s === 'string' ? html`<span>${%1$s}</span>` : (%1$s || []).map(" + PIECE + ")}";

    private static final String CELL = "<span class=\"mw-cell\">" + PIECES.formatted("item.cell") + "</span>";
    private static final String TITLE = "<a class=\"mw-cell mw-cell-title\" draggable=\"false\" href=\"${item.href}\">"
            + PIECES.formatted("item.cell") + "</a>";
    private static final String CARD_BODY = """
              <span class="mw-card-title">${item.title}</span>
              ${item.lines.map(line => html`<span class="mw-card-line">
                <span class="mw-card-label">${line.label}</span>
                <span class="mw-cell">%s</span></span>`)}
            """.formatted(PIECES.formatted("line.cell"));
    private static final String CARD = "<a class=\"mw-card\" href=\"${item.href}\">" + CARD_BODY + "</a>";
    private static final String CARD_TO_TICK = "<div class=\"mw-card\">" + CARD_BODY + "</div>";
    private static final String HEAD = """
            <button type="button" class="mw-group" data-level="${item.head.level}"
                title="${item.head.name.map(p => p.text).join(' ')}" aria-expanded="${item.head.open ? 'true' : 'false'}" @click="${toggle}">
              <vaadin-icon icon="${item.head.open ? 'vaadin:chevron-down-small' : 'vaadin:chevron-right-small'}"></vaadin-icon>
              <span class="mw-cell">${item.head.name.map(%s)}</span>
              <span class="mw-group-count">${item.head.count}</span>
            </button>""".formatted(PIECE);

    /** A record of a tree: what opens and closes it stands before it, what is told of it after it. */
    private static final String BRANCH = """
            <span class="mw-branch" data-state="${item.branch.state}" style="--mw-level: ${item.branch.level}">
              ${item.branch.state === 'leaf' ? html`<span class="mw-branch-toggle"></span>`
                : html`<button type="button" class="mw-branch-toggle" title="${item.branch.action}" aria-label="${item.branch.action}"
                    aria-expanded="${item.branch.state === 'open' ? 'true' : 'false'}" @click="${toggleBranch}">
                  <vaadin-icon icon="${item.branch.state === 'open' ? 'vaadin:chevron-down-small' : 'vaadin:chevron-right-small'}"></vaadin-icon>
                </button>`}
              ${item.branch.level > 8 ? html`<span class="mw-branch-level" title="${item.branch.depth}">${item.branch.level + 1}</span>` : ''}
              %s
              ${item.branch.match ? html`<vaadin-icon class="mw-branch-match" icon="vaadin:search" role="img"
                  title="${item.branch.match}" aria-label="${item.branch.match}"></vaadin-icon>` : ''}
              ${item.branch.hint ? html`<vaadin-icon class="mw-branch-hint" icon="vaadin:unlink" role="img" title="${item.branch.hint}"
                  aria-label="${item.branch.hint}"></vaadin-icon>` : ''}
              ${item.branch.count ? html`<span class="mw-branch-count" title="${item.branch.below}">${item.branch.count}</span>` : ''}
              ${item.branch.move ? html`<button type="button" class="mw-branch-move" title="${item.branch.move}"
                  aria-label="${item.branch.move}" @click="${moveBranch}"><vaadin-icon icon="vaadin:level-right"></vaadin-icon></button>` : ''}
            </span>""";

    private static final String CUT =
            "<span class=\"mw-tree-cut\" style=\"--mw-level: ${item.cut.level}\">${item.cut.text}</span>";

    /**
     * In the column of a tree the keys to the right and left open and close a record before they go on to the next column, and the one to
     * the left leads up from one that is closed.
     */
    private static final String TREE_KEYS = """
            this.addEventListener('keydown', e => {
              if (e.ctrlKey || e.metaKey || e.altKey || e.shiftKey) return;
              const cell = e.composedPath()[0];
              const branch = cell._content && cell._content.querySelector('.mw-branch');
              if (!branch) return;
              const state = branch.dataset.state;
              let done = true;
              if (e.key === 'ArrowRight' && state === 'closed' || e.key === 'ArrowLeft' && state === 'open')
                branch.querySelector('button.mw-branch-toggle').click();
              else if (e.key === 'ArrowLeft' && +branch.style.getPropertyValue('--mw-level') > 0)
                this.dispatchEvent(new CustomEvent('mw-branch-up'));
              else if (e.key.toLowerCase() === 'm' && branch.querySelector('.mw-branch-move'))
                this.dispatchEvent(new CustomEvent('mw-branch-move'));
              else done = false;
              if (done) {
                e.preventDefault();
                e.stopImmediatePropagation();
              }
            }, true);
            """;

    private static final String FOCUS_BRANCH = """
            if ($0 < this._firstVisibleIndex || $0 > this._lastVisibleIndex) this.scrollToIndex($0);
            setTimeout(() => {
              const row = [...this.$.items.children].find(r => r.index === $0 && !r.hidden);
              const cell = row && [...row.children].find(c => c._content && c._content.querySelector('.mw-branch'));
              if (cell) cell.focus();
            }, 100);
            """;

    /**
     * Asks for rows while the person scrolls; on its own the grid waits until they stop. Around what is in sight it asks for more than the
     * grid would, so that there is something to see when they go on.
     */
    private static final String SCROLLING = """
            const grid = this, connector = grid.$connector;
            if (!connector || connector.mwScrolling) return;
            connector.mwScrolling = true;
            const inSight = connector.getViewportRange, around = 25, pause = 60;
            connector.getViewportRange = () => {
              const [first, last] = inSight();
              return first === 0 ? [first, last] : [Math.max(0, first - around), last + around];
            };
            let timer, page;
            grid.dataProvider = (params, callback) => {
              if (grid.size === 0) return callback([], 0);
              page = params.page;
              timer ??= setTimeout(() => { timer = undefined; connector.requestPage(page); }, grid._hasData ? pause : 0);
            };
            """;

    /** Which row is the first in sight, for the way back to this very place; a page shows one list at a time. */
    private static final String KEEP_PLACE = """
            this.$.table.addEventListener('scroll', () => { window.mwListPlace = this._firstVisibleIndex; }, {passive: true});
            """;

    private static final String FORMER_PLACE = """
            const place = $0 && window.mwListPlace || 0;
            window.mwListPlace = place;
            return place;
            """;

    /** Room for the levels and what stands behind a title. */
    private static final String TREE_WIDTH = "22rem";

    private final Function<RecordData, String> address;
    private final FormatContext format;
    private final Map<String, Column<ListRow>> byKey = new HashMap<>();
    private @Nullable FooterRow foot;
    private @Nullable Tree tree;
    private Groups groups = new Groups(head -> List.of(), (column, head) -> "", head -> {});

    /** How the head of a group is drawn. */
    record Groups(
            Function<Head, List<Token>> name, BiFunction<ListColumn, Head, String> figure, Consumer<Head> toggle) {}

    /**
     * How the records of a tree are drawn.
     *
     * @param branch how a record stands in the tree
     * @param move moves a record below another; null where nothing is moved
     */
    record Tree(
            Function<RecordData, Optional<ListTree.Branch>> branch,
            Consumer<RecordData> toggle,
            @Nullable Consumer<RecordData> move) {}

    RecordGrid(Function<RecordData, String> address, FormatContext format) {
        this.address = address;
        this.format = format;
        addClassName("mw-records");
        addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_COMPACT);
        setSelectionMode(SelectionMode.NONE);
        setSizeFull();
        setPageSize(50);
        setMultiSort(true, MultiSortPriority.PREPEND, true);
        addAttachListener(attach -> getElement().executeJs(SCROLLING));
        addAttachListener(attach -> getElement().executeJs(TREE_KEYS));
    }

    /** Draws records as those of a tree from the next time columns or cards are shown; null for a list. */
    void showTree(@Nullable Tree how) {
        tree = how;
        setClassName("mw-records-tree", how != null);
    }

    /** Brings the cell of the tree in a line into sight and into focus. */
    void focusBranch(int line) {
        getElement().executeJs(FOCUS_BRANCH, line);
    }

    /**
     * Hears which row was the first in sight when the list was left.
     *
     * @param back whether this is the same list; else it begins at its top
     */
    void formerPlace(boolean back, IntConsumer place) {
        getElement().executeJs(FORMER_PLACE, back).then(Integer.class, place::accept);
        getElement().executeJs(KEEP_PLACE);
    }

    void showGroups(Groups how) {
        groups = how;
    }

    /** Lets rows be ticked, or no longer; heads of groups cannot be. */
    void select(
            boolean wanted, BiFunction<ListRow, ListRow, List<ListRow>> between, Consumer<Ticked<ListRow>> listener) {
        if (wanted && !ticks()) {
            tick(Entry.class::isInstance, between, listener);
        } else if (!wanted) {
            stopTicking();
        }
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
                    .setSortProperty(column.key())
                    .setSortable(column.isSortable())
                    .setFlexGrow(0)
                    .setWidth(widths.getOrDefault(
                            column.key(), first && tree != null ? TREE_WIDTH : usualWidth(column, titleKey)));
            // What a row is about stays in sight; further right it would keep other columns from being dragged past it.
            added.setFrozen(first && column.key().equals(titleKey));
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
        LitRenderer<ListRow> renderer =
                LitRenderer.<ListRow>of(template).withProperty("cell", row -> cell(template, column, row));
        return template.equals(TITLE) ? renderer.withProperty("href", this::href) : renderer;
    }

    private LitRenderer<ListRow> withHeads(String plain, ListColumn column) {
        return heads(LitRenderer.<ListRow>of(first(plain)))
                .withProperty("href", this::href)
                .withProperty("cell", row -> row instanceof Entry ? cell(plain, column, row) : null);
    }

    /** The template of what stands first in a row. */
    private String first(String plain) {
        return tree == null
                ? "${item.head ? html`" + HEAD + "` : html`" + plain + "`}"
                : "${item.cut ? html`" + CUT + "` : item.branch ? html`" + BRANCH.formatted(plain) + "` : html`" + plain
                        + "`}";
    }

    private LitRenderer<ListRow> branches(LitRenderer<ListRow> renderer, Tree how) {
        return renderer.withProperty(
                        "branch",
                        row -> row instanceof Entry entry
                                ? how.branch()
                                        .apply(entry.record())
                                        .map(branch -> words(branch, how.move() != null))
                                        .orElse(null)
                                : null)
                .withProperty(
                        "cut",
                        row -> row instanceof Cut cut
                                ? new CutWords(t("record.tree.cut", ListTree.MOST), cut.level())
                                : null)
                .withFunction("toggleBranch", row -> {
                    if (row instanceof Entry entry) {
                        how.toggle().accept(entry.record());
                    }
                })
                .withFunction("moveBranch", row -> {
                    if (row instanceof Entry entry && how.move() != null) {
                        how.move().accept(entry.record());
                    }
                });
    }

    private static BranchWords words(ListTree.Branch branch, boolean moves) {
        String count = branch.below() > ListTree.MOST_COUNTED
                ? t("record.tree.many", ListTree.MOST_COUNTED)
                : branch.shown().isPresent()
                        ? t("record.tree.some", branch.shown().getAsInt(), branch.below())
                        : String.valueOf(branch.below());
        return new BranchWords(
                branch.below() == 0 ? "leaf" : branch.open() ? "open" : "closed",
                branch.level(),
                t("record.tree.level", branch.level() + 1),
                t(branch.open() ? "record.tree.collapse" : "record.tree.expand"),
                branch.below() == 0 ? null : count,
                t("record.tree.below", count),
                branch.astray() ? t("record.tree.astray") : null,
                branch.found() && !branch.pale() ? t("record.tree.match") : null,
                moves ? t("record.tree.move") : null);
    }

    private LitRenderer<ListRow> heads(LitRenderer<ListRow> plain) {
        LitRenderer<ListRow> renderer = tree == null ? plain : branches(plain, tree);
        return renderer.withProperty("head", row -> row instanceof Head head ? words(head) : null)
                .withFunction("toggle", row -> {
                    if (row instanceof Head head) {
                        groups.toggle().accept(head);
                    }
                });
    }

    /**
     * @param ticking whether a touch ticks a card instead of opening its record
     */
    void showCards(List<ListColumn> onCard, boolean ticking) {
        clear();
        setColumnReorderingAllowed(false);
        addClassName("mw-records-cards");
        String card = ticking ? CARD_TO_TICK : CARD;
        addColumn(heads(LitRenderer.<ListRow>of(first(card)))
                .withProperty("href", this::href)
                .withProperty("title", row -> row instanceof Entry entry ? RecordScreens.title(entry.record()) : "")
                .withProperty(
                        "lines",
                        row -> !(row instanceof Entry)
                                ? null
                                : onCard.stream()
                                        .map(column -> new Line(column.label(), cell(column, row)))
                                        .toList()));
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
            case DATE -> hasParts(column) ? "14rem" : "8rem";
            case TIME -> "8rem";
            case DATE_TIME -> "11rem";
            case NUMBER, CHOICE, REFERENCE -> "10rem";
            case TEXT, REFERENCES, FILE, STRUCTURE -> "13rem";
        };
    }

    private static boolean hasParts(ListColumn column) {
        PublishedField<?, ?> field = column.field();
        return field != null && field.columns().size() > 1;
    }

    private String href(ListRow row) {
        return row instanceof Entry entry ? address.apply(entry.record()) : "";
    }

    private Words words(Head head) {
        List<Token> name = groups.name().apply(head);
        return new Words(
                name.isEmpty() ? List.of(Token.text(t("record.group.none"))) : name,
                t("record.group.count", head.count()),
                head.level(),
                head.open());
    }

    /** Where the title is empty there is still something by which the record can be opened. */
    private @Nullable Object cell(String template, ListColumn column, ListRow row) {
        Object cell = cell(column, row);
        return cell == null && template.equals(TITLE) && row instanceof Entry entry
                ? RecordScreens.title(entry.record())
                : cell;
    }

    /** A text, or the pieces of a cell that is more than that; null when it is empty. */
    private @Nullable Object cell(ListColumn column, ListRow row) {
        return switch (row) {
            case Entry entry -> {
                List<Token> pieces = column.tokens().apply(entry.record(), format);
                boolean text = pieces.size() == 1
                        && pieces.getFirst().colour() == null
                        && pieces.getFirst().icon() == null
                        && pieces.getFirst().picture() == null;
                yield pieces.isEmpty() ? null : text ? pieces.getFirst().text() : pieces;
            }
            case Head head -> {
                String figure = groups.figure().apply(column, head);
                yield figure.isEmpty() ? null : figure;
            }
            case Cut _ -> null;
        };
    }

    /** A line of a card; public because Vaadin reads it by reflection, and no map because it writes a map as an empty bean. */
    public record Line(String label, @Nullable Object cell) {}

    /** A record of a tree in words; public for the same reason. */
    public record BranchWords(
            String state,
            int level,
            String depth,
            String action,
            @Nullable String count,
            String below,
            @Nullable String hint,
            @Nullable String match,
            @Nullable String move) {}

    /** What is left out of a tree in words; public for the same reason. */
    public record CutWords(String text, int level) {}

    /** The head of a group in words; public for the same reason. */
    public record Words(List<Token> name, String count, int level, boolean open) {}
}

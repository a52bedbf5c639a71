package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.dnd.GridDropMode;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import dev.millwright.app.Action;
import dev.millwright.field.RecordRef;
import dev.millwright.record.AggregateRequest.Function;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery.Count;
import dev.millwright.record.RecordsChanged;
import dev.millwright.shared.DomainException;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.ui.PageHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The list of one form on the screen; made anew when the address names another. */
final class RecordList extends Div {

    /** Below this width of the window, in CSS pixels, records are cards. */
    private static final int NARROW = 700;

    /** In a field the key undoes what was typed. */
    private static final String UNDO_KEY =
            "event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey"
                    + " && !event.composedPath()[0].closest('input, textarea') && (event.preventDefault(), true)";

    private final RecordScreens screens;
    private final ListModel model;
    private final OpenForm opened;
    private final RecordMarks marks;
    private final ListRows rows;
    private final RecordGrid grid;
    private final CellEditor editor;
    private final BulkBar bulk;
    private final ViewBar viewBar;
    private final ListToolbar toolbar;
    private final ListChips chips;
    private final ListFigures figures;
    private final PageHeader header;
    private final TreeMoves moves;
    private final ListTree.Opened treeOpened;
    private @Nullable ListRow focused;
    private @Nullable RecordData dragged;
    private boolean tooMany;
    private boolean narrow;
    private boolean ticking;

    RecordList(RecordScreens screens, ListModel model) {
        this.screens = screens;
        this.model = model;
        opened = model.opened();
        marks = new RecordMarks(screens.offers().orderedStream(), opened.ref());
        rows = new ListRows(screens.query(), model.page(), marks);
        grid = new RecordGrid(row -> RecordsNavigation.record(opened.ref(), row.id()), model.format());
        editor = new CellEditor(screens, opened, grid, this::neighbour, this::changed);
        bulk = new BulkBar(
                screens,
                opened,
                model.choices(),
                rows::request,
                new SelectionBar.Ways(
                        grid::tickAll,
                        records -> grid.untick(records.stream()
                                .<ListRow>map(ListRow.Entry::new)
                                .toList()),
                        this::untick));
        viewBar = new ViewBar(
                model.views(),
                model.view(),
                model.isFirst(),
                opened.mayDesign(),
                new ListViewActions(model, screens.views()).actions());
        toolbar = new ListToolbar(
                model.choices(),
                ListState.treeLinks(opened.form()),
                model.state().search(),
                model::state,
                new ListToolbar.Wishes(
                        text -> change(model.state().search(text)),
                        this::filter,
                        groups -> change(model.state().groups(groups)),
                        link -> change(model.state().tree(link)),
                        this::chooseColumns,
                        this::chooseColours,
                        this::tick));
        chips = new ListChips(model, this::change, this::filter, rows::openAll, this::openLevels);
        figures = new ListFigures(screens, model, this::total);
        header = new PageHeader(opened.form().label());
        moves = new TreeMoves(screens, opened, editor, this::moved);
        treeOpened = ListTrail.opened(model);
        addClassName("mw-list");
        setSizeFull();
        build();
    }

    private void build() {
        header.setLeading(Icons.of(opened.form().definition().icon()));
        header.setActions(new ListActions(screens, model).components());
        Div body = new Div(grid);
        body.addClassName("mw-list-body");
        // Below the rows, so that none moves when it comes.
        add(header, viewBar, toolbar, chips, body, bulk, figures.strip(), editor);
        int width = UI.getCurrent().getPage().getExtendedClientDetails().getWindowInnerWidth();
        narrow = width > 0 && width < NARROW;
        grid.showGroups(new RecordGrid.Groups(model::name, model::figure, rows::toggle));
        grid.setPartNameGenerator(this::part);
        showGroups();
        showRows();
        grid.setItems(rows);
        sizeRows();
        listen();
        showAround();
        grid.formerPlace(ListTrail.begin(model, rows), this::scrollTo);
    }

    private void scrollTo(int place) {
        if (place > 0) {
            if (model.state().groups().isEmpty()) {
                // As many as there must have been, until they are counted.
                grid.getLazyDataView().setItemCountEstimate(place + 2 * grid.getPageSize());
            }
            grid.scrollToIndex(place);
        }
    }

    private void listen() {
        grid.addItemClickListener(click -> {
            switch (click.getItem()) {
                case ListRow.Entry entry when narrow && ticking -> toggle(entry);
                // What can be changed in place is not left by the first click of two.
                case ListRow.Entry entry when !changesInPlace(click.getColumn()) -> open(entry.record());
                case ListRow.Entry _, ListRow.Head _, ListRow.Cut _ -> {}
            }
        });
        grid.addItemDoubleClickListener(click -> edit(click.getItem(), click.getColumn()));
        AtomicReference<Runnable> atFocus = new AtomicReference<>(() -> {});
        grid.addCellFocusListener(focus -> {
            focused = focus.getItem().orElse(null);
            atFocus.set(() -> focus.getItem()
                    .ifPresent(row -> press(row, focus.getColumn().orElse(null))));
        });
        listenToTree();
        grid.getElement()
                .addEventListener("keydown", key -> atFocus.get().run())
                .setFilter(
                        "(event.key === 'F2' || event.key === 'Enter') && !event.composedPath()[0].closest('a, button')");
        grid.getElement().addEventListener("keydown", key -> editor.undo()).setFilter(UNDO_KEY);
        // The cell that a key or a double click means, for the editor to be laid over it.
        grid.addAttachListener(attach -> grid.getElement().executeJs("""
                const keep = e => { const cell = e.composedPath().find(n => n.localName === 'td');
                  const slot = e.composedPath().find(n => n.localName === 'vaadin-grid-cell-content');
                  if (cell || slot) this.mwCell = cell || slot.assignedSlot.parentElement; };
                this.addEventListener('dblclick', keep, true);
                this.addEventListener('keydown', keep, true);
                """));
        grid.onSort(sort -> change(model.state().sort(sort)));
        grid.addColumnReorderListener(event -> {
            if (event.isFromClient()) {
                remember(model.layout()
                        .columns(event.getColumns().stream()
                                .map(c -> c.getKey())
                                .filter(Objects::nonNull)
                                .filter(key -> model.column(key).isPresent())
                                .toList())
                        .knowing(model.choices()));
            }
        });
        grid.addColumnResizeListener(event -> {
            if (event.isFromClient()) {
                remember(model.layout().widths(widths()));
            }
        });
    }

    private void listenToTree() {
        grid.getElement().addEventListener("mw-branch-up", key -> {
            ListTree tree = rows.tree();
            if (tree != null && focused instanceof ListRow.Entry entry) {
                tree.above(entry.record().id()).map(tree::place).ifPresent(place -> place.ifPresent(grid::focusBranch));
            }
        });
        grid.getElement().addEventListener("mw-branch-move", key -> {
            if (focused instanceof ListRow.Entry entry) {
                move(entry.record());
            }
        });
        grid.addDragStartListener(drag -> {
            List<RecordData> records = records(Set.copyOf(drag.getDraggedItems()));
            dragged = records.size() == 1 ? records.getFirst() : null;
            if (records.size() > 1) {
                Notices.warning(t("record.tree.moveOne"));
            }
        });
        grid.addDragEndListener(drag -> dragged = null);
        grid.addDropListener(drop -> {
            RecordData record = dragged;
            dragged = null;
            drop.getDropTargetItem().ifPresent(target -> {
                if (record != null && target instanceof ListRow.Entry above) {
                    model.treeLink().ifPresent(link -> moves.drop(link, record, above.record()));
                }
            });
        });
    }

    private void move(RecordData record) {
        // It may have been changed since it was drawn.
        model.treeLink().ifPresent(link -> moves.ask(link, screens.query().get(opened.ref(), record.id())));
    }

    /** Shows a record where it is now, and what stands above it open. */
    private void moved(RecordData record) {
        model.treeLink()
                .map(link -> record.values().get(link.key()))
                .filter(RecordRef.class::isInstance)
                .map(link -> ((RecordRef) link).id())
                .ifPresent(treeOpened::open);
        refresh();
    }

    private void toggleBranch(RecordData record) {
        ListTree tree = rows.tree();
        if (tree != null) {
            tree.toggle(record.id());
            rows.redrawTree();
            sizeRows();
        }
    }

    private void openLevels(int levels) {
        treeOpened.openTo(levels);
        rows.refreshAll();
        sizeRows();
    }

    private boolean movesInTree() {
        return opened.may(Action.CHANGE)
                && model.treeLink()
                        .flatMap(link -> model.column(link.key()))
                        .filter(editor::opens)
                        .isPresent();
    }

    /** Cards open at a touch, so ticking them is begun and ended by a button. */
    private void tick() {
        ticking = !ticking;
        showRows();
        if (ticking) {
            figures.work(rows.request());
        } else {
            untick();
        }
    }

    private void toggle(ListRow.Entry entry) {
        if (grid.getSelectionModel().isSelected(entry)) {
            grid.deselect(entry);
        } else {
            grid.select(entry);
        }
    }

    private void ticked(TickGrid.Ticked<ListRow> lines) {
        bulk.show(records(lines.rows()), lines.all(), records(lines.but()));
    }

    private static List<RecordData> records(Set<ListRow> lines) {
        return lines.stream()
                .flatMap(row -> row instanceof ListRow.Entry entry ? Stream.of(entry.record()) : Stream.of())
                .toList();
    }

    /** Shows what has become of the records. */
    void refresh() {
        rows.refreshAll();
        showCount();
        bulk.look();
        figures.work(rows.request());
    }

    /** Shows what is said of the records now; they themselves are as they were. */
    void refreshMarks() {
        rows.redraw();
    }

    /** Whether it says something of any of the records; asked on any thread. */
    boolean marks(RecordsChanged changed) {
        return marks.concerns(changed);
    }

    private void open(RecordData record) {
        UI.getCurrent().navigate(RecordsNavigation.record(opened.ref(), record.id()));
    }

    private void press(ListRow row, Grid.@Nullable Column<ListRow> column) {
        switch (row) {
            case ListRow.Head head -> rows.toggle(head);
            case ListRow.Cut _ -> {}
            case ListRow.Entry entry -> {
                if (changesInPlace(column)) {
                    // The cell may have been changed since it got the focus.
                    edit(
                            new ListRow.Entry(screens.query()
                                    .get(opened.ref(), entry.record().id())),
                            column);
                } else if (column != null) {
                    open(entry.record());
                }
            }
        }
    }

    private void edit(ListRow row, Grid.@Nullable Column<ListRow> at) {
        if (row instanceof ListRow.Entry entry && changesInPlace(at)) {
            column(at).ifPresent(column -> editor.open(entry.record(), column));
        }
    }

    private boolean changesInPlace(Grid.@Nullable Column<ListRow> at) {
        return !narrow
                && opened.may(Action.CHANGE)
                && column(at).filter(editor::opens).isPresent();
    }

    private Optional<ListColumn> column(Grid.@Nullable Column<ListRow> at) {
        return at == null || at.getKey() == null ? Optional.empty() : model.column(at.getKey());
    }

    /** The next column to the right or left that can be changed. */
    private @Nullable ListColumn neighbour(String key, int step) {
        List<ListColumn> all = model.shown();
        int at = all.stream().map(ListColumn::key).toList().indexOf(key) + step;
        while (at >= 0 && at < all.size() && !editor.opens(all.get(at))) {
            at += step;
        }
        return at >= 0 && at < all.size() ? all.get(at) : null;
    }

    private void changed(RecordData record) {
        if (rows.tree() == null) {
            rows.refreshItem(new ListRow.Entry(record));
        } else {
            // It may stand elsewhere now, or among the others in another place.
            rows.refreshAll();
        }
        bulk.changed(record);
        figures.work(rows.request());
    }

    private void untick() {
        grid.deselectAll();
        refresh();
    }

    private @Nullable String part(ListRow row) {
        return switch (row) {
            case ListRow.Head head -> "group-row group-row-" + head.level();
            case ListRow.Cut _ -> "tree-cut";
            case ListRow.Entry entry -> {
                Stream<String> colour = model.colour(entry.record()).map(name -> "row-" + name).stream();
                Stream<String> branch =
                        Optional.ofNullable(rows.tree())
                                .flatMap(tree -> tree.branch(entry.record().id()))
                                .stream()
                                .flatMap(how -> how.pale() ? Stream.of("tree-pale") : Stream.of());
                yield Stream.concat(colour, branch)
                        .reduce((one, other) -> one + " " + other)
                        .orElse(null);
            }
        };
    }

    /** Opens what was set for a field, so that it can be looked at and changed; what shows by itself has no dialog. */
    void show(String spot) {
        switch (spot.split(":", 2)[0]) {
            case "filter" -> filter();
            case "columns", "card" -> chooseColumns();
            case "colours" -> chooseColours();
            default -> {
                // Order, groups and totals are seen in the list itself.
            }
        }
    }

    private void chooseColours() {
        new ColoursDialog(model.choices(), screens.editors(), model::describe, model.colours(), rules -> {
                    model.colour(rules);
                    viewBar.showChanged(model.isChanged());
                    rows.refreshAll();
                })
                .open();
    }

    private void chooseColumns() {
        new ColumnsDialog(model.choices(), model.shown(), model.onCard(), (shownKeys, card) -> {
                    remember(model.layout()
                            .columns(shownKeys)
                            .knowing(model.choices())
                            .card(card));
                    showRows();
                    refresh();
                })
                .open();
    }

    private void filter() {
        new FilterDialog(
                        model.filtered(),
                        screens.editors(),
                        model.state().filter(),
                        chosen -> change(model.state().filter(chosen)))
                .open();
    }

    /** Asks anew; a list that cannot be grouped in time is shown without groups. */
    private void showGroups() {
        String link = model.state().tree();
        if (link != null) {
            showTree(link);
            return;
        }
        tooMany = false;
        rows.arrange(model.groupOptions());
        rows.show(model.page(), model.state().groups(), model.figures());
        if (!model.state().groups().isEmpty()) {
            try {
                tooMany = rows.hasMore();
            } catch (DomainException e) {
                Notices.error(e);
                model.show(model.state().groups(List.of()));
                rows.show(model.page(), List.of(), List.of());
            }
        }
    }

    /** A tree that cannot be found in time is shown as a list. */
    private void showTree(String link) {
        try {
            rows.showTree(model.page(), link, treeOpened);
            tooMany = Objects.requireNonNull(rows.tree()).hasFoundMore();
        } catch (DomainException e) {
            Notices.error(e);
            model.show(model.state().tree(null));
            showGroups();
        }
    }

    /** Groups come with their sizes; a plain list never waits to be counted. */
    private void sizeRows() {
        if (model.state().groups().isEmpty()) {
            grid.getLazyDataView().setItemCountUnknown();
        } else {
            grid.getLazyDataView().setItemCountFromDataProvider();
        }
    }

    private void change(ListState wanted) {
        boolean others = !wanted.finds(model.state());
        boolean otherwise = !Objects.equals(wanted.tree(), model.state().tree());
        if (otherwise) {
            treeOpened.reset();
        }
        model.show(wanted);
        showGroups();
        if (otherwise) {
            showRows();
        }
        sizeRows();
        showAround();
        if (others && bulk.isAll()) {
            grid.deselectAll();
            Notices.success(t("record.bulk.others"));
        } else if (others) {
            bulk.look();
        }
        // The address follows without a navigation, so that the list keeps its place and can still be passed on.
        UI.getCurrent().getPage().getHistory().replaceState(null, model.location());
    }

    private void showAround() {
        chips.show(tooMany);
        showEmptyState();
        showCount();
        figures.work(rows.request());
        viewBar.showChanged(model.isChanged());
    }

    private void showRows() {
        boolean ticks = opened.may(Action.CHANGE) || opened.may(Action.DELETE);
        ticking &= narrow && ticks;
        boolean moving = model.state().tree() != null && movesInTree();
        grid.showTree(
                model.state().tree() == null
                        ? null
                        : new RecordGrid.Tree(
                                record -> Optional.ofNullable(rows.tree()).flatMap(tree -> tree.branch(record.id())),
                                this::toggleBranch,
                                moving ? this::move : null));
        grid.setRowsDraggable(moving && !narrow);
        grid.setDropMode(moving && !narrow ? GridDropMode.ON_TOP : null);
        if (narrow) {
            grid.showCards(marked(model.onCard()), ticking);
            figures.showStrip();
        } else {
            grid.showColumns(
                    marked(model.shown()),
                    opened.form().titleField().map(f -> f.key()).orElse(""),
                    model.layout().widths());
            grid.showSort(model.state().sort());
            grid.showFoot(figures.cells());
        }
        toolbar.offerTicking(narrow && ticks);
        toolbar.showTicking(ticking);
        grid.select(ticks && (!narrow || ticking), rows::between, this::ticked);
    }

    /** What is said of a record stands right behind what it is about. */
    private List<ListColumn> marked(List<ListColumn> shown) {
        List<ListColumn> all = new ArrayList<>(shown);
        all.addAll(Math.min(1, all.size()), marks.columns());
        return all;
    }

    private void total(ListColumn column, @Nullable Function function) {
        remember(model.layout().total(column.key(), function));
        if (narrow) {
            figures.showStrip();
        } else {
            figures.show(column, null);
        }
        if (!model.state().groups().isEmpty()) {
            showGroups();
        }
        figures.work(rows.request());
    }

    void fit(int width) {
        if (narrow != width < NARROW) {
            narrow = width < NARROW;
            showRows();
            figures.work(rows.request());
        }
    }

    private Map<String, String> widths() {
        return grid.getColumns().stream()
                .filter(column -> column.getKey() != null && column.getWidth() != null)
                .collect(Collectors.toMap(c -> c.getKey(), c -> c.getWidth()));
    }

    private void remember(ListLayout wanted) {
        model.remember(wanted);
        viewBar.showChanged(model.isChanged());
    }

    private void showEmptyState() {
        ListState state = model.state();
        boolean narrowed = !state.filter().isEmpty() || !state.search().isEmpty();
        if (narrowed) {
            Button clear = new Button(t("record.empty.clear"), click -> {
                toolbar.clearSearch();
                change(new ListState("", List.of(), state.sort(), state.groups(), state.tree()));
            });
            grid.setEmptyStateComponent(new EmptyState(
                    "vaadin:search", t("record.empty.nothingFound"), t("record.empty.nothingFoundText"), clear));
        } else if (opened.may(Action.CREATE)) {
            Anchor first = new Anchor(RecordsNavigation.create(opened.ref()), t("record.empty.first"));
            first.addClassName("mw-link-button");
            grid.setEmptyStateComponent(new EmptyState(
                    opened.form().definition().icon(),
                    t("record.empty.none"),
                    t("record.empty.noneText", opened.form().label()),
                    first));
        } else {
            grid.setEmptyStateComponent(new EmptyState(
                    opened.form().definition().icon(), t("record.empty.none"), t("record.empty.noneToSee")));
        }
    }

    /** The number comes when it is known; the rows never wait for it. */
    private void showCount() {
        ListRequest asked = rows.request();
        screens.count(asked, count -> {
            if (asked.equals(rows.request())) {
                show(count);
            }
        });
    }

    private void show(Count count) {
        bulk.found(count);
        if (model.state().groups().isEmpty() && model.state().tree() == null && count.value() > 0) {
            grid.getLazyDataView().setItemCountEstimate((int) Math.min(Integer.MAX_VALUE, count.value()));
        }
        header.setSubtitle(t(count.exact() ? "record.list.count" : "record.list.countAbout", count.value()));
    }
}

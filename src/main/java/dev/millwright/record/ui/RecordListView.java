package dev.millwright.record.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.Command;
import dev.millwright.app.Action;
import dev.millwright.field.ChoiceOption;
import dev.millwright.field.FormatContext;
import dev.millwright.field.Token;
import dev.millwright.form.PublishedField;
import dev.millwright.identity.Person;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.AggregateRequest.Bucket;
import dev.millwright.record.AggregateRequest.Function;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.Exports;
import dev.millwright.record.ListRequest;
import dev.millwright.record.ListSettings;
import dev.millwright.record.ListSettings.RowColour;
import dev.millwright.record.RecordChanges;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery.Count;
import dev.millwright.record.ui.FilterRow.Test;
import dev.millwright.record.ui.RecordScreens.Opened;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.InvalidException;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.ConfirmDialog;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records of a form: search, filter, sort, choose columns, open. What it shows is in its address. */
@Route(RecordsNavigation.LIST)
@PermitAll
class RecordListView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    /** Below this width of the window, in CSS pixels, records are cards. */
    private static final int NARROW = 700;

    private static final Logger LOG = LoggerFactory.getLogger(RecordListView.class);

    /** A preference cannot be taken back; one that is no layout counts as none. */
    private static final String NO_LAYOUT = "";

    private static final Executor LATER = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);

    private final transient RecordScreens screens;
    private transient @Nullable Shown shown;
    private transient RecordChanges.@Nullable Subscription subscription;

    RecordListView(RecordScreens screens) {
        this.screens = screens;
        addClassName("mw-list");
        setSizeFull();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Opened opened = screens.open(event.getRouteParameters());
        removeAll();
        shown = new Shown(opened, event.getLocation().getQueryParameters());
        shown.build();
        // The router keeps the view when only the form changes.
        getUI().ifPresent(this::follow);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        follow(event.getUI());
        event.getUI().getPage().addBrowserWindowResizeListener(resize -> {
            if (shown != null) {
                shown.fit(resize.getWidth());
            }
        });
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
    }

    /** Shows what others change, once a second at most however much they do. */
    private void follow(UI ui) {
        Shown present = shown;
        if (subscription != null) {
            subscription.close();
        }
        if (present == null) {
            return;
        }
        AtomicBoolean waiting = new AtomicBoolean();
        subscription = screens.changes().subscribe(present.opened.ref(), changed -> {
            if (waiting.compareAndSet(false, true)) {
                LATER.execute(() -> ui.access(() -> {
                    waiting.set(false);
                    present.refresh();
                }));
            }
        });
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        return shown == null
                ? List.of()
                : List.of(
                        shown.opened.appStep(),
                        Breadcrumb.here(shown.opened.form().label()));
    }

    /** The list of one form; made anew when the address names another. */
    private final class Shown {

        private final Opened opened;
        private final FormatContext format = screens.format();
        private final List<ListColumn> columns;
        private final List<SavedView> views;
        private final @Nullable SavedView view;
        private final ListState baseState;
        private final ListLayout baseLayout;
        private final ListRows rows;
        private final RecordGrid grid;
        private final CellEditor editor;
        private final BulkBar bulk;
        private final ViewBar viewBar;
        private final PageHeader header;
        private final Div chips = new Div();
        private final TextField search = new TextField();
        private final Map<String, Button> feet = new HashMap<>();
        private ListState state;
        private ListLayout layout;
        private List<ColoursDialog.Rule> colours = List.of();
        private @Nullable Totalled totalled;
        private boolean totalling;
        private boolean tooManyGroups;
        private boolean narrow;

        Shown(Opened opened, QueryParameters address) {
            this.opened = opened;
            columns = opened.columns();
            views = screens.views().all(opened.form());
            Optional<String> wanted = address.getSingleParameter(ListState.VIEW);
            view = views.stream()
                    .filter(v -> wanted.filter(v.key()::equals).isPresent())
                    .findFirst()
                    .or(() -> views.stream().filter(SavedView::standard).findFirst())
                    .orElse(null);
            baseState = view == null ? ListState.EMPTY : ListState.of(view.settings(), opened.form());
            baseLayout = view == null ? ListLayout.USUAL : ListLayout.of(view.settings());
            state = ListState.of(address, opened.form(), baseState);
            layout = screens.preferences()
                    .read(ListLayout.preference(opened.form().id(), view), ListLayout.class)
                    .orElse(baseLayout);
            rows = new ListRows(screens.query(), request());
            grid = new RecordGrid(row -> RecordsNavigation.record(opened.ref(), row.id()), format);
            editor = new CellEditor(screens, opened, grid, this::neighbour, this::changed);
            bulk = new BulkBar(screens, opened, columns, rows::request, this::untick);
            viewBar = new ViewBar(views, view, opened.mayDesign(), viewActions());
            header = new PageHeader(opened.form().label());
        }

        void build() {
            header.setLeading(Icons.of(opened.form().definition().icon()));
            header.setActions(actions());
            chips.addClassName("mw-filter-chips");
            Div body = new Div(grid);
            body.addClassName("mw-list-body");
            RecordListView.this.add(header, viewBar, toolbar(), chips, bulk, body, editor);
            int width = UI.getCurrent().getPage().getExtendedClientDetails().getWindowInnerWidth();
            narrow = width > 0 && width < NARROW;
            grid.showGroups(new RecordGrid.Groups(this::name, this::figure, rows::toggle));
            grid.setPartNameGenerator(this::part);
            readColours();
            showGroups();
            showRows();
            grid.setItems(rows);
            sizeRows();
            listen();
            showChips();
            showEmptyState();
            showCount();
            showTotals();
            showChanged();
        }

        private void listen() {
            grid.addItemClickListener(click -> {
                switch (click.getItem()) {
                    // What can be changed in place is not left by the first click of two.
                    case ListRow.Entry entry when !changesInPlace(click.getColumn()) -> open(entry.record());
                    case ListRow.Entry _, ListRow.Head _ -> {}
                }
            });
            grid.addItemDoubleClickListener(click -> edit(click.getItem(), click.getColumn()));
            AtomicReference<Runnable> atFocus = new AtomicReference<>(() -> {});
            grid.addCellFocusListener(focus -> atFocus.set(() -> focus.getItem()
                    .ifPresent(row -> press(row, focus.getColumn().orElse(null)))));
            grid.getElement()
                    .addEventListener("keydown", key -> atFocus.get().run())
                    .setFilter(
                            "(event.key === 'F2' || event.key === 'Enter') && !event.composedPath()[0].closest('a, button')");
            // The cell that a key or a double click means, for the editor to be laid over it.
            grid.addAttachListener(attach -> grid.getElement().executeJs("""
                    const keep = e => { const cell = e.composedPath().find(n => n.localName === 'td');
                      const slot = e.composedPath().find(n => n.localName === 'vaadin-grid-cell-content');
                      if (cell || slot) this.mwCell = cell || slot.assignedSlot.parentElement; };
                    this.addEventListener('dblclick', keep, true);
                    this.addEventListener('keydown', keep, true);
                    """));
            grid.onSort(sort -> change(state.sort(sort)));
            grid.addColumnReorderListener(event -> {
                if (event.isFromClient()) {
                    remember(layout.columns(event.getColumns().stream()
                            .map(c -> c.getKey())
                            .filter(Objects::nonNull)
                            .toList()));
                }
            });
            grid.addColumnResizeListener(event -> {
                if (event.isFromClient()) {
                    remember(layout.widths(widths()));
                }
            });
        }

        private void ticked(Set<ListRow> lines) {
            bulk.show(lines.stream()
                    .flatMap(row -> row instanceof ListRow.Entry entry ? Stream.of(entry.record()) : Stream.of())
                    .toList());
        }

        /** What others changed. */
        void refresh() {
            rows.refreshAll();
            showCount();
            showTotals();
        }

        private void open(RecordData record) {
            UI.getCurrent().navigate(RecordsNavigation.record(opened.ref(), record.id()));
        }

        private void press(ListRow row, Grid.@Nullable Column<ListRow> column) {
            switch (row) {
                case ListRow.Head head -> rows.toggle(head);
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
            return at == null || at.getKey() == null ? Optional.empty() : column(at.getKey());
        }

        private Optional<ListColumn> column(String key) {
            return columns.stream().filter(column -> column.key().equals(key)).findFirst();
        }

        /** The next column to the right or left that can be changed. */
        private @Nullable ListColumn neighbour(String key, int step) {
            List<ListColumn> all = layout.shown(opened.form(), columns);
            int at = all.stream().map(ListColumn::key).toList().indexOf(key) + step;
            while (at >= 0 && at < all.size() && !editor.opens(all.get(at))) {
                at += step;
            }
            return at >= 0 && at < all.size() ? all.get(at) : null;
        }

        private void changed(RecordData record) {
            rows.refreshItem(new ListRow.Entry(record));
            bulk.changed(record);
            showTotals();
        }

        private void untick() {
            grid.deselectAll();
            refresh();
        }

        private List<Token> name(ListRow.Head head) {
            Group group = state.group();
            return group == null
                    ? List.of()
                    : column(group.field())
                            .map(column -> Grouping.name(group, head.value(), column, format))
                            .orElse(List.of());
        }

        /** The columns that have a figure below them, in one order. */
        private List<ListColumn> totalledColumns() {
            return layout.shown(opened.form(), columns).stream()
                    .filter(column -> layout.total(column).isPresent())
                    .toList();
        }

        private List<Measure> figures() {
            return totalledColumns().stream()
                    .map(column -> new Measure(layout.total(column).orElse(Function.COUNT), column.key()))
                    .toList();
        }

        private String figure(ListColumn column, ListRow.Head head) {
            int at = totalledColumns().indexOf(column);
            return at < 0 || at >= head.figures().size()
                    ? ""
                    : Totals.format(
                            column,
                            layout.total(column).orElse(Function.COUNT),
                            head.figures().get(at),
                            format);
        }

        private void readColours() {
            colours = layout.colours().stream()
                    .flatMap(rule -> ListState.read(rule.condition(), opened.form())
                            .map(condition -> new ColoursDialog.Rule(rule.colour(), condition))
                            .stream())
                    .toList();
        }

        private @Nullable String part(ListRow row) {
            return switch (row) {
                case ListRow.Head _ -> "group-row";
                case ListRow.Entry entry ->
                    colours.stream()
                            .filter(rule -> rule.condition()
                                    .matches(entry.record(), screens.time().zone()))
                            .map(rule -> "row-" + rule.colour())
                            .findFirst()
                            .orElse(null);
            };
        }

        private ListRequest request() {
            return new ListRequest(
                    opened.ref(),
                    FilterRow.all(state.filter(), opened.form()),
                    state.search(),
                    state.sort(),
                    Set.of(),
                    50,
                    null,
                    false);
        }

        private Component[] actions() {
            List<Component> actions = new ArrayList<>();
            if (opened.may(Action.CREATE)) {
                Button create = new Button(
                        t("record.list.new"),
                        Icons.of("vaadin:plus"),
                        click -> UI.getCurrent().navigate(RecordsNavigation.create(opened.ref())));
                create.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
                create.addClassName("mw-new");
                actions.add(create);
            }
            MenuBar more = ComponentTexts.localised(new MenuBar());
            more.addThemeVariants(MenuBarVariant.LUMO_ICON, MenuBarVariant.LUMO_TERTIARY);
            MenuItem menu = more.addItem(Icons.of("vaadin:ellipsis-dots-v"));
            menu.setAriaLabel(t("record.list.more"));
            if (opened.may(Action.CREATE) || opened.may(Action.CHANGE)) {
                menu.getSubMenu()
                        .addItem(
                                t("record.list.import"),
                                click -> UI.getCurrent().navigate(RecordsNavigation.importing(opened.ref())));
                menu.getSubMenu()
                        .addItem(
                                t("record.imports.crumb"),
                                click -> UI.getCurrent().navigate(RecordsNavigation.imports(opened.ref())));
            }
            if (opened.may(Action.EXPORT)) {
                SubMenu export =
                        menu.getSubMenu().addItem(t("record.list.export")).getSubMenu();
                Span what = new Span(t("record.export.what"));
                what.addClassName("mw-menu-note");
                export.addItem(what).setEnabled(false);
                export.addItem(export(Exports.Format.XLSX, t("record.export.xlsx")));
                export.addItem(export(Exports.Format.CSV, t("record.export.csv")));
            }
            menu.getSubMenu()
                    .addItem(
                            t("record.list.bin"),
                            click -> UI.getCurrent().navigate(RecordsNavigation.bin(opened.ref())));
            if (opened.mayDesign()) {
                menu.getSubMenu()
                        .addItem(
                                t("record.list.design"),
                                click -> UI.getCurrent()
                                        .navigate("app/" + opened.ref().app() + "/design/form/"
                                                + opened.ref().form()));
            }
            actions.add(more);
            return actions.toArray(Component[]::new);
        }

        /** Writes what the list shows at the moment of the click. */
        private Anchor export(Exports.Format kind, String label) {
            String name = Downloads.safe(opened.form().label()) + "." + kind.extension();
            Anchor link = new Anchor(
                    Downloads.handler(name, screens.person(), out -> {
                        List<Exports.Column> shownColumns = layout.shown(opened.form(), columns).stream()
                                .map(column -> new Exports.Column(column.key(), column.label()))
                                .toList();
                        screens.exports().write(request(), shownColumns, kind, format, out);
                    }),
                    label);
            link.setDownload(true);
            link.addClassName("mw-menu-link");
            return link;
        }

        private Component toolbar() {
            search.setPlaceholder(t("record.list.search"));
            search.setAriaLabel(t("record.list.search"));
            search.setPrefixComponent(Icons.of("vaadin:search"));
            search.setClearButtonVisible(true);
            search.setValueChangeMode(ValueChangeMode.LAZY);
            search.setValueChangeTimeout(300);
            search.setValue(state.search());
            search.addClassName("mw-list-search");
            search.addValueChangeListener(change -> {
                if (change.isFromClient()) {
                    change(state.search(change.getValue().strip()));
                }
            });
            MenuBar filter = ComponentTexts.localised(new MenuBar());
            filter.addThemeVariants(MenuBarVariant.LUMO_TERTIARY);
            Div label = new Div(Icons.of("vaadin:filter"), new Span(t("record.list.filter")));
            label.addClassName("mw-button-label");
            MenuItem fields = filter.addItem(label);
            columns.forEach(column -> fields.getSubMenu().addItem(column.label(), click -> edit(column, null)));
            Div columnsLabel = new Div(Icons.of("vaadin:grid-h"), new Span(t("record.list.columns")));
            columnsLabel.addClassName("mw-button-label");
            Button choose = new Button(columnsLabel, click -> chooseColumns());
            choose.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            Div coloursLabel = new Div(Icons.of("vaadin:palette"), new Span(t("record.list.colours")));
            coloursLabel.addClassName("mw-button-label");
            Button colour = new Button(coloursLabel, click -> chooseColours());
            colour.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            colour.setAriaLabel(t("record.list.colours"));
            Div bar = new Div(search, filter, groupMenu(), choose, colour);
            bar.addClassName("mw-list-toolbar");
            return bar;
        }

        private MenuBar groupMenu() {
            MenuBar bar = ComponentTexts.localised(new MenuBar());
            bar.addThemeVariants(MenuBarVariant.LUMO_TERTIARY);
            Div label = new Div(Icons.of("vaadin:file-tree-small"), new Span(t("record.list.group")));
            label.addClassName("mw-button-label");
            SubMenu menu = bar.addItem(label).getSubMenu();
            menu.addItem(t("record.group.nothing"), click -> change(state.group(null)));
            for (ListColumn column : columns) {
                List<Bucket> buckets = Grouping.buckets(column.kind());
                if (!buckets.isEmpty()) {
                    SubMenu by = menu.addItem(column.label()).getSubMenu();
                    buckets.forEach(bucket -> by.addItem(
                            t("record.group.by." + bucket.name().toLowerCase(Locale.ROOT)),
                            click -> change(state.group(new Group(column.key(), bucket)))));
                } else if (Grouping.possible(column.kind())) {
                    menu.addItem(column.label(), click -> change(state.group(Group.by(column.key()))));
                }
            }
            return bar;
        }

        private void chooseColours() {
            new ColoursDialog(
                            columns,
                            screens.editors(),
                            row -> column(row.field())
                                    .map(column -> describe(column, row))
                                    .orElse(""),
                            colours,
                            rules -> {
                                remember(layout.colours(rules.stream()
                                        .map(rule -> new RowColour(
                                                rule.colour(), ListState.write(rule.condition(), opened.form())))
                                        .toList()));
                                readColours();
                                rows.refreshAll();
                            })
                    .open();
        }

        private ViewBar.Actions viewActions() {
            return new ViewBar.Actions(
                    this::openView, this::saveView, this::saveViewAs, this::reset, this::renameView, this::deleteView);
        }

        private void openView(@Nullable SavedView wanted) {
            UI.getCurrent()
                    .navigate(
                            RecordsNavigation.list(opened.ref()),
                            wanted == null
                                    ? QueryParameters.empty()
                                    : QueryParameters.of(ListState.VIEW, wanted.key()));
        }

        private void saveView() {
            SavedView present = view;
            if (present != null) {
                keeping(() -> {
                    screens.views().update(opened.form(), present.settings(settings()));
                    forgetLayout();
                    Notices.success(t("record.view.saved", present.label()));
                    openView(present);
                });
            }
        }

        private void saveViewAs() {
            new ViewDialog(
                            null,
                            opened.mayDesign(),
                            (label, shared, standard) -> keeping(() -> {
                                SavedView made =
                                        screens.views().create(opened.form(), label, shared, standard, settings());
                                forgetLayout();
                                Notices.success(t("record.view.saved", label));
                                openView(made);
                            }))
                    .open();
        }

        private void renameView() {
            SavedView present = view;
            if (present != null) {
                new ViewDialog(
                                present,
                                opened.mayDesign(),
                                (label, shared, standard) -> keeping(() -> {
                                    screens.views()
                                            .update(
                                                    opened.form(),
                                                    new SavedView(
                                                            present.id(),
                                                            present.key(),
                                                            label,
                                                            shared,
                                                            standard,
                                                            present.settings()));
                                    openView(present);
                                }))
                        .open();
            }
        }

        private void deleteView() {
            SavedView present = view;
            if (present != null) {
                ConfirmDialog.danger(
                                t("record.view.delete.title", present.label()),
                                t(present.shared() ? "record.view.delete.shared" : "record.view.delete.mine"),
                                t("record.view.delete"),
                                () -> keeping(() -> {
                                    screens.views().delete(opened.form(), present);
                                    openView(null);
                                }))
                        .open();
            }
        }

        /** Views may change under the hands of those who look at them; says so and leaves the list as it is. */
        private void keeping(Runnable work) {
            try {
                work.run();
            } catch (InvalidException e) {
                Notices.error(e.problems().stream().map(problem -> t(problem)).collect(Collectors.joining(" ")));
            } catch (DomainException e) {
                Notices.error(e);
            }
        }

        private void reset() {
            forgetLayout();
            openView(view);
        }

        private ListSettings settings() {
            return state.settings(opened.form(), layout);
        }

        private void forgetLayout() {
            screens.preferences().write(ListLayout.preference(opened.form().id(), view), NO_LAYOUT);
        }

        private void showChanged() {
            viewBar.showChanged(!state.equals(baseState) || !layout.equals(baseLayout));
        }

        private void chooseColumns() {
            new ColumnsDialog(
                            columns,
                            layout.shown(opened.form(), columns),
                            layout.onCard(opened.form(), columns),
                            (shownKeys, card) -> {
                                remember(layout.columns(shownKeys).card(card));
                                showRows();
                                refresh();
                            })
                    .open();
        }

        private void edit(ListColumn column, @Nullable FilterRow present) {
            new FilterDialog(column, screens.editors(), Optional.ofNullable(present), chosen -> {
                        List<FilterRow> filter = new ArrayList<>(state.filter());
                        int at = present == null ? -1 : filter.indexOf(present);
                        if (at < 0) {
                            filter.add(chosen);
                        } else {
                            filter.set(at, chosen);
                        }
                        change(state.filter(filter));
                    })
                    .open();
        }

        /** Asks anew; a list that cannot be grouped in time is shown without groups. */
        private void showGroups() {
            rows.arrange(Optional.ofNullable(state.group())
                    .flatMap(group -> opened.form().field(group.field()))
                    .map(field ->
                            field.options().stream().map(ChoiceOption::key).toList())
                    .orElse(List.of()));
            rows.show(request(), state.group(), figures());
            if (state.group() != null) {
                try {
                    tooManyGroups = rows.hasMore();
                } catch (DomainException e) {
                    Notices.error(e);
                    state = state.group(null);
                    rows.show(request(), null, List.of());
                }
            }
        }

        /** Groups come with their sizes; a plain list never waits to be counted. */
        private void sizeRows() {
            if (state.group() == null) {
                grid.getLazyDataView().setItemCountUnknown();
            } else {
                grid.getLazyDataView().setItemCountFromDataProvider();
            }
        }

        private void showGroupChip(Group group) {
            column(group.field()).ifPresent(column -> {
                Bucket bucket = group.bucket();
                String words = t("record.group.chip", column.label())
                        + (bucket == null
                                ? ""
                                : " · " + t("record.group.by." + bucket.name().toLowerCase(Locale.ROOT)));
                Button remove = new Button(Icons.of("vaadin:close-small"), click -> change(state.group(null)));
                remove.setAriaLabel(t("record.group.nothing"));
                remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
                Div chip = new Div(Icons.of("vaadin:file-tree-small"), new Span(words), remove);
                chip.addClassName("mw-chip");
                chips.add(
                        chip,
                        small("record.group.close", () -> rows.openAll(false)),
                        small("record.group.open", () -> rows.openAll(true)));
                if (tooManyGroups) {
                    Span more = new Span(t("record.group.more", ListRows.MOST_GROUPS));
                    more.addClassName("mw-bulk-note");
                    chips.add(more);
                }
            });
        }

        private static Button small(String key, Runnable action) {
            Button button = new Button(t(key), click -> action.run());
            button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
            return button;
        }

        private void showChips() {
            chips.removeAll();
            chips.setVisible(!state.filter().isEmpty() || state.group() != null);
            Group group = state.group();
            if (group != null) {
                showGroupChip(group);
            }
            for (FilterRow row : state.filter()) {
                columns.stream()
                        .filter(column -> column.key().equals(row.field()))
                        .findFirst()
                        .ifPresent(column -> chips.add(chip(column, row)));
            }
            if (state.filter().size() > 1) {
                Button clear = new Button(t("record.filter.clear"), click -> change(state.filter(List.of())));
                clear.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
                chips.add(clear);
            }
        }

        private Component chip(ListColumn column, FilterRow row) {
            Button words = new Button(describe(column, row), click -> {
                if (row.test() != Test.DUPLICATED) {
                    edit(column, row);
                }
            });
            words.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE);
            Button remove = new Button(Icons.of("vaadin:close-small"), click -> {
                List<FilterRow> filter = new ArrayList<>(state.filter());
                filter.remove(row);
                change(state.filter(filter));
            });
            remove.setAriaLabel(t("record.filter.remove", column.label()));
            remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
            Div chip = new Div(words, remove);
            chip.addClassName("mw-chip");
            return chip;
        }

        private String describe(ListColumn column, FilterRow row) {
            String values = row.values().stream()
                    .map(value -> describe(column, value))
                    .collect(Collectors.joining(row.test() == Test.BETWEEN ? " – " : ", "));
            return (column.label() + " " + FilterDialog.words(row.test()) + " " + values).strip();
        }

        private String describe(ListColumn column, Object value) {
            PublishedField<?, ?> field = column.field();
            if (field == null || value instanceof LocalDate) {
                return value.toString();
            }
            return field.options().stream()
                    .filter(option -> option.key().equals(value))
                    .map(option -> option.label())
                    .findFirst()
                    .orElseGet(() -> field.type().valueType().isInstance(value)
                            ? field.format(value, format)
                            : value.toString());
        }

        private void change(ListState wanted) {
            state = wanted;
            showGroups();
            sizeRows();
            showChips();
            showEmptyState();
            showCount();
            showTotals();
            showChanged();
            // The address follows without a navigation, so that the list keeps its place and can still be passed on.
            UI.getCurrent()
                    .getPage()
                    .getHistory()
                    .replaceState(
                            null,
                            new Location(
                                    RecordsNavigation.list(opened.ref()),
                                    state.toParameters(opened.form(), view == null ? null : view.key(), baseState)));
        }

        private void showRows() {
            if (narrow) {
                grid.showCards(layout.onCard(opened.form(), columns));
            } else {
                grid.showColumns(
                        layout.shown(opened.form(), columns),
                        opened.form().titleField().map(f -> f.key()).orElse(""),
                        layout.widths());
                grid.showSort(state.sort());
                showFeet();
            }
            grid.select(!narrow && (opened.may(Action.CHANGE) || opened.may(Action.DELETE)), this::ticked);
        }

        /** Below each column the figure that people chose, and the way to choose one. */
        private void showFeet() {
            feet.clear();
            Map<String, Component> cells = new HashMap<>();
            for (ListColumn column : layout.shown(opened.form(), columns)) {
                List<Function> possible = Totals.possible(column);
                if (possible.isEmpty()) {
                    continue;
                }
                Button foot = new Button();
                foot.addClassName("mw-foot");
                foot.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_SMALL);
                ContextMenu menu = new ContextMenu(foot);
                menu.setOpenOnClick(true);
                menu.addItem(t("record.total.none"), click -> total(column, null));
                possible.forEach(function ->
                        menu.addItem(t("record.total." + word(function)), click -> total(column, function)));
                feet.put(column.key(), foot);
                cells.put(column.key(), foot);
                showFoot(column, null);
            }
            grid.showFoot(cells);
        }

        private void showFoot(ListColumn column, @Nullable String figure) {
            Button foot = feet.get(column.key());
            if (foot == null) {
                return;
            }
            Optional<Function> function = layout.total(column);
            foot.setClassName("mw-foot-empty", function.isEmpty());
            foot.setText(function.map(f -> t("record.total." + word(f)) + (figure == null ? " …" : " " + figure))
                    .orElse("Σ"));
            foot.setAriaLabel(t("record.total.choose", column.label()) + " " + foot.getText());
        }

        private static String word(Function function) {
            return function.name().toLowerCase(Locale.ROOT);
        }

        private void total(ListColumn column, @Nullable Function function) {
            remember(layout.total(column.key(), function));
            showFoot(column, null);
            if (state.group() != null) {
                showGroups();
            }
            showTotals();
        }

        /** The figures come when they are known; while they are worked out, no others are asked for. */
        private void showTotals() {
            List<ListColumn> wanted = totalledColumns();
            Totalled asked = new Totalled(rows.request(), figures());
            totalled = asked;
            if (narrow || wanted.isEmpty() || totalling) {
                return;
            }
            totalling = true;
            UI ui = UI.getCurrent();
            Person person = screens.person().get();
            Thread.startVirtualThread(() -> {
                List<@Nullable Object> figures;
                try {
                    figures = screens.person()
                            .as(
                                    person,
                                    () -> screens.query()
                                            .aggregate(new AggregateRequest(
                                                    opened.ref(),
                                                    asked.request().filter(),
                                                    asked.request().search(),
                                                    List.of(),
                                                    asked.figures(),
                                                    List.of(),
                                                    1))
                                            .rows()
                                            .getFirst()
                                            .measures());
                } catch (DomainException e) {
                    figures = List.of();
                }
                List<@Nullable Object> known = figures;
                tell(ui, () -> showTotals(asked, wanted, known));
            });
        }

        @SuppressWarnings("ReferenceEquality") // the same question asked again is to be answered again
        private void showTotals(Totalled asked, List<ListColumn> wanted, List<@Nullable Object> figures) {
            totalling = false;
            if (asked != totalled) {
                showTotals();
                return;
            }
            for (int i = 0; i < wanted.size(); i++) {
                ListColumn column = wanted.get(i);
                Object figure = i < figures.size() ? figures.get(i) : null;
                showFoot(
                        column,
                        layout.total(column)
                                .map(function -> Totals.format(column, function, figure, format))
                                .filter(text -> !text.isEmpty())
                                .orElse("–"));
            }
        }

        void fit(int width) {
            if (narrow != width < NARROW) {
                narrow = width < NARROW;
                showRows();
            }
        }

        private Map<String, String> widths() {
            return grid.getColumns().stream()
                    .filter(column -> column.getKey() != null && column.getWidth() != null)
                    .collect(Collectors.toMap(c -> c.getKey(), c -> c.getWidth()));
        }

        private void remember(ListLayout wanted) {
            layout = wanted;
            screens.preferences().write(ListLayout.preference(opened.form().id(), view), wanted);
            showChanged();
        }

        private void showEmptyState() {
            boolean narrowed = !state.filter().isEmpty() || !state.search().isEmpty();
            if (narrowed) {
                Button clear = new Button(t("record.empty.clear"), click -> {
                    search.clear();
                    change(new ListState("", List.of(), state.sort(), state.group()));
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

        /** Somebody who has left the page needs no answer any more. */
        private static void tell(UI ui, Command answer) {
            try {
                ui.access(answer);
            } catch (UIDetachedException e) {
                LOG.debug("Nobody waits for it any more", e);
            }
        }

        /** The number comes when it is known; the rows never wait for it. */
        private void showCount() {
            UI ui = UI.getCurrent();
            Person person = screens.person().get();
            ListRequest asked = rows.request();
            Thread.startVirtualThread(() -> {
                Count count = screens.person().as(person, () -> screens.query().count(asked));
                tell(ui, () -> {
                    if (asked.equals(rows.request())) {
                        bulk.found(count);
                        if (state.group() == null && count.value() > 0) {
                            grid.getLazyDataView()
                                    .setItemCountEstimate((int) Math.min(Integer.MAX_VALUE, count.value()));
                        }
                        header.setSubtitle(
                                t(count.exact() ? "record.list.count" : "record.list.countAbout", count.value()));
                    }
                });
            });
        }
    }

    /** Figures that were asked for. */
    private record Totalled(ListRequest request, List<Measure> figures) {}
}

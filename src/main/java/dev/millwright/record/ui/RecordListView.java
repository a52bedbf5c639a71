package dev.millwright.record.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
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
import com.vaadin.flow.router.Route;
import dev.millwright.app.Action;
import dev.millwright.field.FormatContext;
import dev.millwright.form.PublishedField;
import dev.millwright.identity.Person;
import dev.millwright.record.Exports;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChanges;
import dev.millwright.record.RecordQuery.Count;
import dev.millwright.record.ui.FilterRow.Test;
import dev.millwright.record.ui.RecordScreens.Opened;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The records of a form: search, filter, sort, choose columns, open. What it shows is in its address. */
@Route(RecordsNavigation.LIST)
@PermitAll
class RecordListView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    /** Below this width of the window, in CSS pixels, records are cards. */
    private static final int NARROW = 700;

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
        shown = new Shown(opened, ListState.of(event.getLocation().getQueryParameters(), opened.form()));
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
                    present.rows.refreshAll();
                    present.showCount();
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
        private final RecordRows rows;
        private final RecordGrid grid;
        private final PageHeader header;
        private final Div chips = new Div();
        private final TextField search = new TextField();
        private ListState state;
        private ListLayout layout;
        private boolean narrow;

        Shown(Opened opened, ListState state) {
            this.opened = opened;
            this.state = state;
            columns = opened.columns();
            layout = screens.preferences()
                    .read(ListLayout.preference(opened.form().id()), ListLayout.class)
                    .orElse(ListLayout.USUAL);
            rows = new RecordRows(screens.query(), request());
            grid = new RecordGrid(row -> RecordsNavigation.record(opened.ref(), row.id()), format);
            header = new PageHeader(opened.form().label());
        }

        void build() {
            header.setLeading(Icons.of(opened.form().definition().icon()));
            header.setActions(actions());
            chips.addClassName("mw-filter-chips");
            Div body = new Div(grid);
            body.addClassName("mw-list-body");
            RecordListView.this.add(header, toolbar(), chips, body);
            int width = UI.getCurrent().getPage().getExtendedClientDetails().getWindowInnerWidth();
            narrow = width > 0 && width < NARROW;
            showRows();
            grid.setItems(rows);
            grid.addItemClickListener(click -> UI.getCurrent()
                    .navigate(RecordsNavigation.record(
                            opened.ref(), click.getItem().id())));
            grid.onSort(sort -> change(state.sort(sort)));
            grid.addColumnReorderListener(event -> {
                if (event.isFromClient()) {
                    remember(new ListLayout(
                            event.getColumns().stream().map(c -> c.getKey()).toList(), layout.widths(), layout.card()));
                }
            });
            grid.addColumnResizeListener(event -> {
                if (event.isFromClient()) {
                    remember(new ListLayout(layout.columns(), widths(), layout.card()));
                }
            });
            showChips();
            showEmptyState();
            showCount();
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
            Div bar = new Div(search, filter, choose);
            bar.addClassName("mw-list-toolbar");
            return bar;
        }

        private void chooseColumns() {
            new ColumnsDialog(
                            columns,
                            layout.shown(opened.form(), columns),
                            layout.onCard(opened.form(), columns),
                            (shownKeys, card) -> {
                                remember(new ListLayout(shownKeys, layout.widths(), card));
                                showRows();
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

        private void showChips() {
            chips.removeAll();
            chips.setVisible(!state.filter().isEmpty());
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
            rows.show(request());
            showChips();
            showEmptyState();
            showCount();
            // The address follows without a navigation, so that the list keeps its place and can still be passed on.
            UI.getCurrent()
                    .getPage()
                    .getHistory()
                    .replaceState(
                            null,
                            new Location(RecordsNavigation.list(opened.ref()), state.toParameters(opened.form())));
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
            }
        }

        void fit(int width) {
            if (narrow != width < NARROW) {
                narrow = width < NARROW;
                showRows();
            }
        }

        private java.util.Map<String, String> widths() {
            return grid.getColumns().stream()
                    .filter(column -> column.getKey() != null && column.getWidth() != null)
                    .collect(Collectors.toMap(c -> c.getKey(), c -> c.getWidth()));
        }

        private void remember(ListLayout wanted) {
            layout = wanted;
            screens.preferences().write(ListLayout.preference(opened.form().id()), wanted);
        }

        private void showEmptyState() {
            boolean narrowed = !state.filter().isEmpty() || !state.search().isEmpty();
            if (narrowed) {
                Button clear = new Button(t("record.empty.clear"), click -> {
                    search.clear();
                    change(new ListState("", List.of(), state.sort()));
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
            UI ui = UI.getCurrent();
            Person person = screens.person().get();
            ListRequest asked = rows.request();
            Thread.startVirtualThread(() -> {
                Count count = screens.person().as(person, () -> screens.query().count(asked));
                ui.access(() -> {
                    if (asked.equals(rows.request())) {
                        header.setSubtitle(
                                t(count.exact() ? "record.list.count" : "record.list.countAbout", count.value()));
                    }
                });
            });
        }
    }
}

package dev.millwright.audit.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import dev.millwright.audit.AuditEntry;
import dev.millwright.audit.AuditEntry.Actor;
import dev.millwright.audit.AuditLog;
import dev.millwright.audit.AuditLog.Format;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.shared.Alphabet;
import dev.millwright.shared.AuditableEvent.AppName;
import dev.millwright.shared.AuditableEvent.Kind;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Texts;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.MenuLink;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.UiTexts;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The audit log, newest first; for administrators. */
@Route(AuditNavigation.AUDIT)
@PermitAll
class AuditView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    private static final int NARROW = 700;
    private static final int PAGE = 50;

    private static final String WHAT =
            "<button type=\"button\" class=\"mw-audit-what\" @click=\"${open}\">${item.what}</button>";

    private static final String CARD = """
            <button type="button" class="mw-card mw-audit-card" @click="${open}">
              <span class="mw-card-title">${item.what}</span>
              <span class="mw-audit-line">${item.who}${item.app ? html` · ${item.app}` : ''}</span>
              <span class="mw-audit-line">${item.when} · ${item.origin}</span>
            </button>
            """;

    private final transient AuditLog log;
    private final transient CurrentPerson currentPerson;
    private final transient BusinessTime time;
    private final transient AuditWords words;
    private final transient AuditRows rows;
    private final Grid<AuditEntry> grid = new Grid<>();
    private transient AuditFilter filter = AuditFilter.NONE;
    private transient @Nullable AuditDialog dialog;
    private boolean narrow;

    AuditView(AuditLog log, CurrentPerson currentPerson, BusinessTime time, Texts texts) {
        this.log = log;
        this.currentPerson = currentPerson;
        this.time = time;
        words = new AuditWords(texts, time.zone(), UiTexts.locale());
        rows = new AuditRows(log, filter.query(time.zone()));
        addClassNames("mw-list", "mw-audit");
        setSizeFull();
        setUpGrid();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        log.require();
        filter = AuditFilter.of(event.getLocation().getQueryParameters());
        removeAll();
        int days = log.days();
        PageHeader header =
                new PageHeader(t("audit.title"), days == 0 ? t("audit.text.forever") : t("audit.text", days));
        header.setLeading(Icons.of("vaadin:clipboard-user"));
        Div filters = filters();
        header.setActions(filterToggle(filters), export());
        Div body = new Div(grid);
        body.addClassName("mw-list-body");
        add(header, filters, body);
        int width = UI.getCurrent().getPage().getExtendedClientDetails().getWindowInnerWidth();
        narrow = width > 0 && width < NARROW;
        showColumns();
        show(filter);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        event.getUI().getPage().addBrowserWindowResizeListener(resize -> {
            if (narrow != resize.getWidth() < NARROW) {
                narrow = resize.getWidth() < NARROW;
                showColumns();
            }
        });
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        return List.of(Breadcrumb.here(t("audit.title")));
    }

    private void setUpGrid() {
        grid.addClassName("mw-records");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_COMPACT);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setSizeFull();
        grid.setPageSize(PAGE);
        grid.addItemClickListener(click -> open(click.getItem()));
        grid.setItems(rows);
        grid.getLazyDataView().setItemCountUnknown();
    }

    private void showColumns() {
        grid.removeAllColumns();
        grid.removeClassName("mw-records-cards");
        if (narrow) {
            grid.addClassName("mw-records-cards");
            grid.addColumn(renderer(CARD)
                    .withProperty("when", words::when)
                    .withProperty("who", words::who)
                    .withProperty("app", words::app)
                    .withProperty("origin", words::origin));
            return;
        }
        column(words::when, "at", "11rem");
        column(words::who, "person", "10rem");
        grid.addColumn(renderer(WHAT)).setHeader(t("audit.column.what")).setFlexGrow(1);
        column(words::app, "app", "11rem");
        column(words::origin, "way", "13rem");
    }

    /** A click on the words is a click on the row too. */
    private void open(AuditEntry entry) {
        if (dialog == null || !dialog.isOpened()) {
            dialog = new AuditDialog(entry, words);
            dialog.open();
        }
    }

    private LitRenderer<AuditEntry> renderer(String template) {
        return LitRenderer.<AuditEntry>of(template)
                .withProperty("what", words::what)
                .withFunction("open", this::open);
    }

    private void column(ValueProvider<AuditEntry, ?> value, String name, String width) {
        grid.addColumn(value)
                .setHeader(t("audit.column." + name))
                .setWidth(width)
                .setFlexGrow(0)
                .setResizable(true);
    }

    /** On a phone the filter would take the place of the entries. */
    private Button filterToggle(Div filters) {
        Button toggle = new Button(t("audit.filter"), Icons.of("vaadin:filter"));
        toggle.addClassName("mw-audit-toggle");
        toggle.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        filters.setClassName("mw-open", !filter.isEmpty());
        toggle.getElement().setAttribute("aria-expanded", String.valueOf(!filter.isEmpty()));
        toggle.addClickListener(click -> {
            boolean open = !filters.hasClassName("mw-open");
            filters.setClassName("mw-open", open);
            toggle.getElement().setAttribute("aria-expanded", String.valueOf(open));
        });
        return toggle;
    }

    private Div filters() {
        DatePicker from = day("audit.filter.from");
        from.setValue(filter.from());
        from.addValueChangeListener(change -> change(filter.from(change.getValue())));
        DatePicker to = day("audit.filter.to");
        to.setValue(filter.to());
        to.addValueChangeListener(change -> change(filter.to(change.getValue())));
        ComboBox<Actor> person = box("audit.filter.person");
        List<Actor> people = log.people("").stream()
                .sorted(Comparator.comparing(Actor::name, Alphabet.of(UiTexts.locale())))
                .toList();
        person.setItems(people);
        person.setItemLabelGenerator(Actor::name);
        person.setValue(people.stream()
                .filter(one -> one.id().equals(filter.person()))
                .findFirst()
                .orElse(null));
        person.addValueChangeListener(change -> {
            Actor chosen = change.getValue();
            change(filter.person(chosen == null ? null : chosen.id()));
        });
        ComboBox<AppName> app = box("audit.filter.app");
        List<AppName> apps = log.apps().stream()
                .sorted(Comparator.comparing(AppName::label, Alphabet.of(UiTexts.locale())))
                .toList();
        app.setItems(apps);
        app.setItemLabelGenerator(AppName::label);
        app.setValue(apps.stream()
                .filter(one -> one.key().equals(filter.app()))
                .findFirst()
                .orElse(null));
        app.addValueChangeListener(change -> {
            AppName chosen = change.getValue();
            change(filter.app(chosen == null ? null : chosen.key()));
        });
        Select<Kind> kind = new Select<>();
        kind.setPlaceholder(t("audit.filter.kind"));
        kind.setAriaLabel(t("audit.filter.kind"));
        kind.setItems(Kind.values());
        kind.setItemLabelGenerator(one -> one == null ? t("audit.filter.anyKind") : t("audit.kind." + one.key()));
        kind.setEmptySelectionAllowed(true);
        kind.setEmptySelectionCaption(t("audit.filter.anyKind"));
        kind.setValue(filter.kind());
        kind.addValueChangeListener(change -> change(filter.kind(change.getValue())));
        Div fields = new Div(from, to, person, app, kind);
        fields.addClassNames("mw-list-toolbar", "mw-audit-filters");
        return fields;
    }

    private static DatePicker day(String text) {
        DatePicker picker = ComponentTexts.localised(new DatePicker());
        picker.setLocale(UiTexts.locale());
        picker.setPlaceholder(t(text));
        picker.setAriaLabel(t(text));
        picker.setClearButtonVisible(true);
        return picker;
    }

    private static <T> ComboBox<T> box(String text) {
        ComboBox<T> box = new ComboBox<>();
        box.setPlaceholder(t(text));
        box.setAriaLabel(t(text));
        box.setClearButtonVisible(true);
        return box;
    }

    private void change(AuditFilter wanted) {
        filter = wanted;
        show(wanted);
        getUI().ifPresent(ui ->
                ui.getPage().getHistory().replaceState(null, new Location(AuditNavigation.AUDIT, wanted.parameters())));
    }

    private void show(AuditFilter wanted) {
        rows.show(wanted.query(time.zone()));
        grid.getLazyDataView().setItemCountUnknown();
        grid.setEmptyStateComponent(
                wanted.isEmpty()
                        ? new EmptyState("vaadin:clipboard-user", t("audit.empty"), t("audit.empty.text"))
                        : new EmptyState("vaadin:search", t("audit.none"), t("audit.none.text"), clear()));
    }

    private Button clear() {
        Button button =
                new Button(t("audit.filter.clear"), click -> getUI().ifPresent(ui -> ui.navigate(AuditView.class)));
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        return button;
    }

    private MenuBar export() {
        MenuBar menu = ComponentTexts.localised(new MenuBar());
        menu.addThemeVariants(MenuBarVariant.LUMO_TERTIARY);
        Span label = new Span(Icons.of("vaadin:download-alt"), new Span(t("audit.export")));
        label.addClassName("mw-button-label");
        MenuItem export = menu.addItem(label);
        export.getSubMenu().addItem(link(Format.XLSX, t("audit.export.xlsx")));
        export.getSubMenu().addItem(link(Format.CSV, t("audit.export.csv")));
        return menu;
    }

    private MenuLink link(Format format, String label) {
        String name = t("audit.title") + "." + format.extension();
        Locale language = UiTexts.locale();
        Person reader = currentPerson.get();
        DownloadHandler handler = event -> {
            event.setFileName(name);
            event.setContentType(format.mediaType());
            try (OutputStream out = event.getOutputStream()) {
                currentPerson.run(reader, () -> {
                    try {
                        log.export(filter.query(time.zone()), format, language, out);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        };
        return new MenuLink(handler, label);
    }
}

package dev.millwright.dashboard.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.millwright.app.Access;
import dev.millwright.dashboard.BoardFilter;
import dev.millwright.dashboard.DashboardDefinition;
import dev.millwright.dashboard.TileDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChanges;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A dashboard as people look at it. What it is narrowed to is in its address; what others change is on it a moment later. */
@Route(DashboardNavigation.BOARD)
@PermitAll
class DashboardView extends Composite<Div> implements BeforeEnterObserver, HasBreadcrumbs {

    private static final Logger LOG = LoggerFactory.getLogger(DashboardView.class);

    /** News of records comes gathered; this gathers what several forms tell. */
    private static final Executor LATER = CompletableFuture.delayedExecutor(400, TimeUnit.MILLISECONDS);

    private final transient BoardScreens screens;
    private final transient List<RecordChanges.Subscription> subscriptions = new ArrayList<>();
    private final transient Set<String> touched = ConcurrentHashMap.newKeySet();
    private final List<TileCard> cards = new ArrayList<>();
    private String app = "";
    private transient @Nullable Access access;
    private transient @Nullable DashboardDefinition board;

    DashboardView(BoardScreens screens) {
        this.screens = screens;
        getContent().addClassName("mw-board");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        app = event.getRouteParameters().get(DashboardNavigation.APP).orElse("");
        String key = event.getRouteParameters().get(DashboardNavigation.KEY).orElse("");
        DashboardDefinition present = screens.dashboards().require(app, key);
        board = present;
        access = screens.rights().access(app);
        show(present, BoardFilter.of(event.getLocation().getQueryParameters().getParameters()));
        // The router keeps the view when only the dashboard changes.
        getUI().ifPresent(this::follow);
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        Access present = access;
        DashboardDefinition shown = board;
        return present == null || shown == null
                ? List.of()
                : List.of(Breadcrumb.to(present.app().label(), "app/" + app), Breadcrumb.here(shown.label()));
    }

    private void show(DashboardDefinition shown, BoardFilter filter) {
        getContent().removeAll();
        cards.clear();
        PageHeader header = new PageHeader(shown.label());
        header.setLeading(Icons.of(shown.icon()));
        Access present = access;
        if (present != null && present.designs()) {
            Button design = new Button(
                    t("dashboard.design"),
                    Icons.of("vaadin:pencil"),
                    click -> UI.getCurrent().navigate(DashboardNavigation.designer(app, shown.key())));
            design.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            design.addClassName("mw-board-edit");
            header.setActions(design);
        }
        getContent().add(header);
        if (shown.tiles().isEmpty()) {
            getContent().add(new EmptyState("vaadin:dashboard", t("dashboard.noTiles"), t("dashboard.noTiles.text")));
            return;
        }
        List<PublishedField<?, ?>> fields = filterFields(shown, filter);
        Map<String, String> labels =
                fields.stream().collect(Collectors.toMap(field -> field.key(), field -> field.label()));
        Div grid = new Div();
        grid.addClassName("mw-board-grid");
        shown.tiles().stream()
                .sorted(Comparator.<TileDefinition>comparingInt(
                                tile -> tile.place().y())
                        .thenComparingInt(tile -> tile.place().x()))
                .map(tile -> new TileCard(screens, app, tile, filter, labels))
                .forEach(cards::add);
        cards.forEach(grid::add);
        getContent().add(filters(shown, fields, filter), grid);
        TileCard.ask(cards);
    }

    /** Those that the designer chose, and those by which an address narrows besides. */
    private List<PublishedField<?, ?>> filterFields(DashboardDefinition shown, BoardFilter filter) {
        Map<String, PublishedField<?, ?>> possible =
                BoardFilterBar.possible(forms(shown).values().stream().flatMap(form -> form.fields().stream()));
        return Stream.concat(shown.filters().stream(), filter.fields().stream())
                .distinct()
                .<PublishedField<?, ?>>flatMap(key -> Optional.ofNullable(possible.get(key)).stream())
                .toList();
    }

    private BoardFilterBar filters(DashboardDefinition shown, List<PublishedField<?, ?>> fields, BoardFilter filter) {
        boolean dated = shown.tiles().stream().anyMatch(tile -> tile.data().dateField() != null);
        return new BoardFilterBar(screens, dated, forms(shown).values(), fields, filter, changed -> {
            TileCard.ask(cards.stream().filter(card -> card.narrow(changed)).toList());
            // The address follows without a navigation, so that it can be kept and passed on.
            UI.getCurrent()
                    .getPage()
                    .getHistory()
                    .replaceState(
                            null,
                            new Location(
                                    DashboardNavigation.board(app, shown.key()),
                                    new QueryParameters(changed.toParameters())));
        });
    }

    /** The forms that the person may see, by key. */
    private Map<String, PublishedForm> forms(DashboardDefinition shown) {
        Map<String, PublishedForm> forms = new LinkedHashMap<>();
        shown.tiles().stream()
                .flatMap(tile -> screens.dashboards().form(app, tile).stream())
                .forEach(form -> forms.put(form.key(), form));
        return forms;
    }

    // --- What others change ---

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        follow(event.getUI());
    }

    @Override
    protected void onDetach(DetachEvent event) {
        unfollow();
        super.onDetach(event);
    }

    private void unfollow() {
        subscriptions.forEach(RecordChanges.Subscription::close);
        subscriptions.clear();
    }

    private void follow(UI ui) {
        unfollow();
        DashboardDefinition shown = board;
        if (shown == null) {
            return;
        }
        forms(shown)
                .keySet()
                .forEach(form -> subscriptions.add(screens.changes().subscribe(new FormRef(app, form), changed -> {
                    if (!changed.written()) {
                        return;
                    }
                    boolean first = touched.isEmpty();
                    touched.add(form);
                    if (first) {
                        LATER.execute(() -> refresh(ui));
                    }
                })));
    }

    /** Asks again for the tiles about the forms whose records were changed. */
    private void refresh(UI ui) {
        try {
            ui.access(() -> {
                Set<String> forms = Set.copyOf(touched);
                touched.clear();
                TileCard.ask(cards.stream()
                        .filter(card -> screens.dashboards()
                                .form(app, card.tile())
                                .filter(form -> forms.contains(form.key()))
                                .isPresent())
                        .toList());
            });
        } catch (UIDetachedException e) {
            LOG.debug("Nobody waits for it any more", e);
        }
    }
}

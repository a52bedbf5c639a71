package dev.millwright.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.NavigationTrigger;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import com.vaadin.flow.shared.Registration;
import com.vaadin.flow.spring.security.AuthenticationContext;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import dev.millwright.ui.spi.HeaderPart;
import dev.millwright.ui.spi.NavigationProvider;
import dev.millwright.ui.spi.PersonMenuEntry;
import dev.millwright.ui.spi.PersonMenuProvider;
import dev.millwright.ui.spi.Place;
import dev.millwright.ui.spi.SearchProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** The shell around every page: top bar, side navigation, breadcrumbs. */
@Layout
@JsModule("./date-picker-tab.ts")
@JsModule("./escape-keeps.ts")
@JsModule("./only-match.ts")
@JsModule("./unchanged-input.ts")
@AnonymousAllowed
public class MainLayout extends AppLayout implements AfterNavigationObserver {

    private static final String PRODUCT = "Millwright";

    private final Breadcrumbs breadcrumbs = new Breadcrumbs();
    private final SideNavigation navigation;
    private final DrawerToggle toggle = new DrawerToggle();
    private final GlobalSearch search;
    private final Div bar = new Div();
    private @Nullable HasElement view;
    private @Nullable Place place;
    private @Nullable Boolean hadNavigation;

    MainLayout(
            CurrentPerson currentPerson,
            Appearance appearance,
            AuthenticationContext authentication,
            ObjectProvider<NavigationProvider> navigationProviders,
            ObjectProvider<SearchProvider> searchProviders,
            ObjectProvider<HeaderPart> headerParts,
            ObjectProvider<PersonMenuProvider> personMenuProviders) {
        boolean known = currentPerson.find().isPresent();
        navigation =
                new SideNavigation(known ? navigationProviders.orderedStream().toList() : List.of());
        search = new GlobalSearch(searchProviders.orderedStream().toList());
        setI18n(new AppLayoutI18n().setDrawer(t("ui.navigation")));
        setDrawerOpened(false);
        toggle.setAriaLabel(t("ui.navigation.toggle"));
        bar.addClassName("mw-topbar");
        Div space = new Div();
        space.addClassName("mw-topbar-space");
        bar.add(toggle, brand(), breadcrumbs, space);
        if (known) {
            Button openSearch = new Button(Icons.of("vaadin:search"), click -> openSearch());
            openSearch.addClassName("mw-search-open");
            openSearch.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
            openSearch.setAriaLabel(t("ui.search"));
            search.addBlurListener(blur -> bar.removeClassName("mw-searching"));
            Span keys = new Span(t("ui.search.keys"));
            keys.addClassName("mw-search-keys");
            keys.getElement().setAttribute("aria-hidden", "true");
            Div box = new Div(search, keys);
            box.addClassName("mw-search-box");
            bar.add(box, openSearch);
            Shortcuts.addShortcutListener(this, this::openSearch, Key.KEY_K, KeyModifier.CONTROL);
            Shortcuts.addShortcutListener(this, this::openSearch, Key.KEY_K, KeyModifier.META);
        }
        bar.add(new LanguageSwitch(appearance));
        currentPerson.find().ifPresent(person -> {
            headerParts.stream()
                    .sorted(Comparator.comparingInt(HeaderPart::order))
                    .forEach(part -> bar.add(part.create()));
            List<PersonMenuEntry> entries = personMenuProviders.stream()
                    .flatMap(provider -> provider.entries(UiTexts.locale()).stream())
                    .sorted(Comparator.comparingInt(PersonMenuEntry::order))
                    .toList();
            bar.add(new PersonMenu(person, appearance, authentication, entries));
        });
        addToNavbar(bar);
        addToDrawer(navigation);
    }

    private static Anchor brand() {
        Image mark = new Image("themes/millwright/mark.svg", "");
        Span word = new Span(PRODUCT);
        word.addClassName("mw-wordmark");
        Anchor home = new Anchor("", mark, word);
        home.addClassName("mw-brand");
        home.setAriaLabel(PRODUCT + " – " + t("ui.home"));
        return home;
    }

    private void openSearch() {
        bar.addClassName("mw-searching");
        search.focus();
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        Registration refresh = ComponentUtil.addListener(attachEvent.getUI(), Shell.Refresh.class, event -> refresh());
        addDetachListener(detach -> {
            refresh.remove();
            detach.unregisterListener();
        });
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        view = event.getActiveChain().getFirst();
        beginAtItsTop(event);
        place = new Place(
                event.getLocation().getPath(),
                event.getRouteParameters().get("app").orElse(null),
                UiTexts.locale());
        refresh();
        if (isOverlay()) {
            setDrawerOpened(false);
        }
    }

    /** Else it would begin where one was in the page before. */
    private void beginAtItsTop(AfterNavigationEvent event) {
        boolean another =
                place == null || !place.path().equals(event.getLocation().getPath());
        if (another && event.getLocationChangeEvent().getTrigger() != NavigationTrigger.HISTORY) {
            getElement().executeJs("this.shadowRoot?.querySelector('[part=content]')?.scrollTo(0, 0)");
        }
    }

    private void refresh() {
        if (place == null) {
            return;
        }
        boolean hasNavigation = navigation.show(place);
        if (hadNavigation == null || hasNavigation != hadNavigation) {
            hadNavigation = hasNavigation;
            toggle.setVisible(hasNavigation);
            getElement().setAttribute("data-navigation", hasNavigation);
            setDrawerOpened(hasNavigation && !isOverlay());
        }
        List<Breadcrumb> path = view instanceof HasBreadcrumbs steps ? steps.breadcrumbs() : List.of();
        breadcrumbs.show(path);
        List<String> title =
                new ArrayList<>(path.stream().map(Breadcrumb::label).toList());
        Collections.reverse(title);
        title.add(PRODUCT);
        getUI().ifPresent(ui -> ui.getPage().setTitle(String.join(" · ", title)));
    }
}

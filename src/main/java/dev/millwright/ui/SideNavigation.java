package dev.millwright.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import dev.millwright.ui.spi.NavigationEntry;
import dev.millwright.ui.spi.NavigationHeading;
import dev.millwright.ui.spi.NavigationProvider;
import dev.millwright.ui.spi.Place;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What features offer at the place where one is. */
final class SideNavigation extends Div {

    private final transient List<NavigationProvider> providers;
    private Optional<NavigationHeading> shownHeading = Optional.empty();
    private List<NavigationEntry> shown = List.of();

    SideNavigation(List<NavigationProvider> providers) {
        this.providers = providers;
        addClassName("mw-side");
    }

    /** Shows what there is; false when there is nothing. */
    boolean show(Place place) {
        Optional<NavigationHeading> heading = providers.stream()
                .map(provider -> provider.heading(place))
                .flatMap(Optional::stream)
                .findFirst();
        List<NavigationEntry> entries = providers.stream()
                .flatMap(provider -> provider.entries(place).stream())
                .sorted(Comparator.comparing(NavigationEntry::group).thenComparing(NavigationEntry::order))
                .toList();
        if (!heading.equals(shownHeading) || !entries.equals(shown)) {
            shownHeading = heading;
            shown = entries;
            removeAll();
            heading.ifPresent(this::addHeading);
            for (NavigationEntry.Group group : NavigationEntry.Group.values()) {
                addGroup(group, entries);
            }
        }
        return heading.isPresent() || !entries.isEmpty();
    }

    private void addHeading(NavigationHeading heading) {
        Anchor link = new Anchor(heading.href(), new Tile(heading.icon(), heading.colour()), new Span(heading.label()));
        link.addClassName("mw-side-heading");
        add(link);
    }

    private void addGroup(NavigationEntry.Group group, List<NavigationEntry> entries) {
        List<NavigationEntry> mine =
                entries.stream().filter(entry -> entry.group() == group).toList();
        if (mine.isEmpty()) {
            return;
        }
        SideNav nav = new SideNav();
        switch (group) {
            case WORK -> nav.getElement().setAttribute("aria-label", t("ui.navigation.work"));
            case DESIGN -> nav.setLabel(t("ui.navigation.design"));
            case GENERAL -> nav.setLabel(t("ui.navigation.general"));
        }
        for (NavigationEntry entry : mine) {
            SideNavItem item = new SideNavItem(entry.label(), entry.href(), Icons.of(entry.icon()));
            item.setMatchNested(true);
            nav.addItem(item);
        }
        add(nav);
    }
}

package dev.millwright.app.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import dev.millwright.app.Access;
import dev.millwright.app.AppRights;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.UiTexts;
import dev.millwright.ui.spi.NavigationEntry;
import dev.millwright.ui.spi.NavigationProvider;
import dev.millwright.ui.spi.Place;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/** Where an app opens: the first thing to work with, or what to do when there is none. */
@Route("app/:app")
@PermitAll
class AppStartView extends AppPage {

    private final transient ObjectProvider<NavigationProvider> navigation;

    AppStartView(AppRights rights, ObjectProvider<NavigationProvider> navigation) {
        super(rights, "");
        this.navigation = navigation;
    }

    @Override
    void enter(BeforeEnterEvent event, Access access) {
        Place place = new Place(AppNavigation.app(app()), app(), UiTexts.locale());
        Optional<NavigationEntry> first = navigation
                .orderedStream()
                .flatMap(provider -> provider.entries(place).stream())
                .filter(entry -> entry.group() == NavigationEntry.Group.WORK)
                .min(Comparator.comparingInt(NavigationEntry::order));
        if (first.isPresent()) {
            event.forwardTo(first.get().href());
            return;
        }
        getContent().removeAll();
        getContent().add(empty(access));
    }

    private EmptyState empty(Access access) {
        if (access.designs()) {
            return new EmptyState(
                    "vaadin:form",
                    t("app.ui.app.emptyDesigner"),
                    t("app.ui.app.emptyDesigner.text"),
                    link(AppNavigation.design(app()), t("app.ui.app.goDesign")));
        }
        if (access.manages() && !access.opens()) {
            return new EmptyState(
                    "vaadin:users",
                    t("app.ui.app.emptyManager"),
                    t("app.ui.app.emptyManager.text"),
                    link(AppNavigation.sharing(app()), t("app.ui.sharing")));
        }
        return new EmptyState("vaadin:inbox", t("app.ui.app.empty"), t("app.ui.app.empty.text"));
    }

    private static Anchor link(String href, String text) {
        Anchor link = new Anchor(href, text);
        link.addClassName("mw-link-button");
        return link;
    }
}

package dev.millwright.app.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import dev.millwright.app.Access;
import dev.millwright.app.AppRights;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of one app; the address says of which. */
abstract class AppPage extends Composite<Div> implements BeforeEnterObserver, HasBreadcrumbs {

    private final transient AppRights rights;
    private final String title;
    private String app = "";
    private @Nullable String label;

    /**
     * @param title what the last breadcrumb says, empty on the app's start page
     */
    AppPage(AppRights rights, String title) {
        this.rights = rights;
        this.title = title;
        getContent().addClassName("mw-page");
    }

    @Override
    public final void beforeEnter(BeforeEnterEvent event) {
        app = event.getRouteParameters().get("app").orElseThrow();
        Access access = rights.access(app);
        label = access.app().label();
        enter(event, access);
    }

    /** Shows the page; what the person may not see is refused here. */
    abstract void enter(BeforeEnterEvent event, Access access);

    /** Key of the app. */
    final String app() {
        return app;
    }

    /** What the person may do at this moment. */
    final Access access() {
        return rights.access(app);
    }

    final void renamed(String newLabel) {
        label = newLabel;
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        String shown = label == null ? app : label;
        return title.isEmpty()
                ? List.of(Breadcrumb.here(shown))
                : List.of(Breadcrumb.to(shown, AppNavigation.app(app)), Breadcrumb.here(title));
    }
}

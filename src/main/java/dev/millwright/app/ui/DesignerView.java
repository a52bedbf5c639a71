package dev.millwright.app.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import dev.millwright.ui.Shell;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/**
 * The page of a designer, whose address names {@code app} and {@code key}: shows the draft in its frame, and tells it what others do to
 * it while it is open.
 *
 * @param <W> a draft while it is open
 */
@NamedInterface("design")
public abstract class DesignerView<W extends DesignWork<?>> extends Composite<Div>
        implements BeforeEnterObserver, HasBreadcrumbs {

    private static final String APP = "app";
    private static final String KEY = "key";

    /** What is shown at once, as a path of problems. */
    private static final String AT = "at";

    private final transient DesignTools tools;
    private transient @Nullable W work;

    protected DesignerView(DesignTools tools) {
        this.tools = tools;
        getContent().setSizeFull();
    }

    /**
     * Reads the draft as it is stored.
     *
     * @param key key or id
     */
    protected abstract W read(String app, String key);

    /** Fills its frame, which is on the page by now. */
    protected abstract void show(W now);

    protected final DesignTools tools() {
        return tools;
    }

    protected final Optional<W> work() {
        return Optional.ofNullable(work);
    }

    @Override
    public final void beforeEnter(BeforeEnterEvent event) {
        open(
                event.getRouteParameters().get(APP).orElseThrow(),
                event.getRouteParameters().get(KEY).orElseThrow());
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter(AT)
                .ifPresent(spot -> work().ifPresent(now -> now.showSpot(spot)));
    }

    /** Opens a draft in place of the one that is open. */
    protected final void open(String app, String key) {
        W now = read(app, key);
        leave();
        work = now;
        tools.openDrafts().enter(now, app, now.draft());
        getContent().removeAll();
        getContent().add(now.frame());
        show(now);
        Shell.refresh(this);
    }

    private void leave() {
        if (work != null) {
            tools.openDrafts().leave(work);
        }
    }

    @Override
    protected void onDetach(DetachEvent event) {
        leave();
        super.onDetach(event);
    }

    @Override
    public final List<Breadcrumb> breadcrumbs() {
        return work().map(now -> {
                    String app = "app/" + now.app().key();
                    return List.of(
                            Breadcrumb.to(now.app().label(), app),
                            Breadcrumb.to(t("app.designer.design"), app + "/design"),
                            Breadcrumb.here(now.label()));
                })
                .orElse(List.of());
    }
}

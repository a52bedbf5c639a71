package dev.millwright.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.AccessDeniedException;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Outage;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;

/** Stands in place of a page that cannot be shown: says why and leads back. */
abstract class ErrorPage extends Composite<Div> implements HasBreadcrumbs {

    private String title = "";

    ErrorPage() {
        getContent().addClassName("mw-error-page");
    }

    final void show(String icon, String heading, String text) {
        title = heading;
        Anchor home = new Anchor("", t("ui.error.home"));
        home.addClassName("mw-link-button");
        getContent().removeAll();
        getContent().add(new EmptyState(icon, heading, text, home));
    }

    final int notFound() {
        show("vaadin:compass", t("ui.error.notFound"), t("ui.error.notFound.text"));
        return HttpServletResponse.SC_NOT_FOUND;
    }

    final int notAllowed(String text) {
        show("vaadin:lock", t("ui.error.notAllowed"), text);
        return HttpServletResponse.SC_FORBIDDEN;
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        return List.of(Breadcrumb.here(title));
    }

    /** No page has this address. */
    @ParentLayout(MainLayout.class)
    @AnonymousAllowed
    static final class NoSuchPage extends ErrorPage
            implements HasErrorParameter<com.vaadin.flow.router.NotFoundException> {
        @Override
        public int setErrorParameter(
                BeforeEnterEvent event, ErrorParameter<com.vaadin.flow.router.NotFoundException> parameter) {
            return notFound();
        }
    }

    /** The page is there, what it shows is not, or not for this person. */
    @ParentLayout(MainLayout.class)
    @AnonymousAllowed
    static final class NoSuchThing extends ErrorPage implements HasErrorParameter<NotFoundException> {
        @Override
        public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
            return notFound();
        }
    }

    /** The person may not do this. */
    @ParentLayout(MainLayout.class)
    @AnonymousAllowed
    static final class NotAllowed extends ErrorPage implements HasErrorParameter<NotAllowedException> {
        @Override
        public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotAllowedException> parameter) {
            return notAllowed(t(parameter.getException()));
        }
    }

    /** The view is not for people of this role. */
    @ParentLayout(MainLayout.class)
    @AnonymousAllowed
    static final class AccessDenied extends ErrorPage implements HasErrorParameter<AccessDeniedException> {
        @Override
        public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<AccessDeniedException> parameter) {
            return notAllowed(t("ui.error.notAllowed.text"));
        }
    }

    /** Anything else that was thrown on the way to a page. */
    @ParentLayout(MainLayout.class)
    @AnonymousAllowed
    static final class Broken extends ErrorPage implements HasErrorParameter<Exception> {
        @Override
        public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
            Optional<DomainException> refusal = Incidents.refusal(parameter.getException());
            if (refusal.isPresent()) {
                show("vaadin:info-circle", t("ui.error.refused"), t(refusal.get()));
                return HttpServletResponse.SC_CONFLICT;
            }
            Outage outage = Outage.behind(parameter.getException());
            if (outage != null) {
                Incidents.warn(outage, parameter.getException());
                show("vaadin:hourglass", t("ui.error.refused"), t(Incidents.key(outage)));
                return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
            }
            String id = Incidents.log(parameter.getException());
            show("vaadin:wrench", t("ui.error.broken"), t("ui.error.broken.text", id));
            return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        }
    }
}

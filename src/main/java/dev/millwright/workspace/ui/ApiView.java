package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.IFrame;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.millwright.app.Access;
import dev.millwright.app.AppRights;
import dev.millwright.record.AccessibleForms;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.UiTexts;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;

/** The HTTP API of an app, to read and to try, for those who design or run it. */
@Route(RecordsNavigation.API)
@PermitAll
class ApiView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    private final transient AppRights rights;
    private final transient AccessibleForms forms;
    private final String issuer;
    private transient @Nullable Access opened;

    ApiView(AppRights rights, AccessibleForms forms, @Value("${millwright.issuer-uri:}") String issuer) {
        this.rights = rights;
        this.forms = forms;
        this.issuer = issuer;
        addClassName("mw-api");
    }

    static boolean shows(Access access) {
        return access.opens() && (access.designs() || access.manages());
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String app = event.getRouteParameters().get(RecordsNavigation.APP).orElseThrow();
        Access access = rights.access(app);
        if (!shows(access)) {
            throw new NotAllowedException("record.api.error.notForYou");
        }
        opened = access;
        removeAll();
        PageHeader header = new PageHeader(t("record.api"), t("record.api.text"));
        header.setLeading(Icons.of("vaadin:code"));
        add(header);
        if (forms.all(app).isEmpty()) {
            add(new EmptyState("vaadin:code", t("record.api.empty"), t("record.api.emptyText")));
        } else {
            add(token(access), page(app));
        }
    }

    private Details token(Access access) {
        Pre line = new Pre(
                "curl -s -d grant_type=password -d client_id=millwright-cli -d username=dana -d password=dana \\\n"
                        + "  " + issuer + "/protocol/openid-connect/token");
        Pre call = new Pre("curl -H \"Authorization: Bearer $TOKEN\" …/api/v1/apps/"
                + access.app().key() + "/openapi.json");
        Div content = new Div(
                new Paragraph(t("record.api.token.text")),
                line,
                new Paragraph(t("record.api.token.use")),
                call,
                new Paragraph(t("record.api.token.elsewhere")));
        content.addClassName("mw-api-token");
        return new Details(t("record.api.token"), content);
    }

    private static IFrame page(String app) {
        IFrame page =
                new IFrame("/app-api/" + app + "?language=" + UiTexts.locale().toLanguageTag());
        page.setTitle(t("record.api"));
        return page;
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        Access access = opened;
        return access == null
                ? List.of()
                : List.of(
                        Breadcrumb.to(
                                access.app().label(), "app/" + access.app().key()),
                        Breadcrumb.here(t("record.api")));
    }
}

package dev.millwright.template.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.millwright.app.Apps;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.template.Template;
import dev.millwright.template.Templates;
import dev.millwright.ui.Icons;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.Tile;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.util.List;

/** The templates to choose from. */
@Route(TemplatesView.ROUTE)
@PermitAll
class TemplatesView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    static final String ROUTE = "new-app/template";

    private final transient Templates templates;
    private final transient Apps apps;
    private final transient CurrentPerson currentPerson;

    TemplatesView(Templates templates, Apps apps, CurrentPerson currentPerson) {
        this.templates = templates;
        this.apps = apps;
        this.currentPerson = currentPerson;
        addClassName("mw-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!apps.canCreate()) {
            throw new NotAllowedException("app.error.mayNotCreate");
        }
        removeAll();
        PageHeader header = new PageHeader(t("template.title"), t("template.text"));
        header.setLeading(Icons.of("vaadin:copy-o"));
        UnorderedList cards = new UnorderedList();
        cards.addClassName("mw-app-cards");
        templates.all(locale()).forEach(template -> cards.add(new ListItem(card(template))));
        add(header, cards);
    }

    private NativeButton card(Template template) {
        Div words = new Div(new H2(template.label()), new Paragraph(template.description()));
        words.addClassName("mw-app-card-words");
        Paragraph forms = new Paragraph(t("template.forms", String.join(t("template.forms.and"), template.forms())));
        forms.addClassName("mw-template-forms");
        words.add(forms);
        NativeButton card = new NativeButton("", click -> new InstallDialog(templates, template, currentPerson).open());
        card.add(new Tile(template.icon(), template.colour()), words);
        card.addClassNames("mw-app-card", "mw-template");
        return card;
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        return List.of(Breadcrumb.here(t("template.crumb")));
    }
}

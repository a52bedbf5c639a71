package dev.millwright.app.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.Route;
import dev.millwright.app.App;
import dev.millwright.app.Apps;
import dev.millwright.app.spi.AppBeginning;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.Tile;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;

/** The first page: the apps that the person may open. */
@Route("")
@PermitAll
class HomeView extends Composite<Div> implements HasBreadcrumbs {

    private final transient Apps apps;
    private final transient List<AppBeginning> beginnings;

    HomeView(Apps apps, List<AppBeginning> beginnings) {
        this.apps = apps;
        this.beginnings = beginnings;
        getContent().addClassName("mw-page");
        List<App> visible = apps.visible();
        if (visible.isEmpty()) {
            getContent().add(empty());
        } else {
            PageHeader header = new PageHeader(t("app.ui.apps"), t("app.ui.apps.subtitle"));
            if (apps.canCreate()) {
                header.setActions(newApp());
            }
            UnorderedList cards = new UnorderedList();
            cards.addClassName("mw-app-cards");
            visible.forEach(app -> cards.add(new ListItem(card(app))));
            getContent().add(header, cards);
        }
    }

    private EmptyState empty() {
        return apps.canCreate()
                ? new EmptyState(
                        "vaadin:cubes", t("app.ui.home.emptyDesigner"), t("app.ui.home.emptyDesigner.text"), newApp())
                : new EmptyState("vaadin:cubes", t("app.ui.home.empty"), t("app.ui.home.empty.text"));
    }

    private Component[] newApp() {
        List<Component> ways = new ArrayList<>();
        for (AppBeginning beginning : beginnings) {
            Button way = new Button(
                    t(beginning.label()),
                    Icons.of(beginning.icon()),
                    click -> UI.getCurrent().navigate(beginning.href()));
            way.addClassName("mw-app-beginning");
            ways.add(way);
        }
        ways.add(emptyApp());
        return ways.toArray(Component[]::new);
    }

    private Button emptyApp() {
        Button button = new Button(t("app.ui.new"), Icons.of("vaadin:plus"), click -> new NewAppDialog(apps).open());
        button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        return button;
    }

    private static Anchor card(App app) {
        Div words = new Div(new H2(app.label()));
        words.addClassName("mw-app-card-words");
        if (!app.description().isBlank()) {
            words.add(new Paragraph(app.description()));
        }
        Anchor card = new Anchor(AppNavigation.app(app.key()), new Tile(app.icon(), app.colour()), words);
        card.addClassName("mw-app-card");
        return card;
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        return List.of();
    }
}

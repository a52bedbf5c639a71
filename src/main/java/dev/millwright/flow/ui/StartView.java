package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import dev.millwright.app.App;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.Flows.Offered;
import dev.millwright.flow.ui.FlowStarts.Start;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.HasProblems;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Notices;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.Tile;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import dev.millwright.workspace.ui.RecordsNavigation;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What one can start: in one app, or in all of them. */
@Route(WorkNavigation.START)
@RouteAlias(FlowNavigation.START)
@PermitAll
class StartView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    private final transient FlowScreens screens;
    private final transient FlowStarts starts;
    private String app = "";

    StartView(FlowScreens screens, FlowStarts starts) {
        this.screens = screens;
        this.starts = starts;
        addClassNames("mw-page", "mw-start");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        app = event.getRouteParameters().get(FlowNavigation.APP).orElse("");
        if (!app.isEmpty()) {
            // Throws for an app that is not there for the person.
            screens.rights().access(app);
        }
        removeAll();
        add(new PageHeader(t("work.start.title"), t("work.start.subtitle")));
        List<App> apps = screens.apps().visible().stream()
                .filter(one -> app.isEmpty() || app.equals(one.key()))
                .toList();
        for (App one : apps) {
            List<Start> all = starts.of(one.key());
            if (!all.isEmpty()) {
                add(part(one, all));
            }
        }
        if (getComponentCount() == 1) {
            add(new EmptyState("vaadin:paperplane-o", t("work.start.none"), t("work.start.none.text")));
        }
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        return List.of(
                app.isEmpty()
                        ? Breadcrumb.to(t("work.work.title"), WorkNavigation.work())
                        : Breadcrumb.to(screens.nameOf(app), "app/" + app),
                Breadcrumb.here(t("work.start.title")));
    }

    private Component part(App one, List<Start> all) {
        UnorderedList cards = new UnorderedList();
        cards.addClassName("mw-app-cards");
        all.forEach(start -> cards.add(new ListItem(card(one, start))));
        Div part = app.isEmpty() ? new Div(new H2(one.label()), cards) : new Div(cards);
        part.addClassName("mw-section");
        return part;
    }

    private Component card(App of, Start start) {
        Div words = new Div(new H2(start.label()));
        words.addClassName("mw-app-card-words");
        return switch (start) {
            case Start.Entry entry -> {
                words.add(new Paragraph(t("work.start.entry", entry.form().label())));
                Anchor card = new Anchor(
                        RecordsNavigation.create(entry.ref()),
                        new Tile(entry.form().definition().icon(), of.colour()),
                        words);
                card.addClassName("mw-app-card");
                yield card;
            }
            case Start.Off _ -> {
                words.add(new Paragraph(t("work.start.off")));
                Div card = new Div(new Tile("vaadin:ban", of.colour()), words);
                card.addClassName("mw-app-card");
                card.getElement().setAttribute("aria-disabled", "true");
                yield card;
            }
            case Start.Now now -> {
                words.add(new Paragraph(t("work.start.now")));
                NativeButton card = new NativeButton();
                card.add(new Tile("vaadin:play", of.colour()), words);
                card.addClassName("mw-app-card");
                card.addClickListener(click -> start(now.app(), now.flow()));
                yield card;
            }
        };
    }

    private void start(String of, Offered flow) {
        if (flow.choices().isEmpty()) {
            start(of, flow, Map.of());
        } else {
            new ChoiceDialog(screens, flow.label(), flow.label(), flow.choices(), chosen -> start(of, flow, chosen))
                    .open();
        }
    }

    private void start(String of, Offered flow, Map<UUID, List<PersonRef>> chosen) {
        try {
            FlowInstance run = screens.flows().start(of, flow.flow(), null, chosen);
            UI.getCurrent().navigate(WorkNavigation.run(run.id()));
        } catch (DomainException refused) {
            Notices.error(refused instanceof HasProblems many ? FlowScreens.words(many.problems()) : t(refused));
        }
    }
}

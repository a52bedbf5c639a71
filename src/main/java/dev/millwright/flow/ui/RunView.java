package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.Flows.NodeState;
import dev.millwright.record.FormRef;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Phrase;
import dev.millwright.ui.Icons;
import dev.millwright.ui.KeptParts;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.Shell;
import dev.millwright.ui.UiTexts;
import dev.millwright.ui.Undisturbed;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import dev.millwright.workspace.ui.RecordsNavigation;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One run of a flow: where it stands, what happened, and what those who look after it can do. */
@Route(WorkNavigation.RUN)
@PermitAll
class RunView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    private final transient FlowScreens screens;
    private transient @Nullable FlowInstance run;
    private transient @Nullable RunNews news;
    private final transient Undisturbed others = new Undisturbed(this, this::refresh);
    private PageHeader header = new PageHeader("");
    private transient KeptParts parts = new KeptParts(this);

    RunView(FlowScreens screens) {
        this.screens = screens;
        addClassNames("mw-record", "mw-run-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show(event.getRouteParameters()
                .get(WorkNavigation.ID_OF_RUN)
                .flatMap(Ids::parse)
                .orElseThrow(() -> new NotFoundException(t("work.run.one"))));
        // The router keeps the view when only the run changes.
        getUI().ifPresent(this::follow);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        follow(event.getUI());
    }

    @Override
    protected void onDetach(DetachEvent event) {
        unfollow();
    }

    private void follow(UI ui) {
        unfollow();
        FlowInstance shown = run;
        if (shown != null) {
            news = new RunNews(ui, screens, shown.form(), shown.record(), others::draw);
        }
    }

    private void unfollow() {
        if (news != null) {
            news.close();
            news = null;
        }
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        FlowInstance shown = run;
        if (shown == null) {
            return List.of();
        }
        return screens.looksAfter(shown.app())
                ? List.of(
                        Breadcrumb.to(screens.nameOf(shown.app()), "app/" + shown.app()),
                        Breadcrumb.to(t("work.runs.title"), FlowNavigation.runs(shown.app())),
                        Breadcrumb.here(shown.title()))
                : List.of(Breadcrumb.to(t("work.work.title"), WorkNavigation.work()), Breadcrumb.here(shown.title()));
    }

    /** Somebody acted: what has become another is drawn anew. */
    private void refresh() {
        FlowInstance shown = run;
        if (shown != null) {
            try {
                draw(shown.id());
            } catch (NotFoundException | NotAllowedException e) {
                // Whatever is done next on the page says so.
            }
        }
    }

    private void again() {
        FlowInstance shown = run;
        if (shown != null) {
            show(shown.id());
        }
    }

    private void show(UUID id) {
        removeAll();
        header = new PageHeader("");
        header.setLeading(Icons.of("vaadin:road-branches"));
        add(header);
        parts = new KeptParts(this, header);
        draw(id);
        Shell.refresh(this);
    }

    private void draw(UUID id) {
        FlowInstance found = screens.flows().get(id);
        run = found;
        Moments moments = screens.moments();
        header.setTitle(found.title());
        header.setSubtitle(found.label());
        List<Component> actions = new ArrayList<>(new RunBar(screens, found, this::again).components());
        FormRef ref = found.form();
        UUID record = found.record();
        if (ref != null && record != null) {
            Anchor open = new Anchor(
                    RecordsNavigation.record(ref, record),
                    Icons.of("vaadin:external-link"),
                    new Span(t("work.task.openRecord")));
            open.addClassName("mw-button-label");
            actions.addFirst(open);
        }
        header.drawActions(actions);
        Map<UUID, NodeState> way = screens.flows().path(id);
        Span state = new Span(Outcomes.words(found, way));
        state.addClassName("mw-badge");
        state.getElement().setAttribute("data-colour", Outcomes.colour(found));
        Span from = new Span(t("work.task.foot", found.starter().name(), moments.ago(found.startedAt())));
        from.setTitle(moments.exact(found.startedAt()));
        Div facts = new Div(state, from);
        facts.addClassName("mw-task-facts");
        List<Component> shown = new ArrayList<>();
        shown.add(facts);
        if (found.state() == FlowInstance.State.SUSPENDED) {
            shown.add(HeldNote.of(screens, id));
        }
        Phrase failure = found.failure();
        if (failure != null) {
            Div note = new Div(
                    Icons.of("vaadin:warning"),
                    new Span(t("work.run.failure", screens.texts().text(UiTexts.locale(), failure))));
            note.addClassNames("mw-note", "mw-run-failure");
            note.getElement().setAttribute("role", "alert");
            shown.add(note);
        }
        Timeline timeline = new Timeline(screens);
        timeline.show(id);
        Div main = new Div(timeline);
        main.addClassName("mw-record-main");
        Div body = new Div(main);
        body.addClassName("mw-record-body");
        PathStrip path = new PathStrip(screens);
        path.show(id, way);
        shown.add(path);
        shown.add(body);
        parts.show(shown);
    }
}

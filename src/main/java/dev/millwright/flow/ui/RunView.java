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
import dev.millwright.flow.Tasks;
import dev.millwright.record.FormRef;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Phrase;
import dev.millwright.ui.Icons;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.Shell;
import dev.millwright.ui.UiTexts;
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
    private transient Tasks.@Nullable Subscription subscription;

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
    }

    @Override
    protected void onAttach(AttachEvent event) {
        UI ui = event.getUI();
        subscription = screens.tasks().subscribe(screens.person().get().id(), () -> Later.tell(ui, this::refresh));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (subscription != null) {
            subscription.close();
            subscription = null;
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

    private void refresh() {
        FlowInstance shown = run;
        if (shown != null) {
            show(shown.id());
        }
    }

    private void show(UUID id) {
        FlowInstance found = screens.flows().get(id);
        run = found;
        removeAll();
        Moments moments = screens.moments();
        PageHeader header = new PageHeader(found.title(), found.label());
        header.setLeading(Icons.of("vaadin:road-branches"));
        List<Component> actions = new ArrayList<>(new RunBar(screens, found, this::refresh).components());
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
        header.setActions(actions.toArray(Component[]::new));
        Map<UUID, NodeState> way = screens.flows().path(id);
        Span state = new Span(Outcomes.words(found, way));
        state.addClassName("mw-badge");
        state.getElement().setAttribute("data-colour", Outcomes.colour(found));
        Span from = new Span(t("work.task.foot", found.starter().name(), moments.ago(found.startedAt())));
        from.setTitle(moments.exact(found.startedAt()));
        Div facts = new Div(state, from);
        facts.addClassName("mw-task-facts");
        add(header, facts);
        Phrase failure = found.failure();
        if (failure != null) {
            Div note = new Div(
                    Icons.of("vaadin:warning"),
                    new Span(t("work.run.failure", screens.texts().text(UiTexts.locale(), failure))));
            note.addClassNames("mw-note", "mw-run-failure");
            note.getElement().setAttribute("role", "alert");
            add(note);
        }
        Timeline timeline = new Timeline(screens);
        timeline.show(id);
        Div main = new Div(timeline);
        main.addClassName("mw-record-main");
        Div body = new Div(main);
        body.addClassName("mw-record-body");
        PathStrip path = new PathStrip(screens);
        path.show(id, way);
        add(path, body);
        Shell.refresh(this);
    }
}

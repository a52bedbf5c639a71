package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.millwright.app.AppRights;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Flows.NodeState.Called;
import dev.millwright.flow.Flows.RunFilter;
import dev.millwright.flow.Flows.RunPage;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The runs of an app, for those who look after it. */
@Route(FlowNavigation.RUNS)
@PermitAll
class RunsView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    private static final int PAGE = 50;
    private static final String LIVING = "";
    private static final String ALL = "";

    private final transient FlowScreens screens;
    private final transient AppRights rights;
    private final Select<String> state = new Select<>();
    private final Select<String> flow = new Select<>();
    private final TextField search = new TextField();
    private final UnorderedList list = new UnorderedList();
    private final Div foot = new Div();
    private final Div failed = new Div();
    private String app = "";
    private transient RunFilter filter = RunFilter.LIVING;

    RunsView(FlowScreens screens, AppRights rights) {
        this.screens = screens;
        this.rights = rights;
        addClassNames("mw-page", "mw-runs");
        list.addClassName("mw-tasks");
        List<String> states = new ArrayList<>(List.of(LIVING));
        Arrays.stream(FlowInstance.State.values())
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .forEach(states::add);
        state.setItems(states);
        state.setItemLabelGenerator(key -> key.isEmpty() ? t("work.runs.living") : t("work.run." + key));
        state.setAriaLabel(t("work.runs.state"));
        state.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go();
            }
        });
        flow.setAriaLabel(t("work.runs.flow"));
        flow.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go();
            }
        });
        search.setPlaceholder(t("work.runs.search"));
        search.setAriaLabel(t("work.runs.search"));
        search.setPrefixComponent(Icons.of("vaadin:search"));
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addClassName("mw-list-search");
        search.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go();
            }
        });
        Div toolbar = new Div(search, flow, state);
        toolbar.addClassNames("mw-list-toolbar", "mw-work-toolbar");
        PageHeader header = new PageHeader(t("work.runs.title"), t("work.runs.subtitle"));
        header.setActions(new Button(
                t("work.handOver.title"),
                Icons.of("vaadin:exchange"),
                click -> new HandOverDialog(screens, app, () -> show(filter)).open()));
        add(header, failed, toolbar, list, foot);
    }

    private void go() {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!state.getValue().isEmpty()) {
            parameters.put("state", state.getValue());
        }
        if (!flow.getValue().isEmpty()) {
            parameters.put("flow", flow.getValue());
        }
        if (!search.getValue().isBlank()) {
            parameters.put("text", search.getValue().strip());
        }
        UI.getCurrent().navigate(FlowNavigation.runs(app), QueryParameters.simple(parameters));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        app = event.getRouteParameters().get(FlowNavigation.APP).orElse("");
        // Throws for an app that is not there for the person.
        rights.access(app);
        if (!screens.looksAfter(app)) {
            throw new NotAllowedException("work.error.runs", screens.nameOf(app));
        }
        QueryParameters parameters = event.getLocation().getQueryParameters();
        FlowInstance.State wanted = Arrays.stream(FlowInstance.State.values())
                .filter(one -> one.name()
                        .toLowerCase(Locale.ROOT)
                        .equals(parameters.getSingleParameter("state").orElse("")))
                .findFirst()
                .orElse(null);
        state.setValue(wanted == null ? LIVING : wanted.name().toLowerCase(Locale.ROOT));
        search.setValue(parameters.getSingleParameter("text").orElse(""));
        Map<String, String> flows = screens.flows().flowsOf(app);
        List<String> keys = new ArrayList<>(List.of(ALL));
        keys.addAll(flows.keySet());
        // A flow of which nothing runs any more may still be asked for by its address.
        String asked = parameters.getSingleParameter("flow").orElse(ALL);
        if (!keys.contains(asked)) {
            keys.add(asked);
        }
        flow.setItems(keys);
        flow.setItemLabelGenerator(key -> key.isEmpty() ? t("work.runs.allFlows") : flows.getOrDefault(key, key));
        flow.setValue(asked);
        filter = new RunFilter(asked, wanted, search.getValue());
        failed.removeAll();
        failed.add(new FailedStarts(screens, app, () -> show(filter)));
        show(filter);
    }

    private void show(RunFilter filter) {
        list.removeAll();
        load(filter, null);
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        return List.of(Breadcrumb.to(screens.nameOf(app), "app/" + app), Breadcrumb.here(t("work.runs.title")));
    }

    private void load(RunFilter filter, @Nullable String cursor) {
        RunPage page = screens.flows().runs(app, filter, cursor, PAGE);
        Moments moments = screens.moments();
        Map<UUID, List<FlowTask>> open = screens.flows()
                .openTasks(app, page.runs().stream().map(FlowInstance::id).collect(Collectors.toSet()));
        Map<UUID, List<Called>> called = screens.flows()
                .called(app, page.runs().stream().map(FlowInstance::id).collect(Collectors.toSet()));
        page.runs()
                .forEach(run -> list.add(item(
                        run,
                        turns(open.getOrDefault(run.id(), List.of()), called.getOrDefault(run.id(), List.of())),
                        moments)));
        foot.removeAll();
        String next = page.next();
        if (next != null) {
            foot.add(new Button(t("work.runs.more"), click -> load(filter, next)));
        } else if (list.getComponentCount() == 0) {
            foot.add(new EmptyState("vaadin:road-branches", t("work.runs.none"), t("work.runs.none.text")));
        }
    }

    private static ListItem item(FlowInstance run, Map<String, Set<String>> turns, Moments moments) {
        Span title = new Span(run.title());
        title.addClassName("mw-task-title");
        Span state = new Span(Outcomes.words(run));
        state.addClassName("mw-badge");
        state.getElement().setAttribute("data-colour", Outcomes.colour(run));
        Div head = new Div(title, state);
        head.addClassName("mw-task-head");
        Span foot =
                new Span(run.label() + " · " + t("work.task.foot", run.starter().name(), moments.ago(run.startedAt())));
        foot.setTitle(moments.exact(run.startedAt()));
        foot.addClassName("mw-task-foot");
        Div content = new Div(head);
        content.addClassName("mw-task-content");
        turns.forEach((step, people) -> {
            Span turn = new Span(t("work.runs.turn", step, String.join(t("flow.words.list"), people)));
            turn.addClassName("mw-run-turn");
            content.add(turn);
        });
        content.add(foot);
        Anchor link = new Anchor(WorkNavigation.run(run.id()), content);
        link.addClassName("mw-task-link");
        ListItem item = new ListItem(link);
        item.addClassName("mw-task");
        return item;
    }

    /** Whose turn it is in which step, or in which flow that is waited for; those who wait for others are not named. */
    private static Map<String, Set<String>> turns(List<FlowTask> open, List<Called> called) {
        Map<String, Set<String>> steps = new LinkedHashMap<>();
        open.stream()
                .filter(task -> task.state() != FlowTask.State.WAITING)
                .forEach(task -> steps.computeIfAbsent(task.step(), step -> new LinkedHashSet<>())
                        .add(task.person().name()));
        called.forEach(one -> steps.computeIfAbsent(one.flow(), flow -> new LinkedHashSet<>())
                .add(one.person().name()));
        return steps;
    }
}

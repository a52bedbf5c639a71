package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.millwright.app.App;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.TaskBox;
import dev.millwright.flow.Tasks;
import dev.millwright.flow.Tasks.TaskFilter;
import dev.millwright.flow.Tasks.TaskPage;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problems;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.Shell;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One's work of all apps: what waits, what is done, what one started. */
@Route(WorkNavigation.WORK)
@PermitAll
class WorkView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    private static final int PAGE = 30;

    /** So many are kept fresh while others act; who has gone further down sees what is new when they come back up. */
    private static final int MOST_FRESH = 200;

    /** Moves between the cards by j and k or the arrows, opens by Enter, ticks by x; goes on loading near the end. */
    private static final String MOVING = """
        if (this.mwMoving) return;
        this.mwMoving = true;
        const view = this;
        const links = () => [...view.querySelectorAll('.mw-task-link')];
        const onKey = event => {
          const typing = event.target.closest('input, textarea, [role=menuitem], vaadin-select, vaadin-tab');
          if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('vaadin-dialog[opened]')) return;
          const step = {j: 1, ArrowDown: 1, k: -1, ArrowUp: -1}[event.key];
          const all = links();
          const at = all.indexOf(document.activeElement);
          if (step && all.length) {
            event.preventDefault();
            const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + step))];
            next.focus();
            next.scrollIntoView({block: 'nearest'});
          } else if (event.key === 'x' && at >= 0) {
            const tick = all[at].closest('li').querySelector('vaadin-checkbox');
            if (tick) tick.click();
          }
        };
        document.addEventListener('keydown', onKey);
        const observer = new IntersectionObserver(
            seen => { if (seen.some(one => one.isIntersecting)) view.$server.more(); },
            {rootMargin: '400px'});
        observer.observe($0);
        const gone = setInterval(() => {
          if (!view.isConnected) {
            document.removeEventListener('keydown', onKey);
            observer.disconnect();
            clearInterval(gone);
          }
        }, 2000);
        """;

    private final transient FlowScreens screens;
    private final Tabs tabs = new Tabs();
    private final Map<TaskBox, Tab> boxes = new EnumMap<>(TaskBox.class);
    private final TextField search = new TextField();
    private final Select<String> app = new Select<>();
    private final Select<FlowChoice> flow = new Select<>();
    private final Select<TaskFilter.Sort> sort = new Select<>();
    private final Button overdue = new Button();
    private final Button narrowing = new Button();
    private final Div ticks = new Div();
    private final UnorderedList list = new UnorderedList();
    private final Div nothing = new Div();
    private final Div end = new Div();
    private final Map<UUID, FlowTask> ticked = new LinkedHashMap<>();
    private final List<TaskCard> cards = new ArrayList<>();
    private transient WorkState state = new WorkState(TaskBox.TODO, TaskFilter.ALL);
    private transient @Nullable String next;
    private transient Tasks.@Nullable Subscription subscription;
    private boolean showing;

    /**
     * A flow by which tasks are sought.
     *
     * @param app key; empty where all flows are meant
     */
    private record FlowChoice(String app, String key, String label) {}

    WorkView(FlowScreens screens) {
        this.screens = screens;
        addClassNames("mw-page", "mw-work");
        list.addClassName("mw-tasks");
        end.addClassName("mw-tasks-end");
        ticks.addClassName("mw-bulk");
        ticks.setVisible(false);
        PageHeader header = new PageHeader(t("work.work.title"));
        header.setActions(new Button(
                t("work.start.title"),
                Icons.of("vaadin:paperplane-o"),
                click -> UI.getCurrent().navigate(WorkNavigation.start())));
        add(header, tabs(), toolbar(), list, nothing, end, ticks);
    }

    private Component tabs() {
        for (TaskBox box : TaskBox.values()) {
            Tab tab = new Tab(t("work.box." + box.key()));
            boxes.put(box, tab);
            tabs.add(tab);
        }
        tabs.addClassName("mw-work-boxes");
        tabs.addSelectedChangeListener(change -> {
            if (!showing) {
                boxes.forEach((box, tab) -> {
                    if (tab == change.getSelectedTab()) {
                        go(state.in(box));
                    }
                });
            }
        });
        return tabs;
    }

    private Component toolbar() {
        search.setPlaceholder(t("work.work.search"));
        search.setAriaLabel(t("work.work.search"));
        search.setPrefixComponent(Icons.of("vaadin:search"));
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addClassName("mw-list-search");
        search.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go(state.withText(change.getValue()));
            }
        });
        List<String> keys = new ArrayList<>(List.of(""));
        screens.apps().visible().stream().map(App::key).forEach(keys::add);
        app.setItems(keys);
        app.setItemLabelGenerator(key -> key.isEmpty() ? t("work.work.allApps") : screens.nameOf(key));
        app.setAriaLabel(t("work.work.app"));
        app.addClassName("mw-work-app");
        app.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go(state.withApp(change.getValue()));
            }
        });
        flow.setItemLabelGenerator(FlowChoice::label);
        flow.setAriaLabel(t("work.work.flow"));
        flow.addClassName("mw-work-flow");
        flow.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                FlowChoice wanted = change.getValue();
                go(
                        wanted.key().isEmpty()
                                ? state.withFlow("")
                                : state.withApp(wanted.app()).withFlow(wanted.key()));
            }
        });
        sort.setItems(TaskFilter.Sort.values());
        sort.setItemLabelGenerator(by -> t("work.work.sort." + by.name().toLowerCase(Locale.ROOT)));
        sort.setAriaLabel(t("work.work.sort"));
        sort.addClassName("mw-work-sort");
        sort.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go(state.sorted(change.getValue()));
            }
        });
        overdue.setText(t("work.work.overdue"));
        overdue.setIcon(Icons.of("vaadin:clock"));
        overdue.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        overdue.addClickListener(click -> go(state.overdue(!state.filter().overdue())));
        Div toolbar = new Div(search, narrowing, app, flow, sort, overdue);
        toolbar.addClassNames("mw-list-toolbar", "mw-work-toolbar");
        // On a phone they would leave no room for the tasks.
        narrowing.setIcon(Icons.of("vaadin:filter"));
        narrowing.setAriaLabel(t("work.work.narrow"));
        narrowing.addClassName("mw-work-narrowing");
        narrowing.addThemeVariants(ButtonVariant.LUMO_ICON);
        narrowing.getElement().setAttribute("aria-expanded", "false");
        narrowing.addClickListener(click -> {
            boolean open = !toolbar.hasClassName("mw-work-toolbar-open");
            toolbar.setClassName("mw-work-toolbar-open", open);
            narrowing.getElement().setAttribute("aria-expanded", String.valueOf(open));
        });
        return toolbar;
    }

    /** The flows of the app that is chosen, of all apps when none is; those of several apps say where they belong. */
    private void showFlows() {
        String wanted = state.filter().app();
        FlowChoice all = new FlowChoice("", "", t("work.work.allFlows"));
        List<FlowChoice> choices = new ArrayList<>(List.of(all));
        for (App one : screens.apps().visible()) {
            if (wanted.isEmpty() || wanted.equals(one.key())) {
                screens.published()
                        .find(one.key())
                        .ifPresent(found -> found.all(FlowDefinition.KIND, FlowDefinition.class).stream()
                                .map(each -> new FlowChoice(
                                        one.key(),
                                        each.key(),
                                        wanted.isEmpty()
                                                ? t("work.work.flowOf", each.label(), screens.nameOf(one.key()))
                                                : each.label()))
                                .forEach(choices::add));
            }
        }
        String key = state.filter().flow();
        FlowChoice present = choices.stream()
                .filter(choice -> choice.key().equals(key))
                .findFirst()
                .orElseGet(() -> new FlowChoice(wanted, key, key));
        if (!choices.contains(present)) {
            choices.add(present);
        }
        flow.setItems(choices);
        flow.setValue(present);
        flow.setVisible(choices.size() > 1);
    }

    private static void go(WorkState wanted) {
        UI.getCurrent().navigate(WorkNavigation.WORK, wanted.parameters());
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        WorkState wanted = WorkState.of(event.getLocation().getQueryParameters());
        if (wanted.box() != state.box()) {
            ticked.clear();
        }
        state = wanted;
        showing = true;
        tabs.setSelectedTab(boxes.get(state.box()));
        search.setValue(state.filter().text());
        app.setValue(state.filter().app());
        showFlows();
        sort.setValue(state.filter().sort());
        overdue.getElement()
                .setAttribute("aria-pressed", String.valueOf(state.filter().overdue()));
        // What is left out is told also where the filters are folded away.
        narrowing.getElement().getThemeList().set("primary", state.withText("").isNarrowed());
        boolean open = state.box() == TaskBox.TODO || state.box() == TaskBox.QUEUE;
        overdue.setVisible(open);
        showing = false;
        load(PAGE);
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        return List.of(Breadcrumb.here(t("work.work.title")));
    }

    @Override
    protected void onAttach(AttachEvent event) {
        UI ui = event.getUI();
        getElement().executeJs(MOVING, end.getElement());
        subscription = screens.tasks().subscribe(screens.person().get().id(), () -> Later.tell(ui, this::refresh));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
    }

    /** Others acted, or the person did on another page. */
    final void refresh() {
        if (cards.size() <= MOST_FRESH) {
            load(Math.max(PAGE, cards.size()));
        } else {
            count();
        }
    }

    private void load(int limit) {
        TaskPage page = screens.tasks().page(state.box(), state.filter(), null, limit);
        cards.clear();
        list.removeAll();
        append(page);
        forgetGone();
        showEmptiness();
        showTicks();
        count();
    }

    /** What a search or the end of the page hides stays ticked; what is there no longer does not. */
    private void forgetGone() {
        cards.stream().filter(card -> !card.canBeTicked()).map(TaskCard::id).forEach(ticked::remove);
        if (next == null && !state.isNarrowed()) {
            ticked.keySet().retainAll(cards.stream().map(TaskCard::id).toList());
        }
    }

    /** Called when the end of the list comes near. */
    @ClientCallable
    void more() {
        String from = next;
        if (from != null) {
            append(screens.tasks().page(state.box(), state.filter(), from, PAGE));
        }
    }

    private void append(TaskPage page) {
        Moments moments = screens.moments();
        TaskCard.Ways ways = new TaskCard.Ways(
                state.box() == TaskBox.TODO || state.box() == TaskBox.QUEUE ? this::tick : null,
                state.box() == TaskBox.QUEUE ? this::claim : null);
        for (FlowTask task : page.tasks()) {
            TaskCard card = new TaskCard(
                    task, state.box(), screens.nameOf(task.app()), moments, ticked.containsKey(task.id()), ways);
            cards.add(card);
            list.add(card);
        }
        next = page.next();
        end.setText(next == null ? "" : t("work.work.loading"));
    }

    private void showEmptiness() {
        nothing.removeAll();
        list.setVisible(!cards.isEmpty());
        if (!cards.isEmpty()) {
            return;
        }
        if (state.isNarrowed()) {
            Button all = new Button(t("work.work.showAll"), click -> go(state.whole()));
            nothing.add(new EmptyState("vaadin:search", t("work.work.noneFound"), "", all));
        } else {
            String box = state.box().key();
            nothing.add(new EmptyState(
                    state.box() == TaskBox.TODO ? "vaadin:check-circle-o" : "vaadin:inbox",
                    t("work.empty." + box),
                    t("work.empty." + box + ".text")));
        }
    }

    private void count() {
        Tasks.Counts counts = screens.tasks().counts();
        label(TaskBox.TODO, counts.todo());
        label(TaskBox.QUEUE, counts.queue());
        label(TaskBox.CC, counts.copies());
    }

    private void label(TaskBox box, int count) {
        Tab tab = boxes.get(box);
        if (tab == null) {
            return;
        }
        tab.removeAll();
        tab.add(new Span(t("work.box." + box.key())));
        if (count > 0) {
            Span badge = new Span(String.valueOf(count));
            badge.addClassName("mw-count");
            badge.getElement().setAttribute("data-quiet", box != TaskBox.TODO);
            tab.add(badge);
        }
    }

    private void tick(FlowTask task, boolean wanted) {
        if (wanted) {
            ticked.put(task.id(), task);
        } else {
            ticked.remove(task.id());
        }
        showTicks();
    }

    private void showTicks() {
        ticks.removeAll();
        ticks.setVisible(!ticked.isEmpty());
        if (ticked.isEmpty()) {
            return;
        }
        long shown =
                cards.stream().filter(card -> ticked.containsKey(card.id())).count();
        Span count = new Span(t("work.work.ticked", ticked.size(), ticked.size() - shown));
        count.addClassName("mw-bulk-count");
        ticks.add(count);
        if (state.box() == TaskBox.QUEUE) {
            Button claim = new Button(t("work.action.claim"), Icons.of("vaadin:hand"), click -> claimAll());
            claim.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            ticks.add(claim);
        } else {
            Button approve = new Button(
                    t("work.action.approve"),
                    Icons.of("vaadin:check"),
                    click -> answerAll(
                            BatchDialog.Deed.APPROVE, reason -> new TaskAction.Approve(reason, Map.of(), List.of())));
            approve.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            Button reject = new Button(
                    t("work.action.reject"),
                    Icons.of("vaadin:close"),
                    click -> answerAll(BatchDialog.Deed.REJECT, reason -> new TaskAction.Reject(reason, null)));
            reject.addThemeVariants(ButtonVariant.LUMO_ERROR);
            ticks.add(approve, reject);
        }
        Button all = new Button(t("work.work.tickAll"), click -> cards.forEach(card -> card.setTicked(true)));
        all.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button none = new Button(t("work.work.tickNone"), click -> {
            ticked.clear();
            cards.forEach(card -> card.setTicked(false));
            showTicks();
        });
        none.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        ticks.add(all, none);
    }

    private void answerAll(BatchDialog.Deed deed, Function<String, TaskAction> answer) {
        List<FlowTask> chosen = List.copyOf(ticked.values());
        new BatchDialog(deed, chosen, reason -> actAll(chosen, answer.apply(reason))).open();
    }

    private void claimAll() {
        List<FlowTask> chosen = List.copyOf(ticked.values());
        BatchDialog.tell(BatchDialog.Deed.CLAIM, chosen, actAll(chosen, new TaskAction.Claim()));
    }

    private Map<UUID, Problems> actAll(List<FlowTask> chosen, TaskAction action) {
        Map<UUID, TaskAction> actions = new LinkedHashMap<>();
        // It counts for the records as their cards were when they were ticked.
        chosen.forEach(task -> actions.put(task.id(), action.of(task.version())));
        Map<UUID, Problems> refused = screens.tasks().actAll(actions);
        ticked.clear();
        refresh();
        return refused;
    }

    private void claim(UUID task) {
        try {
            screens.tasks().act(task, new TaskAction.Claim());
        } catch (ConflictException | NotFoundException taken) {
            Notices.error(taken);
            refresh();
            return;
        }
        UI.getCurrent().navigate(WorkNavigation.task(task));
        Notices.success(t("work.claim.done"));
        Shell.refresh(this);
    }
}

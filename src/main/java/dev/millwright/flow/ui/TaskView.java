package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.Route;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.OtherWay;
import dev.millwright.flow.TaskBox;
import dev.millwright.flow.Tasks.TaskDetail;
import dev.millwright.flow.Tasks.TaskFilter;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordData;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Phrase;
import dev.millwright.ui.ConfirmDialog;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Leaving;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.Shell;
import dev.millwright.ui.UiTexts;
import dev.millwright.ui.Undisturbed;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import dev.millwright.workspace.ui.RecordsNavigation;
import dev.millwright.workspace.ui.UnsavedNote;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One task: the record as its step shows it, what can be done with it, and how it came here. */
@Route(WorkNavigation.TASK)
@PermitAll
class TaskView extends Div implements BeforeEnterObserver, BeforeLeaveObserver, HasBreadcrumbs {

    /** Among so many there is one to go on with, also behind those that wait for others. */
    private static final int FEW = 20;

    private final transient FlowScreens screens;
    private final Timeline timeline;
    private final PathStrip path;
    private transient @Nullable TaskDetail detail;
    private transient @Nullable TaskForm form;
    private transient @Nullable TaskBar bar;
    private transient @Nullable RunNews news;
    private final transient Undisturbed others = new Undisturbed(this, this::refresh);

    TaskView(FlowScreens screens) {
        this.screens = screens;
        timeline = new Timeline(screens);
        timeline.addClassName("mw-history");
        path = new PathStrip(screens);
        addClassNames("mw-record", "mw-task-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        UUID id = event.getRouteParameters()
                .get(WorkNavigation.ID_OF_TASK)
                .flatMap(Ids::parse)
                .orElseThrow(() -> new NotFoundException(t("work.task.one")));
        screens.tasks().read(id);
        show(screens.tasks().get(id), false);
        showRestored();
        // The router keeps the view when only the task changes.
        getUI().ifPresent(this::follow);
    }

    private void showRestored() {
        TaskForm typed = form;
        Instant at = typed == null ? null : typed.restored();
        if (typed != null && at != null) {
            addComponentAtIndex(
                    1,
                    new UnsavedNote(
                            t("record.unsaved.restored", screens.moments().ago(at)),
                            t("record.unsaved.afresh"),
                            UnsavedNote.asking(() -> {
                                typed.forget();
                                again();
                            })));
        }
    }

    private void again() {
        TaskDetail shown = detail;
        if (shown != null) {
            show(screens.tasks().get(shown.task().id()), false);
        }
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
        TaskDetail shown = detail;
        if (shown != null) {
            news = new RunNews(ui, screens, shown.task().form(), shown.task().record(), others::draw);
        }
    }

    private void unfollow() {
        if (news != null) {
            news.close();
            news = null;
        }
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        TaskForm typed = form;
        // A page that is drawn anew finds again what was typed.
        if (typed != null && typed.isTouched() && Leaving.leaves(event)) {
            Leaving leaving = Leaving.hold(event);
            ConfirmDialog.danger(t("work.leave.title"), t("work.leave.text"), t("work.leave.action"), () -> {
                        typed.forget();
                        leaving.proceed();
                    })
                    .orElse(leaving::stay)
                    .open();
        }
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        TaskDetail shown = detail;
        return shown == null
                ? List.of()
                : List.of(
                        Breadcrumb.to(t("work.work.title"), WorkNavigation.work()),
                        Breadcrumb.here(shown.task().title()));
    }

    /** Somebody acted: what can be done here may be another. What was typed stays in sight. */
    private void refresh() {
        TaskDetail shown = detail;
        if (shown == null) {
            return;
        }
        try {
            TaskDetail now = screens.tasks().get(shown.task().id());
            if (now.task().state() != shown.task().state()
                    || now.task().round() != shown.task().round()
                    || !now.task().waitsFor().equals(shown.task().waitsFor())) {
                if (form != null && form.isTouched() && now.task().state() != FlowTask.State.OPEN) {
                    sayOver(now);
                } else {
                    TaskForm former = form;
                    show(now, false);
                    if (form != null
                            && former != null
                            && now.task().round() == shown.task().round()) {
                        form.goOnFrom(former);
                    }
                }
            } else {
                RecordData record = now.record();
                if (form != null && record != null) {
                    form.take(record);
                }
                timeline.show(now.task().instance());
                path.show(now.task().instance());
            }
        } catch (NotFoundException gone) {
            UI.getCurrent().navigate(WorkNavigation.work());
        }
    }

    private void sayOver(TaskDetail now) {
        detail = now;
        TaskForm typed = form;
        form = null;
        timeline.show(now.task().instance());
        path.show(now.task().instance());
        if (bar != null && typed != null) {
            bar.close(bannerWords(now.task()), () -> {
                typed.forget();
                again();
            });
        }
    }

    /** @param answered whether the person has just answered it */
    private void show(TaskDetail found, boolean answered) {
        detail = found;
        form = null;
        FlowTask task = found.task();
        removeAll();
        PageHeader header = new PageHeader(
                task.title(), t("work.task.where", task.step(), task.flow(), screens.nameOf(task.app())));
        header.setLeading(Icons.of(task.state() == FlowTask.State.OPEN ? "vaadin:inbox" : "vaadin:check-square-o"));
        header.setActions(openRecord(task));
        add(header, facts(task));
        if (answered) {
            add(afterwards(found));
        } else if (task.isHeld()) {
            add(HeldNote.of(screens, task.instance()));
        } else if (task.state() != FlowTask.State.OPEN && task.state() != FlowTask.State.CLAIMABLE) {
            add(banner(task));
        }
        if (task.state() != FlowTask.State.DONE && !task.note().isBlank()) {
            add(note(task));
        }
        if (!found.straightTo().isEmpty()) {
            add(straight(found));
        }
        Div main = new Div(content(found));
        TaskForm made = form;
        if (made != null) {
            add(made.news());
        }
        main.addClassName("mw-record-main");
        TaskBar ways = new TaskBar(screens, found, made, now -> show(now, false), now -> show(now, true));
        bar = ways;
        if (!ways.isEmpty() && !task.isHeld()) {
            main.add(ways);
        }
        timeline.show(task.instance());
        Div body = new Div(main, timeline);
        body.addClassName("mw-record-body");
        path.show(task.instance());
        add(path, body);
        Shell.refresh(this);
    }

    private Component[] openRecord(FlowTask task) {
        FormRef ref = task.form();
        UUID record = task.record();
        if (ref == null || record == null || !screens.opens(ref, record)) {
            return new Component[0];
        }
        Anchor open = new Anchor(
                RecordsNavigation.record(ref, record),
                Icons.of("vaadin:external-link"),
                new Span(t("work.task.openRecord")));
        open.addClassName("mw-button-label");
        return new Component[] {open};
    }

    private Component facts(FlowTask task) {
        Moments moments = screens.moments();
        Span from = new Span(t("work.task.foot.arrived", task.starter().name(), moments.ago(task.arrivedAt())));
        from.setTitle(moments.exact(task.arrivedAt()));
        Div facts = new Div(from);
        facts.addClassName("mw-task-facts");
        PersonRef other = task.standsInFor();
        if (other != null) {
            facts.add(new Span(t("work.task.for", other.name())));
        }
        PersonRef giver = task.givenBy();
        if (giver != null) {
            facts.add(new Span(t("work.task.givenBy", giver.name())));
        }
        Instant due = task.dueAt();
        if (due != null && task.doneAt() == null) {
            facts.add(TaskCard.due(due, moments));
        }
        return facts;
    }

    private static Component note(FlowTask task) {
        Div note = new Div(Icons.of("vaadin:comment"), new Span(task.note()));
        note.addClassNames("mw-note", "mw-task-reason");
        return note;
    }

    /** Why there is nothing to do here any more. */
    private Component banner(FlowTask task) {
        Div banner = new Div(Icons.of("vaadin:info-circle"), new Span(bannerWords(task)));
        banner.addClassNames("mw-note", "mw-task-banner");
        banner.getElement().setAttribute("role", "status");
        return banner;
    }

    /** Where the answer leads, since the task was sent back from there. */
    private static Component straight(TaskDetail found) {
        OtherWay way = found.otherWay();
        Div words = way == null
                ? new Div(t("work.straight.back", String.join(t("flow.words.list"), found.straightTo())))
                : OtherWayDialog.words(way);
        Div note = new Div(Icons.of("vaadin:arrow-forward"), words);
        note.addClassNames("mw-note", "mw-task-straight");
        return note;
    }

    private String bannerWords(FlowTask task) {
        return switch (task.state()) {
            case WAITING ->
                task.waitsFor().isEmpty()
                        ? t("work.banner.waiting")
                        : t("work.banner.waitsFor", TaskWords.names(task.waitsFor()));
            case TAKEN -> t("work.banner.taken");
            case CLOSED -> t("work.banner.closed");
            case COPY -> t("work.banner.copy");
            case DONE -> t("work.banner.done", TaskWords.became(task), doneAt(task));
            case OPEN, CLAIMABLE -> "";
        };
    }

    private String doneAt(FlowTask task) {
        Instant done = task.doneAt();
        return done == null ? "" : screens.moments().near(done);
    }

    /** What was done, and the next task of the person. */
    private Component afterwards(TaskDetail found) {
        FlowTask task = found.task();
        FlowInstance run = screens.flows().get(task.instance());
        Phrase failure = task.result() == FlowTask.Result.RETRIED ? run.failure() : null;
        Div words = failure == null
                ? new Div(Icons.of("vaadin:check-circle"), new Span(TaskWords.afterwards(task, run)))
                : new Div(
                        Icons.of("vaadin:warning"),
                        new Span(t("work.retry.failed", screens.texts().text(UiTexts.locale(), failure))));
        words.addClassName("mw-task-after-words");
        Div after = new Div(words);
        after.getElement().setAttribute("data-failed", failure != null);
        after.addClassName("mw-task-after");
        after.getElement().setAttribute("role", "status");
        after.getElement().executeJs("this.scrollIntoView({block: 'center'})");
        screens
                .tasks()
                .page(TaskBox.TODO, new TaskFilter("", "", "", false, TaskFilter.Sort.DUE), null, FEW)
                .tasks()
                .stream()
                .filter(one -> !one.id().equals(task.id()) && one.state() == FlowTask.State.OPEN)
                .findFirst()
                .ifPresent(next -> {
                    Anchor go = new Anchor(
                            WorkNavigation.task(next.id()),
                            new Span(t("work.task.next", next.title())),
                            Icons.of("vaadin:arrow-right"));
                    go.addClassName("mw-task-next");
                    after.add(go);
                });
        Anchor back = new Anchor(WorkNavigation.work(), t("work.task.back"));
        back.addClassName("mw-task-back");
        after.add(back);
        return after;
    }

    private Component content(TaskDetail found) {
        FormRef ref = found.task().form();
        RecordData record = found.record();
        if (ref == null || record == null) {
            return cards(found.task());
        }
        PublishedForm published = screens.forms().find(ref.app(), ref.form()).orElse(null);
        if (published == null) {
            return cards(found.task());
        }
        boolean answerable =
                found.task().state() == FlowTask.State.OPEN && !found.buttons().isEmpty();
        TaskForm made = new TaskForm(screens, published, record, found, answerable);
        form = made;
        return made;
    }

    private static Component cards(FlowTask task) {
        Div cards = new Div();
        cards.addClassName("mw-task-cards");
        task.cards().forEach(card -> cards.add(TaskCard.field(card)));
        if (task.form() != null) {
            cards.add(new Paragraph(t("work.task.notShown")));
        }
        return cards;
    }
}

package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.OtherWay;
import dev.millwright.flow.OtherWayException;
import dev.millwright.flow.RulesChangedException;
import dev.millwright.flow.StepButton;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.Tasks.TaskDetail;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.StaleRecordException;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problems;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.ConfirmDialog;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.workspace.ui.UnsavedNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What can be done with a task, at the foot of its page where a thumb reaches it. */
final class TaskBar extends Div {

    private static final int MANY = 20;

    private final transient FlowScreens screens;
    private final transient TaskDetail detail;
    private final transient FlowTask task;
    private final @Nullable TaskForm form;
    private final transient Consumer<TaskDetail> show;
    private final transient Consumer<TaskDetail> answered;

    /** What asked for the answer that is being sent; null where a button was enough. */
    private @Nullable ActionDialog dialog;

    /**
     * @param show goes to the task as it is now
     * @param answered goes on after the person's answer
     */
    TaskBar(
            FlowScreens screens,
            TaskDetail detail,
            @Nullable TaskForm form,
            Consumer<TaskDetail> show,
            Consumer<TaskDetail> answered) {
        this.screens = screens;
        this.detail = detail;
        this.task = detail.task();
        this.form = form;
        this.show = show;
        this.answered = answered;
        addClassName("mw-task-bar");
        if (form != null) {
            add(form.saidOfForm());
        }
        List<Entry> rest = new ArrayList<>();
        if (task.state() == FlowTask.State.CLAIMABLE) {
            Button claim = new Button(
                    t("work.action.claim"),
                    Icons.of("vaadin:hand"),
                    click -> act(new TaskAction.Claim(), saying("work.claim.done")));
            claim.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            claim.setDisableOnClick(true);
            add(claim);
        }
        for (StepButton button : detail.buttons()) {
            if (!button.hidden()) {
                add(button, rest);
            }
        }
        addRest(rest);
        if (!rest.isEmpty()) {
            add(menu(rest));
        }
    }

    private record Entry(String label, Runnable run) {}

    /** Says instead that there is nothing to do any more; what was typed stays for who wants to use it elsewhere. */
    void close(String why, Runnable then) {
        removeAll();
        add(new UnsavedNote(why + " " + t("work.over.typed"), t("work.over.show"), then));
    }

    boolean isEmpty() {
        return getComponentCount() == 0;
    }

    private void add(StepButton button, List<Entry> rest) {
        String label = TaskWords.label(button, task.kind());
        switch (button.action()) {
            case APPROVE -> {
                Button yes = new Button(label, Icons.of("vaadin:check"), click -> approve(button, label, false));
                yes.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
                yes.setDisableOnClick(true);
                yes.addClickListener(click -> yes.setEnabled(true));
                add(yes);
                if (!button.reason() && task.kind() == FlowTask.Kind.APPROVE) {
                    rest.add(new Entry(t("work.approve.withOpinion", label), () -> approve(button, label, true)));
                }
            }
            case REJECT -> {
                Button no = new Button(label, Icons.of("vaadin:close"), click -> reject(button, label));
                no.addThemeVariants(ButtonVariant.LUMO_ERROR);
                add(no);
            }
            case RETURN -> add(new Button(label, Icons.of("vaadin:arrow-backward"), click -> sendBack(button, label)));
            case TRANSFER -> rest.add(new Entry(label, () -> transfer(button, label)));
            case DELEGATE -> rest.add(new Entry(label, () -> delegate(button, label)));
            case ADD_SIGNER -> rest.add(new Entry(label, () -> addSigners(button, label)));
            case CC -> rest.add(new Entry(label, () -> copy(button, label)));
            case COMMENT -> rest.add(new Entry(label, this::comment));
            case RETRY -> {
                Button again =
                        new Button(label, Icons.of("vaadin:refresh"), click -> act(new TaskAction.Retry(""), answered));
                again.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
                again.setDisableOnClick(true);
                add(again);
            }
        }
    }

    private void addRest(List<Entry> rest) {
        detail.removable()
                .forEach(added -> rest.add(
                        new Entry(t("work.action.removeSigner", added.person().name()), () -> removeSigner(added))));
        if (detail.canRelease()) {
            rest.add(new Entry(t("work.action.release"), () -> act(new TaskAction.Release(""), show)));
        }
        if (detail.canTakeBack()) {
            rest.add(new Entry(t("work.action.takeBack"), this::takeBack));
        }
        if (detail.canUrge()) {
            rest.add(new Entry(t("work.action.urge"), this::urge));
        }
    }

    private Component menu(List<Entry> entries) {
        MenuBar more = ComponentTexts.localised(new MenuBar());
        more.addThemeVariants(MenuBarVariant.LUMO_ICON, MenuBarVariant.LUMO_TERTIARY);
        MenuItem dots = more.addItem(Icons.of("vaadin:ellipsis-dots-v"));
        dots.setAriaLabel(t("work.task.more"));
        entries.forEach(entry ->
                dots.getSubMenu().addItem(entry.label(), click -> entry.run().run()));
        return more;
    }

    /** @param opinion whether the person wants to say something with it */
    private void approve(StepButton button, String label, boolean opinion) {
        TaskForm typed = form;
        if (typed != null) {
            Problems unreadable = typed.unreadable();
            if (unreadable.hasErrors()) {
                showProblems(unreadable);
                return;
            }
        }
        dialog = null;
        if (!opinion && !button.reason() && !detail.choosesNext()) {
            approve("", List.of());
            return;
        }
        ActionDialog asking = new ActionDialog(label, "", label, answer -> approve(answer.reason(), answer.people()));
        if (detail.choosesNext()) {
            asking.withPeople(screens, t("work.people.next"), MANY);
        }
        dialog = asking.withOpinion(button.reason());
        asking.open();
    }

    private boolean approve(String reason, List<PersonRef> chosen) {
        TaskForm typed = form;
        Map<String, @Nullable Object> values = typed == null ? Map.of() : typed.changes();
        Map<String, List<RecordChange>> lines = typed == null ? Map.of() : typed.lineChanges();
        return act(new TaskAction.Approve(reason, values, chosen, false, lines), answered);
    }

    private void reject(StepButton button, String label) {
        String back = detail.rejectionGoesTo();
        ActionDialog asking = new ActionDialog(
                label,
                detail.choosesRejection()
                        ? t("work.reject.textChosen")
                        : detail.rejectionGoesOn()
                                ? t("work.reject.textOn")
                                : back == null ? t("work.reject.text") : t("work.reject.textBack", back),
                label,
                answer -> act(new TaskAction.Reject(answer.reason(), answer.to()), answered));
        if (detail.choosesRejection() && !detail.targets().isEmpty()) {
            asking.withPlaces(t("work.reject.where"), t("work.reject.end"), detail.targets());
        }
        dialog = asking;
        asking.withReason(button.reason()).danger().open();
    }

    private void sendBack(StepButton button, String label) {
        ActionDialog asking = new ActionDialog(
                label,
                "",
                label,
                answer -> act(new TaskAction.Return(answer.reason(), answer.to(), answer.straightBack()), answered));
        dialog = asking;
        asking.withPlaces(
                        t("work.return.where"),
                        t("work.return.starter", task.starter().name()),
                        detail.targets())
                .withWayBack()
                .withReason(button.reason())
                .open();
    }

    private void transfer(StepButton button, String label) {
        new ActionDialog(
                        label,
                        t("work.transfer.text"),
                        label,
                        answer -> act(
                                new TaskAction.Transfer(
                                        answer.reason(), answer.people().getFirst()),
                                answered))
                .withPeople(screens, t("work.people.one"), 1)
                .withReason(button.reason())
                .open();
    }

    private void delegate(StepButton button, String label) {
        new ActionDialog(
                        label,
                        t("work.delegate.text"),
                        label,
                        answer -> act(
                                new TaskAction.Delegate(
                                        answer.reason(), answer.people().getFirst()),
                                answered))
                .withPeople(screens, t("work.people.one"), 1)
                .withOpinion(button.reason())
                .open();
    }

    private void addSigners(StepButton button, String label) {
        new ActionDialog(
                        label,
                        t("work.addSigner.text"),
                        label,
                        answer ->
                                act(new TaskAction.AddSigners(answer.reason(), answer.people(), answer.before()), show))
                .withPeople(screens, t("work.people.many"), MANY)
                .withTurn()
                .withOpinion(button.reason())
                .open();
    }

    private void removeSigner(FlowTask added) {
        String name = added.person().name();
        ActionDialog asking = new ActionDialog(
                t("work.action.removeSigner", name),
                t("work.removeSigner.text", name),
                t("work.removeSigner.action"),
                answer -> act(new TaskAction.RemoveSigner(answer.reason(), added.id()), show));
        dialog = asking.withReason(false);
        asking.open();
    }

    private void copy(StepButton button, String label) {
        new ActionDialog(
                        label,
                        t("work.cc.text"),
                        label,
                        answer -> act(new TaskAction.Copy(answer.reason(), answer.people()), saying("work.cc.done")))
                .withPeople(screens, t("work.people.many"), MANY)
                .withOpinion(button.reason())
                .open();
    }

    private void comment() {
        new CommentDialog(
                        screens,
                        (text, mentioned) -> act(new TaskAction.Comment(text, mentioned), saying("work.comment.done")))
                .open();
    }

    private void takeBack() {
        new ActionDialog(t("work.action.takeBack"), t("work.takeBack.text"), t("work.action.takeBack"), answer -> {
                    screens.flows().takeBack(task.id(), answer.reason());
                    show.accept(screens.tasks().get(task.id()));
                    return true;
                })
                .withReason(false)
                .open();
    }

    private void urge() {
        new ActionDialog(t("work.action.urge"), t("work.urge.text"), t("work.action.urge"), answer -> {
                    screens.flows().urge(task.instance(), answer.reason());
                    Notices.success(t("work.urge.done"));
                    return true;
                })
                .withReason(false)
                .open();
    }

    /** What leaves the page much as it was says that it was done. */
    private Consumer<TaskDetail> saying(String done) {
        return now -> {
            show.accept(now);
            Notices.success(t(done));
        };
    }

    /** Does it and goes on; true when a dialog that asked for it can close. */
    private boolean act(TaskAction action, Consumer<TaskDetail> then) {
        return act(action, then, true);
    }

    /**
     * Asks first when an answer would count for something else than what the person saw.
     *
     * @param again whether it is asked anew should somebody be faster still
     */
    private boolean act(TaskAction action, Consumer<TaskDetail> then, boolean again) {
        TaskForm seen = form;
        if (seen == null || !isAnswer(action)) {
            return book(action, then, false);
        }
        takeNews(seen);
        List<ChangedValue> changed = seen.changedSince();
        if (changed.isEmpty()) {
            return book(action.of(seen.version()), then, again);
        }
        ActionDialog asking = dialog;
        new ChangedDialog(seen.writtenBy().name(), changed, action instanceof TaskAction.Approve, given -> {
                    seen.settle(given);
                    TaskAction agreed = action instanceof TaskAction.Approve yes
                            ? yes.with(seen.changes(), seen.lineChanges())
                            : action;
                    if (act(agreed, then) && asking != null) {
                        asking.close();
                    }
                })
                .open();
        return false;
    }

    private void takeNews(TaskForm seen) {
        try {
            RecordData now = screens.tasks().get(task.id()).record();
            if (now != null) {
                seen.take(now);
            }
        } catch (NotFoundException gone) {
            // What became of the task is told by booking the answer.
        }
    }

    private static boolean isAnswer(TaskAction action) {
        return action instanceof TaskAction.Approve
                || action instanceof TaskAction.Reject
                || action instanceof TaskAction.Return;
    }

    private boolean book(TaskAction action, Consumer<TaskDetail> then, boolean again) {
        UUID id = task.id();
        TaskDetail now;
        try {
            now = screens.tasks().act(id, action);
        } catch (RulesChangedException e) {
            return rulesChanged(e, action, then);
        } catch (OtherWayException e) {
            return otherWay(e.way(), action, then);
        } catch (InvalidException e) {
            return showProblems(e.problems());
        } catch (StaleRecordException faster) {
            if (again) {
                return act(action, then, false);
            }
            Notices.error(faster);
            return false;
        } catch (ConflictException decided) {
            Notices.error(decided);
            if (form != null) {
                form.forget();
            }
            try {
                show.accept(screens.tasks().get(id));
            } catch (NotFoundException gone) {
                getUI().ifPresent(ui -> ui.navigate(WorkNavigation.work()));
            }
            return true;
        }
        if (form != null && !goesOn(action)) {
            form.forget();
        }
        Notices.settled();
        then.accept(now);
        return true;
    }

    /** Whether the person still has it to do, and what was typed with it. */
    private static boolean goesOn(TaskAction action) {
        return switch (action) {
            case TaskAction.Claim claim -> true;
            case TaskAction.AddSigners added -> true;
            case TaskAction.RemoveSigner removed -> true;
            case TaskAction.Copy copy -> true;
            case TaskAction.Comment comment -> true;
            case TaskAction.Approve approve -> false;
            case TaskAction.Reject reject -> false;
            case TaskAction.Return back -> false;
            case TaskAction.Transfer transfer -> false;
            case TaskAction.Delegate delegate -> false;
            case TaskAction.Release release -> false;
            case TaskAction.Retry retry -> false;
        };
    }

    /** Which rules came since is said beside the fields; where the flow allows it, the record may stay as it was. */
    private boolean rulesChanged(RulesChangedException e, TaskAction action, Consumer<TaskDetail> then) {
        boolean shown = showProblems(e.problems());
        if (e.mayStay() && action instanceof TaskAction.Approve yes) {
            ConfirmDialog.ask(
                            t("work.asItWas.title"),
                            t("work.asItWas.text", FlowScreens.words(e.problems())),
                            t("work.asItWas.action"),
                            () -> act(yes.leavingItAsItWas(), then))
                    .open();
            return true;
        }
        return shown;
    }

    /** What was typed stays, in the fields and in the dialog that asked for an opinion, for who would rather mend it. */
    private boolean otherWay(OtherWay way, TaskAction action, Consumer<TaskDetail> then) {
        ActionDialog asking = dialog;
        new OtherWayDialog(way, () -> {
                    TaskAction agreed = switch (action) {
                        case TaskAction.Approve yes -> yes.agreeing(way);
                        case TaskAction.RemoveSigner gone -> gone.agreeing(way);
                        default -> action;
                    };
                    if (act(agreed, then) && asking != null) {
                        asking.close();
                    }
                })
                .open();
        return false;
    }

    /** Beside the fields what belongs to one; the rest is said. */
    private boolean showProblems(Problems problems) {
        TaskForm typed = form;
        Problems others = typed == null ? problems : typed.show(problems);
        if (others.isEmpty()) {
            Notices.error(t("work.task.fields"));
            return true;
        }
        Notices.error(FlowScreens.words(others));
        return false;
    }
}

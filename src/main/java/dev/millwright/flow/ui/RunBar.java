package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Tasks.Target;
import dev.millwright.shared.Phrase;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.ui.UiTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What can be done with a run by who started it, and by those who look after the app. */
final class RunBar {

    private final FlowScreens screens;
    private final FlowInstance run;
    private final Runnable again;

    /** @param again shows the run as it is now */
    RunBar(FlowScreens screens, FlowInstance run, Runnable again) {
        this.screens = screens;
        this.run = run;
        this.again = again;
    }

    List<Component> components() {
        List<Component> all = new ArrayList<>();
        if (run.state() == FlowInstance.State.ENDED) {
            return all;
        }
        boolean looksAfter = screens.looksAfter(run.app());
        if (looksAfter && run.state() == FlowInstance.State.FAILED) {
            all.add(retry());
        }
        boolean mine = screens.person().get().id().equals(run.starter().id());
        if (screens.flows().mayWithdraw(run.id())) {
            all.add(withdraw());
        }
        if ((mine || looksAfter)
                && run.state() != FlowInstance.State.SUSPENDED
                && !awaited().isEmpty()) {
            all.add(urge());
        }
        all.add(comment());
        if (looksAfter) {
            all.add(looking());
        }
        return all;
    }

    /** Names of those who have it now; nobody urges themselves. */
    private List<String> awaited() {
        String me = screens.person().get().id();
        return screens.flows().openTasks(run.id()).stream()
                .filter(task -> task.state() == FlowTask.State.OPEN || task.state() == FlowTask.State.CLAIMABLE)
                .map(FlowTask::person)
                .filter(person -> !me.equals(person.id()))
                .map(PersonRef::name)
                .distinct()
                .toList();
    }

    private Button retry() {
        Button retry = new Button(
                t("work.runs.retry"),
                Icons.of("vaadin:refresh"),
                click -> now(() -> {
                    screens.flows().retry(run.id());
                    sayHowItWent(screens.flows().get(run.id()));
                }));
        retry.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        retry.setDisableOnClick(true);
        return retry;
    }

    private void sayHowItWent(FlowInstance now) {
        Phrase failure = now.failure();
        if (failure != null) {
            Notices.error(t("work.retry.failed", screens.texts().text(UiTexts.locale(), failure)));
        } else {
            Notices.success(
                    now.outcome() == null
                            ? t("work.retry.done")
                            : t("work.after.andEnded", t("work.retry.done"), Outcomes.words(now)));
        }
    }

    private Button withdraw() {
        return new Button(
                t("work.action.withdraw"),
                Icons.of("vaadin:arrow-backward"),
                click -> new ActionDialog(
                                t("work.action.withdraw"),
                                t("work.withdraw.text"),
                                t("work.action.withdraw"),
                                answer -> {
                                    screens.flows().withdraw(run.id(), answer.reason());
                                    again.run();
                                    Notices.success(t("work.withdraw.done"));
                                    return true;
                                })
                        .withReason(false)
                        .open());
    }

    private Button urge() {
        Button urge = new Button(
                t("work.action.urge"),
                Icons.of("vaadin:bell"),
                click -> new ActionDialog(t("work.action.urge"), t("work.urge.text"), t("work.action.urge"), answer -> {
                            screens.flows().urge(run.id(), answer.reason());
                            Notices.success(t("work.urge.done", String.join(t("flow.words.list"), awaited())));
                            again.run();
                            return true;
                        })
                        .withReason(false)
                        .open());
        urge.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        return urge;
    }

    private Button comment() {
        Button comment = new Button(
                t("work.action.comment"),
                Icons.of("vaadin:comment"),
                click -> new CommentDialog(screens, (text, mentioned) -> {
                            screens.flows().comment(run.id(), text, mentioned);
                            Notices.success(t("work.comment.done"));
                            again.run();
                            return true;
                        })
                        .open());
        comment.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        return comment;
    }

    private Component looking() {
        MenuBar bar = ComponentTexts.localised(new MenuBar());
        bar.addThemeVariants(MenuBarVariant.LUMO_TERTIARY);
        Div label = new Div(Icons.of("vaadin:tools"), new Span(t("work.runs.look")));
        label.addClassName("mw-button-label");
        MenuItem root = bar.addItem(label);
        switch (run.state()) {
            case RUNNING ->
                root.getSubMenu()
                        .addItem(
                                t("work.runs.suspend"),
                                click -> ask(
                                        "suspend",
                                        true,
                                        answer -> screens.flows().suspend(run.id(), answer.reason())));
            case SUSPENDED ->
                root.getSubMenu()
                        .addItem(
                                t("work.runs.resume"),
                                click -> now(() -> screens.flows().resume(run.id())));
            case FAILED, ENDED -> {}
        }
        root.getSubMenu().addItem(t("work.runs.move"), click -> move());
        screens.flows().openTasks(run.id()).stream()
                .filter(task -> task.state() == FlowTask.State.OPEN)
                .forEach(task -> root.getSubMenu()
                        .addItem(
                                t(
                                        "work.runs.reassign",
                                        task.step(),
                                        task.person().name()),
                                click -> reassign(task)));
        root.getSubMenu()
                .addItem(
                        t("work.runs.end"),
                        click -> ask("end", true, answer -> screens.flows().end(run.id(), answer.reason())));
        return bar;
    }

    private interface Deed {
        void with(ActionDialog.Answer answer);
    }

    private void ask(String what, boolean reason, Deed deed) {
        new ActionDialog(t("work.runs." + what), t("work.runs." + what + ".text"), t("work.runs." + what), answer -> {
                    deed.with(answer);
                    again.run();
                    return true;
                })
                .withReason(reason)
                .open();
    }

    private void now(Runnable deed) {
        deed.run();
        again.run();
    }

    private void reassign(FlowTask task) {
        String title = t("work.runs.reassign", task.step(), task.person().name());
        new ActionDialog(title, "", t("work.runs.reassign.action"), answer -> {
                    screens.flows().reassign(task.id(), answer.people().getFirst(), answer.reason());
                    again.run();
                    return true;
                })
                .withPeople(screens, t("work.people.one"), 1)
                .withReason(true)
                .open();
    }

    private void move() {
        List<Target> steps = screens.flows().steps(run.id()).entrySet().stream()
                .map(step -> new Target(step.getKey(), step.getValue(), run.startedAt()))
                .toList();
        if (steps.isEmpty()) {
            Notices.error(t("work.runs.move.none"));
            return;
        }
        new ActionDialog(t("work.runs.move"), t("work.runs.move.text"), t("work.runs.move"), answer -> {
                    UUID to = answer.to();
                    if (to == null) {
                        return false;
                    }
                    screens.flows().move(run.id(), to, answer.reason());
                    again.run();
                    return true;
                })
                .withSteps(t("work.runs.move.where"), steps)
                .withReason(true)
                .open();
    }
}

package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.TaskBox;
import dev.millwright.record.FormRef;
import dev.millwright.ui.Icons;
import dev.millwright.workspace.ui.RecordsNavigation;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A task in a box: what it is about, from whom, until when. */
final class TaskCard extends ListItem {

    private final FlowTask task;
    private final Moments moments;
    private final @Nullable Checkbox tick;

    /**
     * What may be done from here.
     *
     * @param ticked hears when it is ticked or no longer; null where nothing can be ticked
     * @param claim null where nothing can be claimed
     */
    record Ways(
            @Nullable BiConsumer<FlowTask, Boolean> ticked,
            @Nullable Consumer<UUID> claim) {}

    TaskCard(FlowTask task, TaskBox box, String app, Moments moments, boolean ticked, Ways ways) {
        this.task = task;
        this.moments = moments;
        addClassName("mw-task");
        Instant due = task.dueAt();
        boolean open =
                !task.isHeld() && (task.state() == FlowTask.State.OPEN || task.state() == FlowTask.State.CLAIMABLE);
        getElement().setAttribute("data-over", open && due != null && moments.isOver(due));
        if (box == TaskBox.CC && task.readAt() == null) {
            getElement().setAttribute("data-unread", true);
        }
        tick = tick(ticked, ways.ticked());
        if (tick != null) {
            add(tick);
        }
        add(link(box, app, open));
        Consumer<UUID> claim = ways.claim();
        if (claim != null && open && task.state() == FlowTask.State.CLAIMABLE) {
            Button take = new Button(t("work.action.claim"), click -> claim.accept(task.id()));
            take.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            take.addClassName("mw-task-claim");
            add(take);
        }
    }

    private @Nullable Checkbox tick(boolean ticked, @Nullable BiConsumer<FlowTask, Boolean> hears) {
        boolean decidable = task.state() == FlowTask.State.OPEN && task.kind() == FlowTask.Kind.APPROVE;
        if (hears == null || task.isHeld() || !decidable && task.state() != FlowTask.State.CLAIMABLE) {
            return null;
        }
        Checkbox made = new Checkbox(ticked);
        made.setAriaLabel(t("work.work.tick", task.title()));
        made.addClassName("mw-task-tick");
        made.addValueChangeListener(change -> hears.accept(task, change.getValue()));
        return made;
    }

    private Anchor link(TaskBox box, String app, boolean open) {
        Span title = new Span(task.title());
        title.addClassName("mw-task-title");
        Div head = new Div(title);
        head.addClassName("mw-task-head");
        Instant due = task.dueAt();
        if (open && due != null) {
            head.add(due(due, moments));
        } else {
            String became = box == TaskBox.DRAFTS && task.record() == null
                    ? t("work.draft.incomplete")
                    : TaskWords.became(task);
            if (!became.isEmpty()) {
                Span result = new Span(became);
                result.addClassName("mw-badge");
                result.getElement().setAttribute("data-colour", TaskWords.colour(task));
                head.add(result);
            }
            if (due != null && !task.waitsFor().isEmpty()) {
                head.add(due(due, moments));
            }
        }
        Span where = new Span(
                box == TaskBox.STARTED || box == TaskBox.DRAFTS
                        ? t("work.task.about", task.flow(), app)
                        : t("work.task.where", task.step(), task.flow(), app));
        where.addClassName("mw-task-where");
        Div content = new Div(head, where);
        content.addClassName("mw-task-content");
        if (!task.cards().isEmpty()) {
            Div cards = new Div();
            cards.addClassName("mw-task-cards");
            task.cards().forEach(card -> cards.add(field(card)));
            content.add(cards);
        }
        if (!task.note().isEmpty()) {
            Div note = new Div(Icons.of("vaadin:comment"), new Span(task.note()));
            note.addClassName("mw-task-note");
            content.add(note);
        }
        content.add(foot(box));
        Anchor anchor = new Anchor(address(box), content);
        anchor.addClassName("mw-task-link");
        return anchor;
    }

    private String address(TaskBox box) {
        UUID record = task.record();
        return switch (box) {
            case TODO, QUEUE, DONE, CC -> WorkNavigation.task(task.id());
            case STARTED ->
                task.form() == null || record == null
                        ? WorkNavigation.run(task.instance())
                        : RecordsNavigation.record(task.form(), record);
            case DRAFTS -> {
                FormRef form = Objects.requireNonNull(task.form());
                yield record == null
                        ? RecordsNavigation.draft(form, task.id())
                        : RecordsNavigation.record(form, record);
            }
        };
    }

    /** Until when, in words, red when that is over. */
    static Component due(Instant due, Moments moments) {
        Span words = new Span(moments.due(due));
        words.setTitle(moments.exactDue(due));
        Span shown = new Span(Icons.of("vaadin:clock"), words);
        shown.addClassName("mw-due");
        shown.getElement().setAttribute("data-over", moments.isOver(due));
        return shown;
    }

    static Component field(FlowTask.Card card) {
        Span label = new Span(card.label());
        label.addClassName("mw-card-label");
        Span value = new Span(card.value());
        Div line = new Div(label, value);
        line.addClassName("mw-card-line");
        return line;
    }

    private Component foot(TaskBox box) {
        Instant done = task.doneAt();
        Instant at = box == TaskBox.DONE && done != null ? done : task.arrivedAt();
        String ago = moments.ago(at);
        Span words = new Span(
                switch (box) {
                    case STARTED -> t("work.task.foot.started", ago);
                    case DRAFTS -> t("work.task.foot.draft", ago);
                    case DONE -> t("work.task.foot.answered", task.starter().name(), ago);
                    case TODO, QUEUE, CC ->
                        t("work.task.foot.arrived", task.starter().name(), ago);
                });
        words.setTitle(moments.exact(at));
        Div foot = new Div(words);
        foot.addClassName("mw-task-foot");
        PersonRef other = task.standsInFor();
        if (other != null) {
            foot.add(new Span(t("work.task.for", other.name())));
        }
        PersonRef giver = task.givenBy();
        if (giver != null && box == TaskBox.TODO) {
            foot.add(new Span(t("work.task.givenBy", giver.name())));
        }
        if (task.round() > 1 && box == TaskBox.TODO) {
            foot.add(new Span(t("work.task.round", task.round())));
        }
        return foot;
    }

    FlowTask task() {
        return task;
    }

    UUID id() {
        return task.id();
    }

    void setTicked(boolean ticked) {
        if (tick != null) {
            tick.setValue(ticked);
        }
    }

    boolean canBeTicked() {
        return tick != null;
    }
}

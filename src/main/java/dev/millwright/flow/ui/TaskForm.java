package dev.millwright.flow.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.Tasks.TaskDetail;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.LinesModel;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.WorkedOut;
import dev.millwright.form.ui.EntryForm;
import dev.millwright.form.ui.LinesGrid;
import dev.millwright.form.ui.LinesPort;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.shared.Problems;
import dev.millwright.workspace.UnsavedEntries.UnsavedEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The record of a task as its step lets people see and fill it. What is typed is kept, should the page be lost, until it is answered or
 * given up.
 */
final class TaskForm extends Composite<Div> {

    private final FlowScreens screens;
    private final UUID form;
    private final UUID task;
    private final EntryForm fields;
    private final Set<String> editable;
    private final Map<String, Object> before;
    private @Nullable Instant restored;
    private boolean touched;

    /** @param answerable whether anything can be entered at all now */
    TaskForm(FlowScreens screens, PublishedForm form, RecordData record, TaskDetail detail, boolean answerable) {
        this.screens = screens;
        this.form = form.id();
        task = detail.task().id();
        editable = answerable ? detail.editable() : Set.of();
        before = record.values();
        fields = new EntryForm(
                shown(form.definition(), detail.fields(), answerable),
                screens.resolver(),
                screens.editors(task),
                field -> editable.contains(field.key()),
                new LinesPort() {
                    @Override
                    public Optional<PublishedForm> form(UUID lines) {
                        return screens.forms().byId(lines);
                    }

                    @Override
                    public boolean opens(FieldDefinition part) {
                        return editable.contains(part.key());
                    }
                });
        fields.setValues(before);
        if (!fields.lines().isEmpty()) {
            screens.tasks().lines(task).forEach((part, lines) -> {
                LinesGrid grid = fields.lines().get(part);
                if (grid != null) {
                    grid.read(lines.stream().map(RecordData::line).toList());
                }
            });
        }
        if (!editable.isEmpty()) {
            keepTyped(record.version());
        }
        fields.workOut(this::workedOut);
        getContent().add(fields);
    }

    private void keepTyped(long version) {
        Optional<UnsavedEntry> typed = screens.unsaved().find(form, task);
        typed.ifPresent(entry -> {
            fields.restore(entry.values());
            restored = entry.at();
            touched = true;
        });
        fields.keepTyping(
                typing(),
                typed.map(entry -> Duration.between(entry.at(), screens.time().now()))
                        .orElse(null));
        fields.onChange(() -> {
            touched = true;
            screens.unsaved()
                    .keep(
                            form,
                            task,
                            new UnsavedEntry(
                                    version,
                                    fields.unsaved(before),
                                    screens.time().now()));
            fields.keptTyping();
        });
    }

    /** What rules say of the whole record, for the place where it stays in sight. */
    Component saidOfForm() {
        return fields.saidOfForm();
    }

    /** Several people may use a browser. */
    private String typing() {
        return screens.person().get().id() + "/" + form + "/" + task;
    }

    /** When that was typed which the form shows again; null when it shows the record alone. */
    @Nullable Instant restored() {
        return restored;
    }

    /** The form without hidden fields, in which the step says what has to be filled. */
    private static FormDefinition shown(FormDefinition form, Map<String, FieldRight> rights, boolean answerable) {
        return form.shown(field -> {
            boolean required = answerable
                    && switch (rights.getOrDefault(field.key(), FieldRight.READ)) {
                        case REQUIRED -> true;
                        case EDIT -> field.required();
                        case READ, HIDDEN -> false;
                    };
            return rights.get(field.key()) == FieldRight.HIDDEN
                    ? Optional.empty()
                    : Optional.of(field.withRequired(required));
        });
    }

    /** Whether something was typed that is not kept yet. */
    boolean isTouched() {
        return touched;
    }

    /** Gives up what was typed, or has no more need of it. */
    void forget() {
        touched = false;
        screens.unsaved().forget(form, task);
        UI ui = UI.getCurrent();
        if (ui != null) {
            EntryForm.forgetTyping(ui, typing());
        }
    }

    private WorkedOut workedOut(Map<String, @Nullable Object> entered, Map<String, List<LinesModel.Edit>> edits) {
        Map<String, @Nullable Object> values = new HashMap<>(entered);
        values.keySet().retainAll(editable);
        Map<String, List<RecordChange>> lines = new HashMap<>();
        edits.forEach((part, some) -> lines.put(
                part,
                editable.contains(part) ? some.stream().map(RecordChange::of).toList() : List.of()));
        return screens.tasks().workedOut(task, values, lines);
    }

    /** What is to become of the lines that the step lets people change. */
    Map<String, List<RecordChange>> lineChanges() {
        Map<String, List<RecordChange>> changes = new HashMap<>();
        fields.lineEdits().forEach((part, edits) -> {
            if (editable.contains(part)) {
                changes.put(part, edits.stream().map(RecordChange::of).toList());
            }
        });
        return changes;
    }

    /** What cannot be read of what was typed. */
    Problems unreadable() {
        return fields.entered().unreadable();
    }

    /** What was changed of what the step lets people change. */
    Map<String, @Nullable Object> changes() {
        Map<String, @Nullable Object> changed = new HashMap<>(fields.entered().changes(before));
        changed.keySet().retainAll(editable);
        return changed;
    }

    /** Shows errors beside their fields; gives back those without one. */
    Problems show(Problems problems) {
        return fields.showProblems(problems);
    }
}

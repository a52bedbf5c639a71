package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.Tasks.TaskDetail;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.LinesModel;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.WorkedOut;
import dev.millwright.form.ui.EntryForm;
import dev.millwright.form.ui.LinesGrid;
import dev.millwright.form.ui.LinesPort;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.shared.Problems;
import dev.millwright.ui.Icons;
import dev.millwright.workspace.UnsavedEntries.UnsavedEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private final PublishedForm published;
    private final Set<String> editable;
    private final Div news = new Div();

    /** As the record is, by the last that this page heard of it. */
    private Seen shown;

    /** As the person knows it, which is what an answer counts for. */
    private Seen known;

    /** What was typed while the record was in another version than the one that was opened with it. */
    private final Set<String> typedBefore = new HashSet<>();

    private @Nullable Instant restored;
    private boolean touched;

    /**
     * The record at a moment.
     *
     * @param lines versions of its lines, by the key of their part
     */
    private record Seen(RecordData record, Map<String, Map<UUID, Long>> lines) {

        @Nullable Object value(String key) {
            return record.values().get(key);
        }

        Map<UUID, Long> linesOf(String part) {
            return lines.getOrDefault(part, Map.of());
        }
    }

    /** @param answerable whether anything can be entered at all now */
    TaskForm(FlowScreens screens, PublishedForm form, RecordData record, TaskDetail detail, boolean answerable) {
        this.screens = screens;
        this.form = form.id();
        published = form;
        task = detail.task().id();
        editable = answerable ? detail.editable() : Set.of();
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
        fields.setValues(record.values());
        Map<String, List<RecordData>> lines = lines();
        lines.forEach(this::read);
        shown = new Seen(record, versions(lines));
        known = shown;
        if (!editable.isEmpty()) {
            keepTyped();
        }
        fields.workOut(this::workedOut);
        news.addClassNames("mw-note", "mw-task-straight");
        news.getElement().setAttribute("role", "status");
        news.setVisible(false);
        getContent().add(fields);
    }

    private Map<String, List<RecordData>> lines() {
        return fields.lines().isEmpty() ? Map.of() : screens.tasks().lines(task);
    }

    private void read(String part, List<RecordData> lines) {
        LinesGrid grid = fields.lines().get(part);
        if (grid != null) {
            grid.read(lines.stream().map(RecordData::line).toList());
        }
    }

    private static Map<String, Map<UUID, Long>> versions(Map<String, List<RecordData>> lines) {
        Map<String, Map<UUID, Long>> versions = new HashMap<>();
        lines.forEach((part, some) ->
                versions.put(part, some.stream().collect(Collectors.toMap(RecordData::id, RecordData::version))));
        return versions;
    }

    private void keepTyped() {
        Optional<UnsavedEntry> typed = screens.unsaved().find(form, task);
        typed.ifPresent(entry -> {
            fields.restore(entry.values());
            if (!Objects.equals(entry.version(), shown.record().version())) {
                entry.values().keySet().stream().map(EntryForm::fieldOf).forEach(typedBefore::add);
            }
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
                                    known.record().version(),
                                    fields.unsaved(shown.record().values()),
                                    screens.time().now()));
            fields.keptTyping();
        });
    }

    /** What others made of the record since it was opened, for the place above it. */
    Component news() {
        return news;
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
                Map<UUID, Long> present = shown.linesOf(part);
                changes.put(
                        part,
                        edits.stream()
                                .map(RecordChange::of)
                                .flatMap(change -> onto(present, change))
                                .toList());
            }
        });
        return changes;
    }

    /** What was done to a line, done to it as it is now; to one that is gone nothing can be done. */
    private static Stream<RecordChange> onto(Map<UUID, Long> present, RecordChange change) {
        return switch (change) {
            case RecordChange.Create _, RecordChange.Restore _ -> Stream.of(change);
            case RecordChange.Update update ->
                present.containsKey(update.id())
                        ? Stream.of(new RecordChange.Update(
                                update.id(), present.get(update.id()), update.values(), update.lines()))
                        : Stream.of();
            case RecordChange.Delete delete ->
                present.containsKey(delete.id())
                        ? Stream.of(new RecordChange.Delete(delete.id(), present.get(delete.id())))
                        : Stream.of();
        };
    }

    /** What cannot be read of what was typed. */
    Problems unreadable() {
        return fields.entered().unreadable();
    }

    /** What was changed of what the step lets people change. */
    Map<String, @Nullable Object> changes() {
        Map<String, @Nullable Object> changed =
                new HashMap<>(fields.entered().changes(shown.record().values()));
        changed.keySet().retainAll(editable);
        return changed;
    }

    // --- What others do meanwhile ---

    /** The version of the record that the page shows. */
    long version() {
        return shown.record().version();
    }

    /** Who wrote what the page shows. */
    PersonRef writtenBy() {
        return shown.record().updatedBy();
    }

    /** Shows the record as it is now; what the person typed stays where it is. */
    void take(RecordData record) {
        if (record.version() == version()) {
            return;
        }
        Set<String> typed = typed();
        Set<String> edited = fields.lineEdits().keySet();
        Seen former = shown;
        Map<String, List<RecordData>> lines = lines();
        shown = new Seen(record, versions(lines));
        for (PublishedField<?, ?> field : published.fields()) {
            String key = field.key();
            if (!typed.contains(key) && !Objects.equals(former.value(key), shown.value(key))) {
                fields.setValue(key, shown.value(key));
            }
        }
        lines.forEach((part, some) -> {
            if (!edited.contains(part) && !former.linesOf(part).equals(shown.linesOf(part))) {
                read(part, some);
            }
        });
        showNews();
    }

    /** Goes on from what the person knew on a page that this one takes the place of. */
    void goOnFrom(TaskForm former) {
        known = former.known;
        typedBefore.addAll(former.typedBefore);
        showNews();
    }

    private Set<String> typed() {
        Set<String> typed = new HashSet<>(changes().keySet());
        unreadable().forEach(problem -> typed.add(problem.path().split("\\.", 2)[0]));
        typed.retainAll(editable);
        return typed;
    }

    /** What has become another since the person opened the task, as far as the form shows it. */
    List<ChangedValue> changedSince() {
        FormatContext format = screens.format();
        Map<String, @Nullable Object> mine = changes();
        List<ChangedValue> changed = new ArrayList<>();
        for (PublishedField<?, ?> field : published.fields()) {
            String key = field.key();
            boolean moved = !Objects.equals(known.value(key), shown.value(key));
            boolean typed = mine.containsKey(key);
            if (fields.isShown(key) && (moved || typed && typedBefore.contains(key))) {
                changed.add(new ChangedValue(
                        key,
                        field.label(),
                        text(field, known.value(key), format),
                        text(field, shown.value(key), format),
                        typed ? text(field, mine.get(key), format) : null));
            }
        }
        fields.lines().forEach((part, grid) -> {
            Map<UUID, Long> was = known.linesOf(part);
            Map<UUID, Long> is = shown.linesOf(part);
            boolean edited = fields.lineEdits().containsKey(part);
            if (!was.equals(is) || edited && typedBefore.contains(part)) {
                changed.add(ChangedValue.ofLines(part, grid.label(), was, is, edited));
            }
        });
        return changed;
    }

    private static String text(PublishedField<?, ?> field, @Nullable Object value, FormatContext format) {
        return value == null ? t("record.history.empty") : field.format(value, format);
    }

    /**
     * The person has seen how it is now.
     *
     * @param given keys of fields and parts in which what they typed gives way
     */
    void settle(Set<String> given) {
        Map<String, List<RecordData>> lines = given.isEmpty() ? Map.of() : lines();
        for (String key : given) {
            if (fields.lines().containsKey(key)) {
                read(key, lines.getOrDefault(key, List.of()));
            } else {
                fields.setValue(key, shown.value(key));
            }
        }
        known = shown;
        typedBefore.clear();
        showNews();
    }

    private void showNews() {
        List<ChangedValue> changed = changedSince();
        news.removeAll();
        news.setVisible(!changed.isEmpty());
        if (!changed.isEmpty()) {
            UnorderedList values = new UnorderedList();
            changed.forEach(one -> values.add(new ListItem(one.words())));
            news.add(
                    Icons.of("vaadin:users"),
                    new Div(new Span(t("work.changed.since", writtenBy().name())), values));
        }
    }

    /** Shows errors beside their fields; gives back those without one. */
    Problems show(Problems problems) {
        return fields.showProblems(problems);
    }
}

package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import dev.millwright.app.Action;
import dev.millwright.field.EnteredField;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.Masked;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.PublishedField;
import dev.millwright.record.RecordData;
import dev.millwright.record.StaleRecordException;
import dev.millwright.record.UniqueValueTakenException;
import dev.millwright.record.Via;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problems;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Changes one field of one record where it stands in the list, with the field's own editor laid over the cell. Enter saves, Escape
 * leaves, Tab saves and goes on.
 */
final class CellEditor extends Div {

    /**
     * Tells what the keys mean before the editor's own components take them: not while a text is being composed from keys. What hangs open
     * from the editor has first claim to Enter, which then saves what was chosen there, and to Escape. What was typed is sent ahead.
     */
    private static final String KEYS = """
            const send = what => {
              let active = document.activeElement;
              while (active && active.shadowRoot && active.shadowRoot.activeElement) active = active.shadowRoot.activeElement;
              if (active) active.blur();
              setTimeout(() => this.dispatchEvent(new CustomEvent('mw-cell', {detail: what})));
            };
            this.addEventListener('keydown', e => {
              if (e.isComposing) return;
              const open = e.composedPath().find(n => n.opened === true);
              if (open && e.key !== 'Tab') {
                const one = !open.localName.startsWith('vaadin-multi');
                if (e.key === 'Enter' && one) setTimeout(() => { if (!open.opened) send('save'); });
                return;
              }
              const lines = e.composedPath()[0].localName === 'textarea';
              let what = null;
              if (e.key === 'Escape') what = 'cancel';
              else if (e.key === 'Enter' && (!lines || e.ctrlKey || e.metaKey)) what = 'save';
              else if (e.key === 'Tab') what = e.shiftKey ? 'back' : 'next';
              if (!what || e.composedPath()[0].closest('vaadin-button') && e.key !== 'Escape') return;
              e.preventDefault();
              e.stopPropagation();
              if (open) open.opened = false;
              send(what);
            }, true);
            """;

    /** Lays the editor over its cell, within the window. The cell is the one last touched, or a neighbour of it. */
    private static final String PLACE = """
            let cell = $0.mwCell;
            if (cell && cell._column && cell._column.dataset.key !== $1)
              cell = [...cell.parentElement.children].find(c => c._column && c._column.dataset.key === $1);
            if (!cell) return;
            $0.mwCell = cell;
            const box = cell.getBoundingClientRect();
            const width = Math.min(Math.max(box.width, 240), window.innerWidth - 16);
            this.style.width = width + 'px';
            this.style.left = Math.max(8, Math.min(box.left, window.innerWidth - width - 8)) + 'px';
            this.style.top = Math.min(box.top, window.innerHeight - 120) + 'px';
            // What is typed takes the place of what was there, as in a spreadsheet; but not of what is typed by then.
            let typed = false;
            this.addEventListener('keydown', () => { typed = true; }, {capture: true, once: true});
            setTimeout(() => {
              const input = this.querySelector('input, textarea');
              if (!typed && input && input.select) input.select();
            }, 50);
            """;

    private final OpenForm opened;
    private final RecordScreens screens;
    private final Component grid;
    private final Consumer<RecordData> saved;
    private final Next next;
    private @Nullable Cell<?, ?> cell;
    private @Nullable Edit last;

    /** Which field comes after one in the row. */
    interface Next {
        /**
         * @param step 1 for the next, -1 for the one before
         */
        @Nullable ListColumn from(String key, int step);
    }

    /** What is being changed. */
    private record Cell<C, V>(RecordData record, PublishedField<C, V> field, FieldEditor<V> editor) {

        void show() {
            Object value = record.values().get(field.key());
            editor.setValue(value == null ? null : field.type().valueType().cast(value));
        }
    }

    /** A change that was made here. */
    private record Edit(RecordData before, RecordData after, PublishedField<?, ?> field) {}

    CellEditor(RecordScreens screens, OpenForm opened, Component grid, Next next, Consumer<RecordData> saved) {
        this.screens = screens;
        this.opened = opened;
        this.grid = grid;
        this.next = next;
        this.saved = saved;
        addClassName("mw-cell-editor");
        setVisible(false);
        addAttachListener(event -> getElement().executeJs(KEYS));
        getElement()
                .addEventListener(
                        "mw-cell",
                        event -> react(event.getEventData().get("event.detail").asString("")))
                .addEventData("event.detail");
    }

    /** Whether the person may change this field here. */
    boolean opens(ListColumn column) {
        PublishedField<?, ?> field = column.field();
        return field != null && field.isEntered();
    }

    /** Takes back a change of a field that was made elsewhere in the list as if it were made here. */
    void remember(RecordData before, RecordData after, PublishedField<?, ?> field) {
        last = new Edit(before, after, field);
    }

    /** Takes the last change that was made here back, and says so; not what somebody has changed since. */
    void undo() {
        Edit edit = last;
        if (edit == null || cell != null) {
            return;
        }
        last = null;
        PublishedField<?, ?> field = edit.field();
        Object value = edit.before().values().get(field.key());
        Map<String, @Nullable Object> change = new HashMap<>();
        change.put(field.key(), value);
        try {
            saved.accept(screens.records()
                    .update(opened.ref(), edit.after().id(), edit.after().version(), change, Via.SCREEN));
            Notices.success(t(
                    "record.cell.undone",
                    edit.before().title(),
                    field.label(),
                    value == null ? t("record.history.empty") : field.format(value, screens.format())));
        } catch (StaleRecordException stale) {
            saved.accept(stale.current());
            Notices.error(t("record.cell.notUndone", t(stale)));
        } catch (InvalidException e) {
            Notices.error(t("record.cell.notUndone", words(e.problems())));
        } catch (UniqueValueTakenException e) {
            Notices.error(t("record.cell.notUndone", words(e.problems())));
        } catch (DomainException e) {
            Notices.error(e);
        }
    }

    /** Begins with a cell, after the one before it is saved. */
    void open(RecordData record, ListColumn column) {
        PublishedField<?, ?> field = column.field();
        if (field == null || !opens(column) || !save()) {
            return;
        }
        if (record.deletedAt() != null || !mayChange()) {
            return;
        }
        if (!opened.may(record.id()).contains(Action.CHANGE)) {
            Notices.error(t("record.why.readOnly"));
        } else if (!opened.fields(record.id()).opens(field.key())) {
            Notices.error(t("record.error.fieldReadOnly", field.label()));
        } else if (record.values().get(field.key()) instanceof Masked) {
            // It was read before it was opened to them.
            Notices.error(t("record.error.fieldMasked", field.label()));
        } else {
            begin(record, field);
        }
    }

    private boolean mayChange() {
        return opened.may(Action.CHANGE);
    }

    private <C, V> void begin(RecordData record, PublishedField<C, V> field) {
        FieldEditor<V> editor = field.type()
                .editor(
                        field.config(),
                        new FieldPresentation("", "", "", false),
                        screens.editors()
                                .within(field.in(opened.form().id(), () -> values(record), EnteredField::nothing)));
        Cell<C, V> begun = new Cell<>(record, field, editor);
        begun.show();
        editor.onChange(() -> editor.showError(null));
        cell = begun;
        Component component = editor.component();
        component.getElement().setProperty("accessibleName", field.label());
        component.getElement().getStyle().set("width", "100%");
        Button save = button("vaadin:check", t("record.action.save"), "save");
        Button cancel = button("vaadin:close-small", t("ui.action.cancel"), "cancel");
        Div buttons = new Div(save, cancel);
        buttons.addClassName("mw-cell-editor-buttons");
        removeAll();
        add(component, buttons);
        setVisible(true);
        getElement().executeJs(PLACE, grid.getElement(), field.key());
        editor.focus();
    }

    private Map<String, @Nullable Object> values(RecordData record) {
        Map<String, @Nullable Object> values = new HashMap<>();
        opened.form()
                .fields()
                .forEach(field -> values.put(field.key(), record.values().get(field.key())));
        // What cannot be seen is not known.
        FieldRights rights = opened.fields(record.id());
        values.keySet().removeIf(key -> !rights.shows(key));
        return values;
    }

    private Button button(String icon, String label, String what) {
        Button button = new Button(Icons.of(icon), click -> react(what));
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
        button.setAriaLabel(label);
        button.setTooltipText(label);
        return button;
    }

    void react(String what) {
        Cell<?, ?> before = cell;
        switch (what) {
            case "save" -> save();
            case "next" -> move(before, 1);
            case "back" -> move(before, -1);
            default -> close();
        }
    }

    private void move(@Nullable Cell<?, ?> before, int step) {
        if (before != null && save()) {
            ListColumn column = next.from(before.field().key(), step);
            if (column != null) {
                open(screens.query().get(opened.ref(), before.record().id()), column);
            }
        }
    }

    /** Saves what was entered; false when there is something wrong with it. */
    private boolean save() {
        Cell<?, ?> open = cell;
        return open == null || save(open);
    }

    private <C, V> boolean save(Cell<C, V> open) {
        V value;
        try {
            value = open.editor().value();
        } catch (ValueFormatException e) {
            refuse(open, t(e));
            return false;
        }
        String key = open.field().key();
        if (Objects.equals(value, open.record().values().get(key))) {
            close();
            return true;
        }
        Map<String, @Nullable Object> change = new HashMap<>();
        change.put(key, value);
        return write(open, open.record(), change);
    }

    private boolean write(Cell<?, ?> open, RecordData before, Map<String, @Nullable Object> change) {
        try {
            RecordData after =
                    screens.records().update(opened.ref(), before.id(), before.version(), change, Via.SCREEN);
            last = new Edit(before, after, open.field());
            close();
            saved.accept(after);
            warn(after, change.keySet());
            return true;
        } catch (StaleRecordException stale) {
            new ConflictDialog(
                            opened.form(),
                            stale.current(),
                            change,
                            Map.of(),
                            screens.format(),
                            screens.time().now(),
                            (chosen, _) -> {
                                if (chosen.isEmpty()) {
                                    close();
                                    saved.accept(stale.current());
                                } else {
                                    write(open, stale.current(), chosen);
                                }
                            })
                    .open();
        } catch (InvalidException e) {
            refuse(open, words(e.problems()));
        } catch (UniqueValueTakenException e) {
            refuse(open, words(e.problems()));
        } catch (DomainException e) {
            close();
            Notices.error(e);
        }
        return false;
    }

    /** Where the form only warns of what another record has, that is told once it is written. */
    private void warn(RecordData after, Set<String> changed) {
        if (opened.form().together().stream().anyMatch(set -> !set.refuses())) {
            screens.records()
                    .warnings(opened.ref(), List.of(after.id()), changed)
                    .values()
                    .forEach(problems -> Notices.warning(words(new Problems(problems))));
        }
    }

    private static String words(Problems problems) {
        return problems.stream().map(problem -> t(problem)).distinct().collect(Collectors.joining(" "));
    }

    private static void refuse(Cell<?, ?> open, String message) {
        open.editor().showError(message);
        open.editor().focus();
    }

    private void close() {
        cell = null;
        removeAll();
        setVisible(false);
        grid.getElement().executeJs("if (this.mwCell) this.mwCell.focus()");
    }
}

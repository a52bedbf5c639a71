package dev.millwright.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBoxI18n;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.DropEffect;
import com.vaadin.flow.component.dnd.DropTarget;
import com.vaadin.flow.component.dnd.EffectAllowed;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.textfield.TextFieldVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import dev.millwright.extension.PropertyContext;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.ChoiceOption;
import dev.millwright.field.EditorContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Edits the options of a choice: add, rename, recolour, reorder, take out. An option keeps its key for ever; one that may
 * already stand in records is first no longer offered, and only then removed for good.
 */
final class OptionsEditor extends Composite<Div> {

    private static final String BADGE = "<span class=\"mw-badge\" data-colour=\"${item.colour}\">${item.label}</span>";

    private final PropertyContext context;
    private final PropertyKind.ValueAccess<List<ChoiceOption>> value;
    private final Div rows = new Div();
    private final Span note = new Span();
    private final Set<String> fresh = new HashSet<>();
    private final Map<String, Row> shown = new LinkedHashMap<>();
    private @Nullable String dragged;

    OptionsEditor(PropertyContext context, PropertyKind.ValueAccess<List<ChoiceOption>> value) {
        this.context = context;
        this.value = value;
        Span label = new Span(Options.LABEL.in(context.locale()));
        label.addClassName("mw-property-label");
        rows.addClassName("mw-options");
        note.addClassName("mw-option-note");
        note.getElement().setAttribute("role", "status");
        note.setVisible(false);
        getContent().add(label, rows, new LineAdder(text("add.placeholder"), text("add"), this::add), note);
        show();
    }

    /** Shows an option in a list as the badge it is everywhere else. */
    static LitRenderer<ChoiceOption> badge() {
        return LitRenderer.<ChoiceOption>of(BADGE)
                .withProperty("colour", ChoiceOption::colour)
                .withProperty("label", ChoiceOption::label);
    }

    static MultiSelectComboBoxI18n multiSelectTexts(EditorContext context) {
        Locale locale = context.locale();
        return new MultiSelectComboBoxI18n()
                .setCleared(context.texts().text(locale, "field.options.cleared"))
                .setFocused(context.texts().text(locale, "field.options.focused"))
                .setSelected(context.texts().text(locale, "field.options.selected"))
                .setDeselected(context.texts().text(locale, "field.options.deselected"))
                .setTotal(context.texts().text(locale, "field.options.total"));
    }

    /** Adds an option for each line; one that is there already is not doubled, one that was taken out is offered again. */
    private void add(List<String> labels) {
        List<ChoiceOption> before = value.get();
        Set<String> offered = Options.offered(before).stream()
                .map(option -> Options.comparable(option.label()))
                .collect(Collectors.toCollection(HashSet::new));
        long same = labels.stream()
                .filter(label -> !offered.add(Options.comparable(label)))
                .count();
        List<ChoiceOption> after = Options.adding(before, labels);
        List<ChoiceOption> kept = after.subList(0, Math.clamp(Options.MOST, before.size(), after.size()));
        Set<String> known = before.stream().map(ChoiceOption::key).collect(Collectors.toSet());
        kept.stream().map(ChoiceOption::key).filter(key -> !known.contains(key)).forEach(fresh::add);
        tell(same, after.size() - kept.size());
        set(kept);
    }

    private void tell(long same, int tooMany) {
        List<String> told = new ArrayList<>();
        if (same > 0) {
            told.add(text("same", same));
        }
        if (tooMany > 0) {
            told.add(text("tooMany", tooMany, Options.MOST));
        }
        note.setText(String.join(" ", told));
        note.setVisible(!told.isEmpty());
    }

    private void set(List<ChoiceOption> options) {
        value.set(List.copyOf(options));
        show();
    }

    private int place(String key) {
        List<ChoiceOption> options = value.get();
        for (int i = 0; i < options.size(); i++) {
            if (options.get(i).key().equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private void change(String key, UnaryOperator<ChoiceOption> edit) {
        List<ChoiceOption> options = new ArrayList<>(value.get());
        int place = place(key);
        if (place >= 0) {
            options.set(place, edit.apply(options.get(place)));
            set(options);
        }
    }

    private void move(int from, int to) {
        List<ChoiceOption> options = new ArrayList<>(value.get());
        if (from == to || from < 0 || from >= options.size() || to < 0 || to >= options.size()) {
            return;
        }
        options.add(to, options.remove(from));
        set(options);
    }

    private void takeOut(String key) {
        int place = place(key);
        if (place < 0) {
            return;
        }
        if (value.get().get(place).retired() || fresh.contains(key)) {
            List<ChoiceOption> options = new ArrayList<>(value.get());
            options.remove(place);
            set(options);
        } else {
            change(key, o -> new ChoiceOption(o.key(), o.label(), o.colour(), true));
        }
    }

    /** Rows stay where they can: somebody may be typing into one, and a hundred of them take their time. */
    private void show() {
        List<ChoiceOption> options = value.get();
        Map<String, Row> wanted = new LinkedHashMap<>();
        for (int i = 0; i < options.size(); i++) {
            ChoiceOption option = options.get(i);
            Row present = shown.get(option.key());
            Row row = present != null && present.fits(option) ? present : new Row(option);
            row.show(option, i > 0, i < options.size() - 1);
            wanted.put(option.key(), row);
        }
        List<Row> before = List.copyOf(shown.values());
        List<Row> after = List.copyOf(wanted.values());
        if (after.size() >= before.size() && after.subList(0, before.size()).equals(before)) {
            after.subList(before.size(), after.size()).forEach(row -> rows.add(row.line));
        } else {
            rows.removeAll();
            after.forEach(row -> rows.add(row.line));
        }
        shown.clear();
        shown.putAll(wanted);
    }

    /** An option as it stands in the list. */
    private final class Row {

        private final Div line = new Div();
        private final TextField label = new TextField();
        private final Button up = icon("arrow-up", text("up"), () -> move(place(key()), place(key()) - 1));
        private final Button down = icon("arrow-down", text("down"), () -> move(place(key()), place(key()) + 1));
        private final ChoiceOption built;

        Row(ChoiceOption option) {
            built = option;
            Icon handle = new Icon("vaadin", "ellipsis-dots-v");
            handle.addClassName("mw-option-handle");
            handle.getElement().setAttribute("aria-hidden", "true");
            label.setAriaLabel(text("label"));
            label.setManualValidation(true);
            label.addThemeVariants(TextFieldVariant.LUMO_SMALL);
            label.addClassName("mw-option-label");
            label.addValueChangeListener(event -> {
                if (event.isFromClient()) {
                    rename(event.getValue().strip(), event.getOldValue());
                }
            });
            Span key = new Span(option.key());
            key.addClassName("mw-option-key");
            key.setTitle(text("key"));
            line.add(handle, colours(option), label, key);
            line.addClassName("mw-option");
            line.getElement().setAttribute("data-key", option.key());
            if (option.retired()) {
                addReturn();
            } else {
                String out = fresh.contains(option.key()) ? text("remove") : text("retire");
                line.add(up, down, icon("close-small", out, () -> takeOut(key())));
            }
            DragSource<Div> source = DragSource.create(line);
            source.setEffectAllowed(EffectAllowed.MOVE);
            source.addDragStartListener(event -> dragged = key());
            source.addDragEndListener(event -> dragged = null);
            DropTarget<Div> target = DropTarget.create(line);
            target.setDropEffect(DropEffect.MOVE);
            target.addDropListener(event -> {
                if (dragged != null) {
                    move(place(dragged), place(key()));
                }
            });
        }

        private String key() {
            return built.key();
        }

        private void addReturn() {
            line.addClassName("mw-option-retired");
            Span retired = new Span(text("retired"));
            retired.addClassName("mw-option-note");
            line.add(
                    retired,
                    icon(
                            "rotate-left",
                            text("restore"),
                            () -> change(key(), o -> new ChoiceOption(o.key(), o.label(), o.colour(), false))),
                    icon("trash", text("remove"), () -> takeOut(key())));
        }

        private void rename(String changed, String before) {
            if (changed.isEmpty()) {
                label.setValue(before);
            } else {
                change(key(), o -> new ChoiceOption(o.key(), changed, o.colour(), o.retired()));
            }
        }

        /** Whether it is of the same making as the option wants. */
        boolean fits(ChoiceOption option) {
            return option.colour().equals(built.colour()) && option.retired() == built.retired();
        }

        void show(ChoiceOption option, boolean hasBefore, boolean hasAfter) {
            if (!label.getValue().strip().equals(option.label())) {
                label.setValue(option.label());
            }
            up.setEnabled(hasBefore);
            down.setEnabled(hasAfter);
        }
    }

    private Component colours(ChoiceOption option) {
        MenuBar menu = new MenuBar();
        menu.addThemeVariants(MenuBarVariant.LUMO_SMALL, MenuBarVariant.LUMO_TERTIARY_INLINE);
        MenuItem item = menu.addItem(swatch(option.colour()));
        item.setAriaLabel(text("colour"));
        for (String colour : ChoiceOption.COLOURS) {
            Div entry = new Div(swatch(colour), new Span(text("colour." + colour)));
            entry.addClassName("mw-swatch-entry");
            item.getSubMenu()
                    .addItem(
                            entry,
                            event -> change(
                                    option.key(), o -> new ChoiceOption(o.key(), o.label(), colour, o.retired())));
        }
        return menu;
    }

    private static Span swatch(String colour) {
        Span swatch = new Span();
        swatch.addClassName("mw-swatch");
        swatch.getElement().setAttribute("data-colour", colour);
        return swatch;
    }

    private static Button icon(String name, String label, Runnable action) {
        Button button = new Button(new Icon("vaadin", name), event -> action.run());
        button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
        button.setAriaLabel(label);
        button.setTooltipText(label);
        return button;
    }

    private String text(String key, Object... arguments) {
        return context.texts().text(context.locale(), "field.options." + key, arguments);
    }
}

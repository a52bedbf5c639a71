package dev.millwright.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.Key;
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
import dev.millwright.shared.Keys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Edits the options of a choice: add, rename, recolour, reorder, take out. An option keeps its key for ever; one that may
 * already stand in records is first no longer offered, and only then removed for good.
 */
final class OptionsEditor extends Composite<Div> {

    private static final String BADGE = "<span class=\"mw-badge\" data-colour=\"${item.colour}\">${item.label}</span>";

    private final PropertyContext context;
    private final PropertyKind.ValueAccess<List<ChoiceOption>> value;
    private final Div rows = new Div();
    private final TextField adder = new TextField();
    private final Set<String> fresh = new HashSet<>();
    private int dragged = -1;

    OptionsEditor(PropertyContext context, PropertyKind.ValueAccess<List<ChoiceOption>> value) {
        this.context = context;
        this.value = value;
        Span label = new Span(Options.LABEL.in(context.locale()));
        label.addClassName("mw-property-label");
        adder.setPlaceholder(text("add.placeholder"));
        adder.setAriaLabel(text("add.placeholder"));
        adder.setClearButtonVisible(true);
        adder.setWidthFull();
        adder.addThemeVariants(TextFieldVariant.LUMO_SMALL);
        adder.addClassName("mw-option-adder");
        Button add = icon("plus", text("add"), this::add);
        adder.setSuffixComponent(add);
        adder.addKeyDownListener(Key.ENTER, event -> add());
        rows.addClassName("mw-options");
        getContent().add(label, rows, adder);
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

    private void add() {
        String label = adder.getValue().strip();
        if (label.isEmpty()) {
            return;
        }
        List<ChoiceOption> options = new ArrayList<>(value.get());
        String key = Keys.proposeForOption(
                label,
                "option_" + (options.size() + 1),
                taken -> options.stream().anyMatch(option -> option.key().equals(taken)));
        String colour = ChoiceOption.COLOURS.get((options.size() + 1) % ChoiceOption.COLOURS.size());
        fresh.add(key);
        options.add(new ChoiceOption(key, label, colour, false));
        adder.clear();
        set(options);
        adder.focus();
    }

    private void set(List<ChoiceOption> options) {
        value.set(List.copyOf(options));
        show();
    }

    private void change(int index, UnaryOperator<ChoiceOption> edit) {
        List<ChoiceOption> options = new ArrayList<>(value.get());
        options.set(index, edit.apply(options.get(index)));
        set(options);
    }

    private void move(int from, int to) {
        List<ChoiceOption> options = new ArrayList<>(value.get());
        if (from == to || from < 0 || from >= options.size() || to < 0 || to >= options.size()) {
            return;
        }
        options.add(to, options.remove(from));
        set(options);
    }

    private void takeOut(int index) {
        ChoiceOption option = value.get().get(index);
        if (option.retired() || fresh.contains(option.key())) {
            List<ChoiceOption> options = new ArrayList<>(value.get());
            options.remove(index);
            set(options);
        } else {
            change(index, o -> new ChoiceOption(o.key(), o.label(), o.colour(), true));
        }
    }

    private void show() {
        rows.removeAll();
        List<ChoiceOption> options = value.get();
        for (int i = 0; i < options.size(); i++) {
            rows.add(row(i, options.get(i), options.size()));
        }
    }

    private Component row(int index, ChoiceOption option, int count) {
        Icon handle = new Icon("vaadin", "ellipsis-dots-v");
        handle.addClassName("mw-option-handle");
        handle.getElement().setAttribute("aria-hidden", "true");

        TextField label = new TextField();
        label.setValue(option.label());
        label.setAriaLabel(text("label"));
        label.setManualValidation(true);
        label.addThemeVariants(TextFieldVariant.LUMO_SMALL);
        label.addClassName("mw-option-label");
        label.addValueChangeListener(event -> {
            String changed = event.getValue().strip();
            if (changed.isEmpty()) {
                label.setValue(event.getOldValue());
            } else if (event.isFromClient()) {
                change(index, o -> new ChoiceOption(o.key(), changed, o.colour(), o.retired()));
            }
        });

        Span key = new Span(option.key());
        key.addClassName("mw-option-key");
        key.setTitle(text("key"));

        Div row = new Div(handle, colours(index, option), label, key);
        if (option.retired()) {
            row.addClassName("mw-option-retired");
            Span retired = new Span(text("retired"));
            retired.addClassName("mw-option-note");
            row.add(
                    retired,
                    icon(
                            "rotate-left",
                            text("restore"),
                            () -> change(index, o -> new ChoiceOption(o.key(), o.label(), o.colour(), false))),
                    icon("trash", text("remove"), () -> takeOut(index)));
        } else {
            Button up = icon("arrow-up", text("up"), () -> move(index, index - 1));
            up.setEnabled(index > 0);
            Button down = icon("arrow-down", text("down"), () -> move(index, index + 1));
            down.setEnabled(index < count - 1);
            String out = fresh.contains(option.key()) ? text("remove") : text("retire");
            row.add(up, down, icon("close-small", out, () -> takeOut(index)));
        }
        row.addClassName("mw-option");
        row.getElement().setAttribute("data-key", option.key());

        DragSource<Div> source = DragSource.create(row);
        source.setEffectAllowed(EffectAllowed.MOVE);
        source.addDragStartListener(event -> dragged = index);
        source.addDragEndListener(event -> dragged = -1);
        DropTarget<Div> target = DropTarget.create(row);
        target.setDropEffect(DropEffect.MOVE);
        target.addDropListener(event -> move(dragged, index));
        return row;
    }

    private Component colours(int index, ChoiceOption option) {
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
                            event -> change(index, o -> new ChoiceOption(o.key(), o.label(), colour, o.retired())));
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

    private String text(String key) {
        return context.texts().text(context.locale(), "field.options." + key);
    }
}

package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.millwright.form.PublishedForm;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.Icons;
import dev.millwright.ui.UiTexts;
import dev.millwright.workspace.FilterRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Lets designers say which records something is about, with the conditions that lists are filtered by. */
@org.springframework.stereotype.Component
public final class RecordConditions {

    private final RecordScreens screens;

    RecordConditions(RecordScreens screens) {
        this.screens = screens;
    }

    /**
     * The conditions, each to be changed or taken away, and a way to add one.
     *
     * @param changed hears of each change, with all conditions as they then are
     */
    public Component editor(
            PublishedForm form, String label, List<FilterRow> present, Consumer<List<FilterRow>> changed) {
        return new Editor(form, label, present, changed);
    }

    /**
     * A condition about one field, as lists ask for it.
     *
     * @param none what stands there while there is no condition
     * @param changed hears of each change; nothing for no condition
     */
    public Component ofField(
            PublishedForm form,
            String key,
            String none,
            Optional<FilterRow> present,
            Consumer<Optional<FilterRow>> changed) {
        return ListColumn.of(form, screens.texts(), UiTexts.locale()).stream()
                .filter(column -> column.key().equals(key))
                .findFirst()
                .<Component>map(column -> new OneField(column, none, present, changed))
                .orElseGet(Div::new);
    }

    /** The condition about one field. */
    private final class OneField extends Composite<Div> {

        private final ListColumn column;
        private final String none;
        private final Consumer<Optional<FilterRow>> changed;
        private final Div shown = new Div();

        OneField(ListColumn column, String none, Optional<FilterRow> present, Consumer<Optional<FilterRow>> changed) {
            this.column = column;
            this.none = none;
            this.changed = changed;
            getContent().addClassName("mw-conditions");
            getContent().getElement().setAttribute("data-field", column.key());
            Span heading = new Span(column.label());
            heading.addClassName("mw-conditions-label");
            getContent().add(heading, shown);
            show(present);
        }

        private void show(Optional<FilterRow> present) {
            shown.removeAll();
            present.ifPresentOrElse(
                    row -> shown.add(chip(
                            ListModel.describeTest(column, row, screens.format()),
                            column,
                            () -> ask(present),
                            () -> change(Optional.empty()))),
                    () -> {
                        Button ask = new Button(none, Icons.of("vaadin:filter"), click -> ask(present));
                        ask.addThemeVariants(ButtonVariant.LUMO_SMALL);
                        ask.setAriaLabel(column.label() + ": " + none);
                        shown.add(ask);
                    });
        }

        private void ask(Optional<FilterRow> present) {
            new FilterDialog(column, screens.editors(), present, chosen -> change(Optional.of(chosen))).open();
        }

        private void change(Optional<FilterRow> wanted) {
            show(wanted);
            changed.accept(wanted);
        }
    }

    private static Div chip(String text, ListColumn column, Runnable asked, Runnable removed) {
        Button words = new Button(text, click -> asked.run());
        words.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE);
        Button remove = new Button(Icons.of("vaadin:close-small"), click -> removed.run());
        remove.setAriaLabel(t("record.filter.remove", column.label()));
        remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
        Div chip = new Div(words, remove);
        chip.addClassName("mw-chip");
        return chip;
    }

    /** The conditions of one form. */
    private final class Editor extends Composite<Div> {

        private final List<ListColumn> columns;
        private final Consumer<List<FilterRow>> changed;
        private final Div chips = new Div();
        private List<FilterRow> rows;

        Editor(PublishedForm form, String label, List<FilterRow> present, Consumer<List<FilterRow>> changed) {
            this.columns = ListColumn.of(form, screens.texts(), UiTexts.locale());
            this.changed = changed;
            this.rows = List.copyOf(present);
            getContent().addClassName("mw-conditions");
            Span heading = new Span(label);
            heading.addClassName("mw-conditions-label");
            chips.addClassName("mw-filter-chips");
            MenuBar add = ComponentTexts.localised(new MenuBar());
            add.addThemeVariants(MenuBarVariant.LUMO_TERTIARY, MenuBarVariant.LUMO_SMALL);
            Div words = new Div(Icons.of("vaadin:plus"), new Span(t("record.conditions.add")));
            words.addClassName("mw-button-label");
            MenuItem menu = add.addItem(words);
            columns.forEach(column ->
                    menu.getSubMenu().addItem(column.label(), click -> ask(column, Optional.empty())));
            getContent().add(heading, chips, add);
            show();
        }

        private void show() {
            chips.removeAll();
            chips.setVisible(!rows.isEmpty());
            for (FilterRow row : rows) {
                columns.stream()
                        .filter(column -> column.key().equals(row.field()))
                        .findFirst()
                        .ifPresent(column -> chips.add(chip(column, row)));
            }
        }

        private Div chip(ListColumn column, FilterRow row) {
            return RecordConditions.chip(
                    ListModel.describe(column, row, screens.format()),
                    column,
                    () -> {
                        if (column.tests().contains(row.test())) {
                            ask(column, Optional.of(row));
                        }
                    },
                    () -> {
                        List<FilterRow> fewer = new ArrayList<>(rows);
                        fewer.remove(row);
                        change(fewer);
                    });
        }

        private void ask(ListColumn column, Optional<FilterRow> present) {
            new FilterDialog(column, screens.editors(), present, chosen -> {
                        List<FilterRow> others = new ArrayList<>(rows);
                        int at = present.map(others::indexOf).orElse(-1);
                        if (at < 0) {
                            others.add(chosen);
                        } else {
                            others.set(at, chosen);
                        }
                        change(others);
                    })
                    .open();
        }

        private void change(List<FilterRow> wanted) {
            rows = List.copyOf(wanted);
            show();
            changed.accept(rows);
        }
    }
}

package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.millwright.form.PublishedForm;
import dev.millwright.ui.Icons;
import dev.millwright.ui.UiTexts;
import dev.millwright.workspace.FilterPart;
import dev.millwright.workspace.FilterRow;
import dev.millwright.workspace.FilterScope;
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

    /** What conditions on records of the form may be about, as the one who designs may see it. */
    public FilterScope scope(PublishedForm form) {
        return screens.pages().filterScope(form);
    }

    /**
     * The conditions, each to be taken away, and a way to change and add some.
     *
     * @param changed hears of each change, with all conditions as they then are
     */
    public Component editor(
            PublishedForm form, String label, List<FilterPart> present, Consumer<List<FilterPart>> changed) {
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
            FilterWords words = new FilterWords(List.of(column), screens.format());
            present.ifPresentOrElse(
                    row -> shown.add(chip(
                            words.withoutField(column, row),
                            words.of(row),
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

    /**
     * @param shown the condition in few words
     * @param said all of it
     */
    private static Div chip(String shown, String said, Runnable asked, Runnable removed) {
        Button words = new Button(shown, click -> asked.run());
        words.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE);
        words.setTooltipText(said);
        Button remove = new Button(Icons.of("vaadin:close-small"), click -> removed.run());
        remove.setAriaLabel(t("record.filter.remove", said));
        remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
        Div chip = new Div(words, remove);
        chip.addClassName("mw-chip");
        return chip;
    }

    /** The conditions of one form. */
    private final class Editor extends Composite<Div> {

        private final List<ListColumn> columns;
        private final Consumer<List<FilterPart>> changed;
        private final Div chips = new Div();
        private List<FilterPart> parts;

        Editor(PublishedForm form, String label, List<FilterPart> present, Consumer<List<FilterPart>> changed) {
            this.columns = ListColumn.filtered(scope(form), screens.texts(), UiTexts.locale());
            this.changed = changed;
            this.parts = List.copyOf(present);
            getContent().addClassName("mw-conditions");
            Span heading = new Span(label);
            heading.addClassName("mw-conditions-label");
            chips.addClassName("mw-filter-chips");
            Button add = new Button(t("record.conditions.add"), Icons.of("vaadin:plus"), click -> ask());
            add.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
            getContent().add(heading, chips, add);
            show();
        }

        private void show() {
            chips.removeAll();
            chips.setVisible(!parts.isEmpty());
            parts.forEach(part -> chips.add(chip(part)));
        }

        private Div chip(FilterPart part) {
            String said = new FilterWords(columns, screens.format()).of(part);
            return RecordConditions.chip(said, said, this::ask, () -> {
                List<FilterPart> fewer = new ArrayList<>(parts);
                fewer.remove(part);
                change(fewer);
            });
        }

        private void ask() {
            new FilterDialog(columns, screens.editors(), parts, this::change).open();
        }

        private void change(List<FilterPart> wanted) {
            parts = List.copyOf(wanted);
            show();
            changed.accept(parts);
        }
    }
}

package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.millwright.ui.ColourPicker;
import dev.millwright.ui.Icons;
import dev.millwright.workspace.Filter;
import dev.millwright.workspace.FilterGroup;
import dev.millwright.workspace.FilterPart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Asks which rows of a list have which colour; the first condition that holds decides. */
final class ColoursDialog extends Dialog {

    private static final String FIRST = "yellow";

    private final List<ListColumn> columns;
    private final ScreenEditorContext context;
    private final Function<FilterPart, String> words;
    private final List<Rule> rules;
    private final Div lines = new Div();

    /** A condition, or a group of them, and its colour. */
    record Rule(String colour, FilterPart condition) {}

    ColoursDialog(
            List<ListColumn> columns,
            ScreenEditorContext context,
            Function<FilterPart, String> words,
            List<Rule> present,
            Consumer<List<Rule>> chosen) {
        this.columns = columns;
        this.context = context;
        this.words = words;
        rules = new ArrayList<>(present);
        setHeaderTitle(t("record.colours.title"));
        setWidth("32rem");
        setMaxWidth("calc(100vw - 2rem)");
        addClassName("mw-colours");
        Button add = new Button(
                t("record.colours.add"), click -> ask(List.of(), condition -> rules.add(new Rule(FIRST, condition))));
        add.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        add(new Paragraph(t("record.colours.text")), lines, add);
        Button cancel = new Button(t("ui.action.cancel"), click -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button apply = new Button(t("record.columns.apply"), click -> {
            close();
            chosen.accept(List.copyOf(rules));
        });
        apply.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(cancel, apply);
        draw();
    }

    /** Several conditions are one here, for which there is one colour. */
    private void ask(List<FilterPart> present, Consumer<FilterPart> chosen) {
        new FilterDialog(
                        columns,
                        context,
                        present,
                        parts -> Filter.group(false, parts).ifPresent(condition -> {
                            chosen.accept(condition);
                            draw();
                        }))
                .open();
    }

    private void askAgain(int index) {
        Rule rule = rules.get(index);
        List<FilterPart> present = rule.condition() instanceof FilterGroup(boolean any, List<FilterPart> parts) && !any
                ? parts
                : List.of(rule.condition());
        ask(present, condition -> rules.set(index, new Rule(rule.colour(), condition)));
    }

    private void draw() {
        lines.removeAll();
        for (int i = 0; i < rules.size(); i++) {
            lines.add(line(i, rules.get(i)));
        }
    }

    private Div line(int index, Rule rule) {
        String condition = words.apply(rule.condition());
        Button change = new Button(condition, click -> askAgain(index));
        change.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE);
        change.setTooltipText(t("record.colours.change"));
        ColourPicker colour = new ColourPicker("");
        colour.getElement().setAttribute("aria-label", t("record.colours.colour", condition));
        colour.setValue(rule.colour());
        colour.addValueChangeListener(chosen -> rules.set(index, new Rule(chosen.getValue(), rule.condition())));
        Button up = button("vaadin:arrow-up", t("record.colours.up"), () -> Collections.swap(rules, index, index - 1));
        up.setVisible(index > 0);
        Button remove = button("vaadin:close-small", t("record.filter.remove", condition), () -> rules.remove(index));
        Div line = new Div(change, up, remove, colour);
        line.addClassName("mw-colour-rule");
        return line;
    }

    private Button button(String icon, String label, Runnable action) {
        Button button = new Button(Icons.of(icon), click -> {
            action.run();
            draw();
        });
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
        button.setAriaLabel(label);
        button.setTooltipText(label);
        return button;
    }
}

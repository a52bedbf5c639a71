package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.millwright.ui.ColourPicker;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.Icons;
import dev.millwright.workspace.FilterRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Asks which rows of a list have which colour; the first condition that holds decides. */
final class ColoursDialog extends Dialog {

    private static final String FIRST = "yellow";

    private final List<ListColumn> columns;
    private final ScreenEditorContext context;
    private final Function<FilterRow, String> words;
    private final List<Rule> rules;
    private final Div lines = new Div();

    /** One condition and its colour. */
    record Rule(String colour, FilterRow condition) {}

    ColoursDialog(
            List<ListColumn> columns,
            ScreenEditorContext context,
            Function<FilterRow, String> words,
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
        MenuBar add = ComponentTexts.localised(new MenuBar());
        add.addThemeVariants(MenuBarVariant.LUMO_TERTIARY);
        MenuItem fields = add.addItem(t("record.colours.add"));
        columns.forEach(column -> fields.getSubMenu().addItem(column.label(), click -> ask(column)));
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

    private void ask(ListColumn column) {
        new FilterDialog(column, context, Optional.empty(), condition -> {
                    rules.add(new Rule(FIRST, condition));
                    draw();
                })
                .open();
    }

    private void askAgain(int index) {
        Rule rule = rules.get(index);
        column(rule)
                .ifPresent(column -> new FilterDialog(column, context, Optional.of(rule.condition()), condition -> {
                            rules.set(index, new Rule(rule.colour(), condition));
                            draw();
                        })
                        .open());
    }

    private Optional<ListColumn> column(Rule rule) {
        return columns.stream()
                .filter(column -> column.key().equals(rule.condition().field()))
                .findFirst();
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
        change.setEnabled(column(rule)
                .filter(column -> column.tests().contains(rule.condition().test()))
                .isPresent());
        ColourPicker colour = new ColourPicker("");
        colour.getElement().setAttribute("aria-label", t("record.colours.colour", condition));
        colour.setValue(rule.colour());
        colour.addValueChangeListener(chosen -> rules.set(index, new Rule(chosen.getValue(), rule.condition())));
        Button up = button("vaadin:arrow-up", t("record.colours.up"), () -> Collections.swap(rules, index, index - 1));
        up.setVisible(index > 0);
        Button remove = button(
                "vaadin:close-small",
                t("record.filter.remove", column(rule).map(ListColumn::label).orElse("")),
                () -> rules.remove(index));
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

package dev.millwright.record.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.millwright.record.FilterRow;
import dev.millwright.ui.ColourPicker;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.Icons;
import java.util.ArrayList;
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

    private void draw() {
        lines.removeAll();
        for (int i = 0; i < rules.size(); i++) {
            int index = i;
            Rule rule = rules.get(i);
            ColourPicker colour = new ColourPicker(words.apply(rule.condition()));
            colour.setValue(rule.colour());
            colour.addValueChangeListener(change -> rules.set(index, new Rule(change.getValue(), rule.condition())));
            Button remove = new Button(Icons.of("vaadin:close-small"), click -> {
                rules.remove(index);
                draw();
            });
            remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
            remove.setAriaLabel(t(
                    "record.filter.remove",
                    columns.stream()
                            .filter(column ->
                                    column.key().equals(rule.condition().field()))
                            .map(ListColumn::label)
                            .findFirst()
                            .orElse("")));
            Div line = new Div(colour, remove);
            line.addClassName("mw-colour-rule");
            lines.add(line);
        }
    }
}

package dev.millwright.exchange.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.millwright.exchange.Imports.Line;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows the rows of a file that sum up others and are no records, and asks whether they are records after all. */
final class TotalsChoice extends Div {

    private static final int SHOWN = 10;

    private final transient List<Line> totals;
    private final Checkbox taken;

    TotalsChoice(List<Line> totals) {
        this.totals = totals;
        addClassName("mw-import-notes");
        setVisible(!totals.isEmpty());
        taken = new Checkbox(t("record.import.totals.take"));
        UnorderedList list = new UnorderedList();
        totals.stream().limit(SHOWN).forEach(line -> list.add(new ListItem(words(line))));
        if (totals.size() > SHOWN) {
            list.add(new ListItem("…"));
        }
        add(new Span(t("record.import.totals", totals.size())), list, taken);
    }

    private static String words(Line line) {
        return t(
                "record.import.headingLine",
                line.number(),
                line.cells().stream().filter(cell -> !cell.isBlank()).limit(6).collect(Collectors.joining(" · ")));
    }

    void addChoiceListener(Runnable chosen) {
        taken.addValueChangeListener(change -> chosen.run());
    }

    Set<Long> leftOut() {
        return taken.getValue() ? Set.of() : totals.stream().map(Line::number).collect(Collectors.toSet());
    }
}

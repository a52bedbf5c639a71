package dev.millwright.exchange.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import dev.millwright.exchange.Imports.BadCell;
import dev.millwright.exchange.Imports.Flat;
import dev.millwright.exchange.Imports.Grouped;
import dev.millwright.shared.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says how the rows of a flat sheet come together as records, and asks by what they do and what becomes of those that contradict each other. */
final class FlatChoice extends Div {

    /** Rows that stand next to each other with the same values, instead of a column. */
    private static final int BESIDE = -1;

    private final transient List<String> columns;
    private final Paragraph counts = new Paragraph();
    private final Select<Integer> by = new Select<>();
    private final Select<Boolean> differing = new Select<>();
    private final Div differences = new Div();
    private final Div problem = new Div();
    private boolean setting;
    private boolean isSettled;
    private long before = -1;
    private boolean isTooLong;

    /**
     * @param known as the headings propose it, or the person chose before
     * @param changed told when rows come together in another way
     */
    FlatChoice(List<String> columns, @Nullable Flat known, Runnable changed) {
        this.columns = columns;
        addClassName("mw-import-lines");
        by.setLabel(t("record.import.flat.by"));
        by.addClassName("mw-import-wide");
        by.setItemLabelGenerator(column ->
                column == BESIDE ? t("record.import.flat.beside") : t("record.import.flat.same", columns.get(column)));
        isSettled = known != null;
        Integer chosen = known == null ? null : known.by();
        offer(Set.of(), chosen == null ? BESIDE : chosen);
        by.addValueChangeListener(change -> {
            if (!setting) {
                isSettled = true;
                changed.run();
            }
        });
        differing.setLabel(t("record.import.flat.differing"));
        differing.addClassName("mw-import-wide");
        differing.setItems(false, true);
        differing.setValue(known != null && known.takesFirst());
        differences.addClassName("mw-import-notes");
        problem.addClassName("mw-import-problem");
        Div choices = new Div(by);
        choices.addClassName("mw-import-options");
        Div contradictions = new Div(differences, differing);
        contradictions.addClassName("mw-import-differing");
        add(
                new H3(t("record.import.flat")),
                counts,
                choices,
                contradictions,
                problem,
                new Paragraph(t("record.import.lines.help")));
    }

    /** Offers all columns but those of lines, which stand for no record. */
    private void offer(Set<Integer> ofLines, int wanted) {
        List<Integer> offered = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            if (!ofLines.contains(column) && !columns.get(column).isBlank()) {
                offered.add(column);
            }
        }
        offered.add(BESIDE);
        setting = true;
        by.setItems(offered);
        by.setValue(offered.contains(wanted) ? wanted : BESIDE);
        setting = false;
    }

    /**
     * What is chosen, for columns that go into lines.
     *
     * @param ofRecord the columns that go into fields of the record
     * @param likely the column that counts until somebody has said another one; null for none
     */
    Flat of(String part, Map<Integer, String> lines, Set<Integer> ofRecord, @Nullable Integer likely) {
        Integer chosen = isSettled ? by.getValue() : likely;
        if (chosen == null || (chosen != BESIDE && lines.containsKey(chosen))) {
            chosen = BESIDE;
        }
        offer(lines.keySet(), chosen);
        by.setHelperText(help(chosen, ofRecord));
        return new Flat(part, lines, chosen == BESIDE ? null : chosen, differing.isVisible() && differing.getValue());
    }

    private String help(int chosen, Set<Integer> ofRecord) {
        if (chosen == BESIDE) {
            return t("record.import.flat.besideHelp");
        }
        String same = t("record.import.flat.sameHelp");
        return ofRecord.contains(chosen) ? same : t("record.import.flat.onlyTells", same, columns.get(chosen));
    }

    /** Whether there is more than may be read. */
    boolean isTooLong() {
        return isTooLong;
    }

    void show(String label, long rows, Grouped found) {
        Problem refused = found.refused();
        isTooLong = refused != null;
        counts.setVisible(!isTooLong);
        counts.setText(t("record.import.flat.counts", rows, found.records(), found.lines(), label));
        problem.setText(refused == null ? "" : t(refused));
        boolean differs = found.differing() > 0;
        if (before >= 0 && before != found.differing()) {
            // What was said of some cells is not said of others.
            differing.setValue(false);
        }
        before = found.differing();
        differences.setVisible(differs);
        differing.setVisible(differs);
        differences.removeAll();
        if (differs) {
            differences.add(new Paragraph(t("record.import.flat.differ", found.differing(), found.torn())));
            UnorderedList list = new UnorderedList();
            found.cells().forEach(cell -> list.add(new ListItem(words(cell))));
            if (found.differing() > found.cells().size()) {
                list.add(new ListItem("…"));
            }
            differences.add(list);
            differing.setItemLabelGenerator(first -> first
                    ? t("record.import.flat.first", found.differing())
                    : t("record.import.flat.refuse", found.torn()));
        }
    }

    private static String words(BadCell cell) {
        return t(
                "record.import.flat.cell",
                cell.line(),
                cell.column(),
                t(cell.code(), cell.arguments().toArray()));
    }
}

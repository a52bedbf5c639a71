package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import dev.millwright.record.FormRef;
import dev.millwright.record.Levels;
import dev.millwright.record.Levels.Reached;
import dev.millwright.record.Levels.Step;
import dev.millwright.record.Levels.Way;
import dev.millwright.record.RecordData;
import dev.millwright.shared.Untitled;
import dev.millwright.ui.UiTexts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a record is made of and what it is used in, over all levels. */
final class LevelsDialog extends Dialog {

    private final Levels levels;
    private final FormRef form;
    private final RecordData record;
    private final Select<Way> way = new Select<>();
    private final Tabs direction = new Tabs(new Tab(t("record.levels.used")), new Tab(t("record.levels.parts")));
    private final Div list = new Div();

    LevelsDialog(Levels levels, FormRef form, RecordData record, List<Way> ways) {
        this.levels = levels;
        this.form = form;
        this.record = record;
        setHeaderTitle(t("record.levels.title", RecordScreens.title(record)));
        setWidth("min(40rem, 100vw)");
        way.setLabel(t("record.levels.way"));
        way.setItems(ways);
        way.setItemLabelGenerator(Way::label);
        way.setValue(ways.getFirst());
        way.setVisible(ways.size() > 1);
        way.addValueChangeListener(change -> show());
        direction.addSelectedChangeListener(change -> show());
        list.addClassName("mw-levels");
        add(way, direction, list);
        getFooter().add(new Button(t("ui.action.close"), click -> close()));
        show();
    }

    private void show() {
        Reached reached = levels.reached(form, record.id(), way.getValue(), direction.getSelectedIndex() == 0);
        list.removeAll();
        if (reached.round()) {
            list.add(note(t("record.levels.round")));
        }
        if (reached.steps().isEmpty()) {
            list.add(new Paragraph(
                    t(direction.getSelectedIndex() == 0 ? "record.levels.none.used" : "record.levels.none.parts")));
        }
        below(reached.steps()).forEach(step -> {
            Span level = new Span(String.valueOf(step.level()));
            level.addClassName("mw-levels-level");
            Div line = new Div(
                    level,
                    new Anchor(
                            RecordsNavigation.record(form, step.record()),
                            Untitled.shown(step.record(), step.title(), UiTexts.locale())));
            line.addClassName("mw-levels-step");
            line.getStyle().set("padding-inline-start", Math.min(step.level() - 1, 12) * 1.25 + "rem");
            list.add(line);
        });
        if (reached.more()) {
            list.add(note(t("record.levels.more", Levels.MOST, Levels.DEEPEST)));
        }
    }

    private static Paragraph note(String words) {
        Paragraph note = new Paragraph(words);
        note.addClassName("mw-note");
        return note;
    }

    /** Each below the one through which it was found, as a tree is read. */
    private List<Step> below(List<Step> steps) {
        Map<UUID, List<Step>> under = new HashMap<>();
        steps.forEach(
                step -> under.computeIfAbsent(step.by(), _ -> new ArrayList<>()).add(step));
        List<Step> ordered = new ArrayList<>();
        add(record.id(), under, ordered);
        return ordered;
    }

    /** No deeper than levels are followed. */
    private static void add(UUID record, Map<UUID, List<Step>> under, List<Step> ordered) {
        for (Step step : under.getOrDefault(record, List.of())) {
            ordered.add(step);
            add(step.record(), under, ordered);
        }
    }
}

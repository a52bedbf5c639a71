package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Asks before an answer is booked that would count for other values than those that were seen. */
final class ChangedDialog extends Dialog {

    private final Map<String, RadioButtonGroup<Boolean>> choices = new LinkedHashMap<>();

    /**
     * @param who changed it
     * @param values whether what the person entered goes along with the answer
     * @param agreed takes the keys of what the person entered and gives up
     */
    ChangedDialog(String who, List<ChangedValue> changed, boolean values, Consumer<Set<String>> agreed) {
        setHeaderTitle(t("work.changed.title"));
        setWidth("36rem");
        setMaxWidth("calc(100vw - 2rem)");
        addClassName("mw-conflict");
        add(new Paragraph(t("work.changed.text", who)));
        changed.forEach(one -> add(row(one, values)));
        Button back = new Button(t("work.changed.back"), click -> close());
        back.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button go = new Button(t("work.changed.action"), click -> {
            close();
            agreed.accept(choices.entrySet().stream()
                    .filter(choice -> !choice.getValue().getValue())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet()));
        });
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        go.setDisableOnClick(true);
        getFooter().add(back, go);
    }

    private Div row(ChangedValue changed, boolean values) {
        Div row = new Div();
        row.addClassName("mw-conflict-row");
        String mine = changed.mine();
        if (mine == null || !values) {
            row.add(new Span(changed.words()));
            return row;
        }
        Span label = new Span(changed.label());
        label.addClassName("mw-conflict-field");
        RadioButtonGroup<Boolean> choice = new RadioButtonGroup<>();
        choice.setItems(true, false);
        choice.setItemLabelGenerator(
                keep -> keep ? t("record.conflict.mine", mine) : t("record.conflict.theirs", changed.now()));
        choice.setValue(true);
        choice.setAriaLabel(changed.label());
        choices.put(changed.key(), choice);
        row.add(label, choice);
        return row;
    }
}

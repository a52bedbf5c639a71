package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.checkbox.CheckboxGroupVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import dev.millwright.ui.ComponentTexts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.BiConsumer;

/** Chooses the columns of a list and the fields on the cards of a phone; the order of columns is dragged in the list itself. */
final class ColumnsDialog extends Dialog {

    /**
     * @param chosen takes the keys of the shown columns in their order and those on cards
     */
    ColumnsDialog(
            List<ListColumn> all,
            List<ListColumn> shown,
            List<ListColumn> card,
            BiConsumer<List<String>, List<String>> chosen) {
        setHeaderTitle(t("record.columns.title"));
        setWidth("26rem");
        CheckboxGroup<ListColumn> columns = new CheckboxGroup<>(t("record.columns.shown"));
        columns.addThemeVariants(CheckboxGroupVariant.LUMO_VERTICAL);
        columns.setItems(all);
        columns.setItemLabelGenerator(ListColumn::label);
        columns.setValue(new LinkedHashSet<>(shown));
        columns.setHelperText(t("record.columns.order"));
        MultiSelectComboBox<ListColumn> cards =
                ComponentTexts.localised(new MultiSelectComboBox<>(t("record.columns.card")));
        cards.setItems(all);
        cards.setItemLabelGenerator(ListColumn::label);
        cards.setValue(new LinkedHashSet<>(card));
        cards.setHelperText(t("record.columns.cardHelp", ListLayout.CARD_FIELDS));
        cards.setWidthFull();
        add(columns, cards);
        Button cancel = new Button(t("ui.action.cancel"), click -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button apply = new Button(t("record.columns.apply"), click -> {
            boolean none = columns.getValue().isEmpty();
            boolean many = cards.getValue().size() > ListLayout.CARD_FIELDS;
            columns.setInvalid(none);
            columns.setErrorMessage(t("record.columns.none"));
            cards.setInvalid(many);
            cards.setErrorMessage(t("record.columns.cardMany", ListLayout.CARD_FIELDS));
            if (!none && !many) {
                close();
                chosen.accept(
                        inOrder(shown, columns.getValue()),
                        cards.getValue().stream().map(ListColumn::key).toList());
            }
        });
        apply.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(cancel, apply);
    }

    /** Columns that stay keep their places; new ones come last. */
    private static List<String> inOrder(List<ListColumn> before, java.util.Set<ListColumn> now) {
        List<ListColumn> order = new ArrayList<>(before);
        order.retainAll(now);
        now.stream().filter(column -> !order.contains(column)).forEach(order::add);
        return order.stream().map(ListColumn::key).toList();
    }
}

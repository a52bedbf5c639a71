package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import dev.millwright.field.EditorContext;
import dev.millwright.workspace.FilterPart;
import dev.millwright.workspace.FilterRow;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Asks which records are meant. */
final class FilterDialog extends Dialog {

    /**
     * @param columns what conditions may be about
     * @param chosen hears of the filter once it is complete
     */
    FilterDialog(
            List<ListColumn> columns,
            EditorContext context,
            List<FilterPart> present,
            Consumer<List<FilterPart>> chosen) {
        setHeaderTitle(t("record.list.filter"));
        setWidth("48rem");
        FilterEditor editor = new FilterEditor(columns, context, present);
        show(editor, editor::filter, chosen);
    }

    /**
     * Asks only what records have to have in one field.
     *
     * @param chosen hears of the condition once it is complete
     */
    FilterDialog(ListColumn column, EditorContext context, Optional<FilterRow> present, Consumer<FilterRow> chosen) {
        setHeaderTitle(column.label());
        setWidth("24rem");
        FilterLine line = new FilterLine(column, context, present);
        show(line, line::read, chosen).addClickShortcut(Key.ENTER);
    }

    private <T> Button show(FilterEntry entry, Supplier<Optional<T>> entered, Consumer<T> chosen) {
        setMaxWidth("calc(100vw - 2rem)");
        addClassName("mw-filter-dialog");
        add(entry.component());
        Button cancel = new Button(t("ui.action.cancel"), click -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button apply = new Button(
                t("record.filter.apply"),
                click -> entered.get().ifPresent(wanted -> {
                    close();
                    chosen.accept(wanted);
                }));
        apply.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(cancel, apply);
        addOpenedChangeListener(change -> {
            if (change.isOpened()) {
                entry.begin();
            }
        });
        return apply;
    }
}

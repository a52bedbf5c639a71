package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import dev.millwright.field.EditorContext;
import dev.millwright.field.EnteredField;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.PublishedField;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks which field of many records is to have which value. */
final class BulkChangeDialog extends Dialog {

    private final EditorContext context;
    private final Div value = new Div();
    private final UnorderedList refused = new UnorderedList();
    private final UUID form;
    private Supplier<Optional<Entered>> entered = Optional::empty;

    /** Makes the change. */
    interface Writer {
        /**
         * @param refused hears afterwards in words what was refused; nothing when all went well
         */
        void write(String field, @Nullable Object value, Consumer<List<String>> refused);
    }

    private record Entered(@Nullable Object value) {}

    BulkChangeDialog(UUID form, List<ListColumn> columns, EditorContext context, int records, Writer writer) {
        this.form = form;
        this.context = context;
        setHeaderTitle(t("record.bulk.change.title", records));
        setWidth("28rem");
        setMaxWidth("calc(100vw - 2rem)");
        addClassName("mw-bulk-dialog");
        Select<ListColumn> field = new Select<>();
        field.setLabel(t("record.bulk.change.field"));
        List<ListColumn> changeable =
                columns.stream().filter(BulkChangeDialog::changeable).toList();
        List<ListColumn> single = records == 1
                ? List.of()
                : changeable.stream().filter(BulkChangeDialog::unique).toList();
        field.setItems(
                changeable.stream().filter(column -> !single.contains(column)).toList());
        if (!single.isEmpty()) {
            field.setHelperText(t(
                    "record.bulk.change.unique",
                    single.stream().map(ListColumn::label).collect(Collectors.joining(", "))));
        }
        field.setItemLabelGenerator(ListColumn::label);
        field.setWidthFull();
        field.addValueChangeListener(change -> show(change.getValue()));
        refused.addClassName("mw-bulk-refused");
        refused.setVisible(false);
        add(field, value, refused);
        Button cancel = new Button(t("ui.action.cancel"), click -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button apply = new Button(t("record.bulk.change.action", records), click -> {
            ListColumn chosen = field.getValue();
            field.setInvalid(chosen == null);
            field.setErrorMessage(t("record.bulk.change.missing"));
            if (chosen != null) {
                entered.get().ifPresent(one -> writer.write(chosen.key(), one.value(), this::showRefused));
            }
        });
        apply.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(cancel, apply);
    }

    private static boolean changeable(ListColumn column) {
        PublishedField<?, ?> field = column.field();
        return field != null && field.isEntered();
    }

    private static boolean unique(ListColumn column) {
        PublishedField<?, ?> field = column.field();
        return field != null && field.isUnique();
    }

    private void show(@Nullable ListColumn column) {
        value.removeAll();
        refused.setVisible(false);
        PublishedField<?, ?> field = column == null ? null : column.field();
        if (field != null) {
            entered = input(field);
        }
    }

    private <C, V> Supplier<Optional<Entered>> input(PublishedField<C, V> field) {
        FieldEditor<V> editor = field.type()
                .editor(
                        field.config(),
                        new FieldPresentation(
                                t("record.bulk.change.value"),
                                field.definition().required() ? "" : t("record.bulk.change.empty"),
                                "",
                                field.definition().required()),
                        // What can be chosen for all of them goes by none of them.
                        context.within(field.in(form, EnteredField::nothing, EnteredField::nothing)));
        editor.component().getElement().getStyle().set("width", "100%");
        value.add(editor.component());
        editor.focus();
        editor.onChange(() -> editor.showError(null));
        return () -> {
            try {
                Entered read = new Entered(editor.value());
                editor.showError(null);
                return Optional.of(read);
            } catch (ValueFormatException e) {
                editor.showError(t(e));
                return Optional.empty();
            }
        };
    }

    private void showRefused(List<String> problems) {
        if (problems.isEmpty()) {
            close();
            return;
        }
        refused.removeAll();
        problems.forEach(problem -> refused.add(new ListItem(problem)));
        refused.setVisible(true);
    }
}

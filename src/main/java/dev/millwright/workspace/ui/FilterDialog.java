package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.field.ChoiceOption;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.PublishedField;
import dev.millwright.record.Asker;
import dev.millwright.shared.ValueKind;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.workspace.FilterRow;
import dev.millwright.workspace.FilterRow.Test;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks what records have to have in one field. */
final class FilterDialog extends Dialog {

    private final ListColumn column;
    private final EditorContext context;
    private final Select<Test> tests = new Select<>();
    private final Div inputs = new Div();
    private List<Supplier<@Nullable Object>> values = List.of();

    FilterDialog(ListColumn column, EditorContext context, Optional<FilterRow> present, Consumer<FilterRow> chosen) {
        this.column = column;
        this.context = context;
        setHeaderTitle(column.label());
        setWidth("24rem");
        addClassName("mw-filter-dialog");
        inputs.addClassName("mw-filter-inputs");
        tests.setItems(column.tests());
        tests.setItemLabelGenerator(test -> words(column.kind(), test));
        tests.setLabel(t("record.filter.question"));
        tests.setWidthFull();
        tests.addValueChangeListener(change -> showInputs(List.of()));
        add(tests, inputs);
        tests.setValue(present.map(FilterRow::test)
                .filter(column.tests()::contains)
                .orElse(column.tests().getFirst()));
        present.filter(row -> row.test() == tests.getValue()).ifPresent(row -> showInputs(row.values()));
        Button cancel = new Button(t("ui.action.cancel"), click -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button apply = new Button(
                t("record.filter.apply"),
                click -> read().ifPresent(row -> {
                    close();
                    chosen.accept(row);
                }));
        apply.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        apply.addClickShortcut(Key.ENTER);
        getFooter().add(cancel, apply);
    }

    /** Of several records one asks which are among them, of an option which it is. */
    static String words(ValueKind kind, Test test) {
        if (kind == ValueKind.REFERENCES && test.isOfSeveral()) {
            return t("record.filter.test.records." + test.name().toLowerCase(Locale.ROOT));
        }
        return t("record.filter.test." + test.name().toLowerCase(Locale.ROOT));
    }

    private Optional<FilterRow> read() {
        List<Object> read = new ArrayList<>();
        for (Supplier<@Nullable Object> value : values) {
            Object one = value.get();
            if (one == null) {
                return Optional.empty();
            }
            if (one instanceof Set<?> several) {
                read.addAll(several);
            } else {
                read.add(one);
            }
        }
        return Optional.of(new FilterRow(column.key(), tests.getValue(), read));
    }

    private void showInputs(List<Object> present) {
        inputs.removeAll();
        List<Supplier<@Nullable Object>> suppliers = new ArrayList<>();
        Test test = tests.getValue();
        for (int i = 0; i < test.valuesNeeded(); i++) {
            Object value = present.size() > i ? present.get(i) : null;
            suppliers.add(test.isOfSeveral() ? several(present) : input(label(test, i), value));
        }
        values = suppliers;
    }

    private static String label(Test test, int index) {
        if (test != Test.BETWEEN) {
            return t("record.filter.value");
        }
        return t(index == 0 ? "record.filter.from" : "record.filter.to");
    }

    private Supplier<@Nullable Object> several(List<Object> present) {
        MultiSelectComboBox<Object> box = ComponentTexts.localised(new MultiSelectComboBox<>(t("record.filter.value")));
        PublishedField<?, ?> field = column.field();
        List<ChoiceOption> options = field == null ? List.of() : field.options();
        box.setItemLabelGenerator(value -> shown(value, options));
        box.setWidthFull();
        if (field != null && (field.isPerson() || field.type().namesDepartment())) {
            box.setItems(query -> found(field, query.getFilter().orElse(""), query.getOffset(), query.getLimit()));
            box.setValue(new LinkedHashSet<>(present));
        } else if (field != null && field.targetOfMany().isPresent()) {
            UUID form = field.targetOfMany().get();
            box.setItems(query ->
                    context
                            .findRecords(form, query.getFilter().orElse(""), query.getOffset(), query.getLimit())
                            .stream()
                            .map(Object.class::cast));
            box.setValue(present.stream()
                    .filter(RecordRef.class::isInstance)
                    .collect(Collectors.toCollection(LinkedHashSet::new)));
        } else {
            List<Object> keys = options.stream().<Object>map(ChoiceOption::key).toList();
            box.setItems(keys);
            box.setValue(keys.stream().filter(present::contains).collect(Collectors.toSet()));
        }
        inputs.add(box);
        return () -> {
            Set<Object> chosen = new LinkedHashSet<>(box.getValue());
            box.setInvalid(chosen.isEmpty());
            box.setErrorMessage(t("record.filter.valueMissing"));
            return chosen.isEmpty() ? null : chosen;
        };
    }

    /** Whoever looks comes first, then those whose names hold what was typed. */
    private Stream<Object> found(PublishedField<?, ?> field, String text, int offset, int limit) {
        List<Object> askers = askers().filter(
                        asker -> words(asker).toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
                .<Object>map(asker -> asker)
                .toList();
        int from = Math.max(0, offset - askers.size());
        int rest = limit - (int) askers.stream().skip(offset).limit(limit).count();
        List<?> others = field.type().namesDepartment()
                ? context.findDepartments(text, from, rest)
                : context.findPeople(text, from, rest);
        return Stream.concat(
                askers.stream().skip(offset).limit(limit), others.stream().map(Object.class::cast));
    }

    private static String shown(Object value, List<ChoiceOption> options) {
        return switch (value) {
            case Asker asker -> words(asker);
            case PersonRef person -> person.name();
            case RecordRef link -> String.valueOf(link.title());
            default ->
                options.stream()
                        .filter(option -> option.key().equals(value))
                        .map(ChoiceOption::label)
                        .findFirst()
                        .orElseGet(() -> Arrays.stream(value.toString().split("/", -1))
                                .filter(step -> !step.isEmpty())
                                .collect(Collectors.joining(" / ")));
        };
    }

    private Stream<Asker> askers() {
        return Arrays.stream(Asker.values())
                .filter(asker -> asker.suits(column.kind(), Optional.ofNullable(column.field())));
    }

    static String words(Asker asker) {
        return t("record.filter.asker." + asker.name().toLowerCase(Locale.ROOT));
    }

    private Supplier<@Nullable Object> input(String label, @Nullable Object value) {
        return switch (column.kind()) {
            case TEXT, REFERENCE, REFERENCES, CHOICE -> text(label, value);
            case DATE, DATE_TIME -> day(label, value);
            case NUMBER, BOOLEAN, TIME, FILE, STRUCTURE -> {
                PublishedField<?, ?> field = column.field();
                yield field == null ? text(label, value) : own(field, label, value);
            }
        };
    }

    private Supplier<@Nullable Object> text(String label, @Nullable Object value) {
        TextField text = new TextField(label);
        text.setWidthFull();
        String shown = value instanceof RecordRef link
                ? String.valueOf(link.title())
                : value instanceof PersonRef person
                        ? person.name()
                        : value == null || value instanceof Asker ? "" : value.toString();
        text.setValue(shown);
        Optional<Asker> offered = askers().findFirst();
        Checkbox whoever = new Checkbox(offered.map(FilterDialog::words).orElse(""));
        whoever.setVisible(offered.isPresent() && tests.getValue() != Test.CONTAINS);
        whoever.addValueChangeListener(change -> text.setEnabled(!change.getValue()));
        whoever.setValue(whoever.isVisible() && value instanceof Asker);
        inputs.add(text, whoever);
        text.focus();
        return () -> {
            if (whoever.getValue()) {
                return offered.orElseThrow();
            }
            String typed = text.getValue().strip();
            text.setInvalid(typed.isEmpty());
            text.setErrorMessage(t("record.filter.valueMissing"));
            // Who is named by who they are stays so, unless somebody writes another name.
            return typed.isEmpty() ? null : typed.equals(shown.strip()) && value != null ? value : typed;
        };
    }

    private Supplier<@Nullable Object> day(String label, @Nullable Object value) {
        DatePicker picker = ComponentTexts.localised(new DatePicker(label));
        picker.setLocale(context.locale());
        picker.setWidthFull();
        picker.setValue(value instanceof LocalDate day ? day : null);
        inputs.add(picker);
        return () -> {
            LocalDate day = picker.getValue();
            picker.setInvalid(day == null);
            picker.setErrorMessage(t("record.filter.valueMissing"));
            return day;
        };
    }

    private <C, V> Supplier<@Nullable Object> own(PublishedField<C, V> field, String label, @Nullable Object value) {
        FieldEditor<V> editor =
                field.type().editor(field.config(), new FieldPresentation(label, "", "", false), context);
        Component component = editor.component();
        component.getElement().getStyle().set("width", "100%");
        if (value != null) {
            editor.setValue(field.type().valueType().cast(value));
        }
        inputs.add(component);
        return () -> {
            try {
                V entered = editor.value();
                editor.showError(entered == null ? t("record.filter.valueMissing") : null);
                return entered;
            } catch (ValueFormatException e) {
                editor.showError(t(e));
                return null;
            }
        };
    }
}

package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasAriaLabel;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
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
import dev.millwright.record.RelativeDays;
import dev.millwright.record.RelativeDays.Span;
import dev.millwright.shared.ValueKind;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.Icons;
import dev.millwright.workspace.FilterRow;
import dev.millwright.workspace.FilterRow.Test;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One condition of a filter: a field, a question, and what it is compared with. */
final class FilterLine extends Div implements FilterEntry {

    private static final int USUAL_DAYS = 7;

    private final EditorContext context;
    private final ComboBox<ListColumn> fields = new ComboBox<>();
    private final Select<Test> tests = new Select<>();
    private final Div inputs = new Div();
    private final boolean oneField;
    private List<Supplier<@Nullable Object>> values = List.of();

    /** What is asked of a column but cannot be asked anew, such as whether a value occurs twice. */
    private @Nullable FilterRow kept;

    /**
     * @param present empty for a condition that is still to be chosen
     * @param removed takes the line away
     */
    FilterLine(
            List<ListColumn> columns,
            EditorContext context,
            Optional<FilterRow> present,
            Consumer<FilterLine> removed) {
        this(columns, context, present, false);
        Button remove = new Button(Icons.of("vaadin:close-small"), click -> removed.accept(this));
        remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
        remove.addClassName("mw-filter-remove");
        remove.setAriaLabel(t("record.filter.removeLine"));
        remove.setTooltipText(t("record.filter.removeLine"));
        add(remove);
    }

    /** A condition about one field, which stays that. */
    FilterLine(ListColumn column, EditorContext context, Optional<FilterRow> present) {
        this(List.of(column), context, present, true);
        fields.setVisible(false);
        tests.setWidthFull();
        if (present.isEmpty()) {
            fields.setValue(column);
        }
    }

    private FilterLine(List<ListColumn> columns, EditorContext context, Optional<FilterRow> present, boolean oneField) {
        this.context = context;
        this.oneField = oneField;
        addClassName(oneField ? "mw-filter-one" : "mw-filter-line");
        inputs.addClassName("mw-filter-inputs");
        fields.setItems(
                columns.stream().filter(column -> !column.tests().isEmpty()).toList());
        fields.setItemLabelGenerator(ListColumn::label);
        fields.setAriaLabel(t("record.filter.field"));
        fields.setPlaceholder(t("record.filter.chooseField"));
        fields.addClassName("mw-filter-field");
        name(tests, t("record.filter.question"));
        tests.addClassName("mw-filter-test");
        add(fields, tests, inputs);
        tests.setVisible(false);
        inputs.setVisible(false);
        present.ifPresent(row -> columns.stream()
                .filter(column -> column.key().equals(row.field()))
                .findFirst()
                .ifPresent(column -> show(column, row)));
        fields.addValueChangeListener(change -> {
            if (change.getValue() != null) {
                fields.setInvalid(false);
                offer(change.getValue(), change.getValue().tests());
                tests.setValue(change.getValue().tests().getFirst());
                if (change.isFromClient()) {
                    tests.focus();
                }
            }
        });
        tests.addValueChangeListener(change -> {
            if (change.getValue() != null) {
                showInputs(List.of());
            }
        });
    }

    /** There is room for labels where one field is asked for. */
    private <C extends HasLabel & HasAriaLabel> void name(C component, String label) {
        if (oneField) {
            component.setLabel(label);
        } else {
            component.setAriaLabel(label);
        }
    }

    private void show(ListColumn column, FilterRow row) {
        fields.setValue(column);
        List<Test> offered = new ArrayList<>(column.tests());
        if (!offered.contains(row.test())) {
            offered.add(row.test());
        }
        kept = row.test() == Test.DUPLICATED ? row : null;
        offer(column, offered);
        tests.setValue(row.test());
        showInputs(row.values());
    }

    private void offer(ListColumn column, List<Test> offered) {
        tests.setItemLabelGenerator(test -> FilterWords.test(column.kind(), test));
        tests.setItems(offered);
        tests.setVisible(true);
        inputs.setVisible(true);
    }

    @Override
    public Component component() {
        return this;
    }

    @Override
    public void begin() {
        if (oneField) {
            tests.focus();
        } else {
            fields.focus();
        }
    }

    @Override
    public boolean isBlank() {
        return fields.getValue() == null;
    }

    @Override
    public Optional<FilterRow> read() {
        Test test = tests.getValue();
        FilterRow as = kept;
        if (as != null
                && as.test() == test
                && as.field().equals(fields.getValue().key())) {
            return Optional.of(as);
        }
        List<Object> read = new ArrayList<>();
        boolean complete = true;
        for (Supplier<@Nullable Object> value : values) {
            Object one = value.get();
            if (one instanceof Set<?> several) {
                read.addAll(several);
            } else if (one != null) {
                read.add(one);
            } else {
                complete = false;
            }
        }
        return complete ? Optional.of(new FilterRow(fields.getValue().key(), test, read)) : Optional.empty();
    }

    private void showInputs(List<Object> present) {
        inputs.removeAll();
        ListColumn column = fields.getValue();
        Test test = tests.getValue();
        List<Supplier<@Nullable Object>> suppliers = new ArrayList<>();
        if (test == Test.WITHIN) {
            suppliers.add(days(present.isEmpty() ? null : (RelativeDays) present.getFirst()));
        } else {
            for (int i = 0; i < test.valuesNeeded(); i++) {
                Object value = present.size() > i ? present.get(i) : null;
                suppliers.add(
                        test.isOfSeveral() ? several(column, present) : input(column, test, label(test, i), value));
            }
        }
        values = suppliers;
    }

    private static String label(Test test, int index) {
        if (test != Test.BETWEEN) {
            return t("record.filter.value");
        }
        return t(index == 0 ? "record.filter.from" : "record.filter.to");
    }

    private Supplier<@Nullable Object> days(@Nullable RelativeDays present) {
        Select<Span> spans = new Select<>();
        name(spans, t("record.filter.value"));
        spans.setItemLabelGenerator(FilterWords::span);
        spans.setItems(Span.values());
        spans.setWidthFull();
        IntegerField count = new IntegerField();
        name(count, t("record.filter.daysCount"));
        count.setMin(1);
        count.setMax(RelativeDays.MOST_DAYS);
        count.setSuffixComponent(new Div(t("record.filter.daysUnit")));
        count.setWidthFull();
        count.setValue(present != null && present.span().isCounted() ? present.count() : USUAL_DAYS);
        spans.addValueChangeListener(
                change -> count.setVisible(change.getValue().isCounted()));
        spans.setValue(present == null ? Span.THIS_WEEK : present.span());
        count.setVisible(spans.getValue().isCounted());
        inputs.add(spans, count);
        return () -> {
            Span span = spans.getValue();
            if (!span.isCounted()) {
                return RelativeDays.of(span);
            }
            Integer days = count.getValue();
            boolean wrong = days == null || days < 1 || days > RelativeDays.MOST_DAYS;
            count.setErrorMessage(t("record.filter.daysWrong", RelativeDays.MOST_DAYS));
            count.setInvalid(wrong);
            return wrong ? null : new RelativeDays(span, Objects.requireNonNull(days));
        };
    }

    private Supplier<@Nullable Object> several(ListColumn column, List<Object> present) {
        MultiSelectComboBox<Object> box = ComponentTexts.localised(new MultiSelectComboBox<>());
        name(box, t("record.filter.value"));
        box.setPlaceholder(t("record.filter.choose"));
        PublishedField<?, ?> field = column.field();
        List<ChoiceOption> options = field == null ? List.of() : field.options();
        box.setItemLabelGenerator(value -> FilterWords.choice(value, options));
        box.setWidthFull();
        Optional<UUID> target = field == null ? Optional.empty() : field.leadsTo();
        if (target.isPresent()) {
            box.setItems(
                    query -> context
                            .findRecords(
                                    target.get(), query.getFilter().orElse(""), query.getOffset(), query.getLimit())
                            .stream()
                            .map(Object.class::cast));
            box.setValue(new LinkedHashSet<>(present));
        } else if (field == null
                || field.isPerson()
                || column.kind() == ValueKind.REFERENCE
                || field.type().namesDepartment()) {
            box.setItems(query -> found(column, query.getFilter().orElse(""), query.getOffset(), query.getLimit()));
            box.setValue(new LinkedHashSet<>(present));
        } else {
            // What is no option any more stays to be seen, and to be taken away.
            Set<Object> keys = new LinkedHashSet<>(
                    options.stream().<Object>map(ChoiceOption::key).toList());
            keys.addAll(present);
            box.setItems(keys);
            box.setValue(new LinkedHashSet<>(present));
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
    private Stream<Object> found(ListColumn column, String text, int offset, int limit) {
        List<Object> askers = askers(column)
                .filter(asker ->
                        FilterWords.asker(asker).toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
                .<Object>map(asker -> asker)
                .toList();
        int from = Math.max(0, offset - askers.size());
        int rest = limit - (int) askers.stream().skip(offset).limit(limit).count();
        List<?> others = column.field() != null && column.field().type().namesDepartment()
                ? context.findDepartments(text, from, rest)
                : context.findPeople(text, from, rest);
        return Stream.concat(
                askers.stream().skip(offset).limit(limit), others.stream().map(Object.class::cast));
    }

    private static Stream<Asker> askers(ListColumn column) {
        return Arrays.stream(Asker.values())
                .filter(asker -> asker.suits(column.kind(), Optional.ofNullable(column.field())));
    }

    private Supplier<@Nullable Object> input(ListColumn column, Test test, String label, @Nullable Object value) {
        return switch (column.kind()) {
            case TEXT, REFERENCE, REFERENCES, CHOICE -> text(column, test, label, value);
            case DATE, DATE_TIME -> day(label, value);
            case NUMBER, BOOLEAN, TIME, FILE, STRUCTURE -> {
                PublishedField<?, ?> field = column.field();
                yield field == null ? text(column, test, label, value) : own(field, label, value);
            }
        };
    }

    private Supplier<@Nullable Object> text(ListColumn column, Test test, String label, @Nullable Object value) {
        TextField text = new TextField();
        name(text, label);
        text.setWidthFull();
        String shown = value instanceof RecordRef link
                ? String.valueOf(link.title())
                : value instanceof PersonRef person
                        ? person.name()
                        : value == null || value instanceof Asker ? "" : value.toString();
        text.setValue(shown);
        Optional<Asker> offered = askers(column).findFirst();
        Checkbox whoever = new Checkbox(offered.map(FilterWords::asker).orElse(""));
        whoever.setVisible(offered.isPresent() && test != Test.CONTAINS && test != Test.STARTS_WITH);
        whoever.addValueChangeListener(change -> text.setEnabled(!change.getValue()));
        whoever.setValue(whoever.isVisible() && value instanceof Asker);
        inputs.add(text, whoever);
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
        DatePicker picker = ComponentTexts.localised(new DatePicker());
        name(picker, label);
        picker.setPlaceholder(label);
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
        FieldEditor<V> editor = field.type()
                .editor(field.config(), new FieldPresentation(oneField ? label : "", "", "", false), context);
        Component component = editor.component();
        component.getElement().getStyle().set("width", "100%");
        if (!oneField && component instanceof HasAriaLabel named) {
            named.setAriaLabel(label);
        }
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

package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.millwright.extension.PropertyKind.ValueAccess;
import dev.millwright.flow.ui.Conditions.Literal;
import dev.millwright.flow.ui.Conditions.Row;
import dev.millwright.flow.ui.Conditions.Test;
import dev.millwright.form.PublishedField;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A condition from drop-downs: field, comparison, value; all of them or any; as a formula for those who want one. */
final class ConditionEditor extends Composite<Div> {

    private final DesignEditors editors;
    private final String label;
    private final @Nullable UUID form;
    private final ValueAccess<String> value;
    private final List<PublishedField<?, ?>> fields;
    private final List<Row> rows = new ArrayList<>();
    private boolean any;
    private boolean formula;

    ConditionEditor(DesignEditors editors, String label, @Nullable UUID form, ValueAccess<String> value) {
        this.editors = editors;
        this.label = label;
        this.form = form;
        this.value = value;
        this.fields = editors.fieldsOf(form).stream()
                .filter(field -> !tests(field).isEmpty())
                .toList();
        getContent().addClassName("mw-flow-stack");
        read();
        show();
    }

    private void read() {
        Optional<Conditions> read = Conditions.read(value.get()).filter(this::canBeShown);
        formula = read.isEmpty();
        rows.clear();
        read.ifPresent(conditions -> {
            rows.addAll(conditions.rows());
            any = conditions.any();
        });
    }

    private boolean canBeShown(Conditions conditions) {
        return conditions.rows().stream()
                .allMatch(row -> field(row.field())
                        .filter(field -> tests(field).contains(row.test()))
                        .filter(field -> row.values().stream().allMatch(one -> LiteralField.shows(field, one)))
                        .isPresent());
    }

    private Optional<PublishedField<?, ?>> field(String key) {
        return fields.stream().filter(field -> field.key().equals(key)).findFirst();
    }

    private static Row begun(PublishedField<?, ?> field) {
        return new Row(field.key(), tests(field).getFirst(), List.of());
    }

    /** What can be asked of a field, the most usual first. */
    static List<Test> tests(PublishedField<?, ?> field) {
        return switch (field.expressionType()) {
            case NUMBER ->
                List.of(
                        Test.AT_LEAST,
                        Test.MORE,
                        Test.AT_MOST,
                        Test.LESS,
                        Test.IS,
                        Test.IS_NOT,
                        Test.EMPTY,
                        Test.FILLED);
            case DATE -> List.of(Test.IS, Test.LESS, Test.AT_MOST, Test.MORE, Test.AT_LEAST, Test.EMPTY, Test.FILLED);
            case DATE_TIME -> List.of(Test.EMPTY, Test.FILLED);
            case BOOLEAN -> List.of(Test.IS);
            case CHOICE -> List.of(Test.IS, Test.IS_NOT, Test.ANY_OF, Test.NONE_OF, Test.EMPTY, Test.FILLED);
            case CHOICES -> List.of(Test.IS, Test.IS_NOT, Test.EMPTY, Test.FILLED);
            case TEXT, LINK -> List.of(Test.IS, Test.IS_NOT, Test.CONTAINS, Test.STARTS, Test.EMPTY, Test.FILLED);
            case PERSON -> List.of(Test.IS, Test.IS_NOT, Test.EMPTY, Test.FILLED);
            case OTHER -> List.of(Test.FILLED, Test.EMPTY);
            case ID, EMPTY -> List.of();
        };
    }

    private void show() {
        getContent().removeAll();
        Span heading = new Span(label);
        heading.addClassName("mw-conditions-label");
        getContent().add(heading);
        if (formula) {
            getContent().add(new FormulaField(editors, "", form, true, value.get(), value::set));
            getContent().add(link("flow.condition.asChoices", "vaadin:list-select", () -> {
                if (Conditions.read(value.get()).filter(this::canBeShown).isPresent()) {
                    formula = false;
                    read();
                    show();
                } else {
                    Notices.error(t("flow.condition.tooMuch"));
                }
            }));
            return;
        }
        if (fields.isEmpty()) {
            Span none = new Span(t("flow.condition.noFields"));
            none.addClassName("mw-property-help");
            getContent().add(none);
            return;
        }
        if (rows.size() > 1) {
            getContent()
                    .add(DesignEditors.select(
                            "", List.of("all", "any"), one -> t("flow.condition." + one), any ? "any" : "all", one -> {
                                any = one.equals("any");
                                tell();
                            }));
        }
        for (int i = 0; i < rows.size(); i++) {
            getContent().add(row(i));
        }
        Div more = new Div(
                link("flow.condition.add", "vaadin:plus", () -> {
                    rows.add(begun(fields.getFirst()));
                    show();
                }),
                link("flow.condition.asFormula", "vaadin:curly-brackets", () -> {
                    formula = true;
                    show();
                }));
        more.addClassName("mw-flow-more");
        getContent().add(more);
    }

    private static Button link(String key, String icon, Runnable clicked) {
        Button button = new Button(t(key), Icons.of(icon), click -> clicked.run());
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        return button;
    }

    private Component row(int index) {
        Row row = rows.get(index);
        PublishedField<?, ?> of = field(row.field()).orElse(fields.getFirst());
        Select<String> which = DesignEditors.select(
                "",
                fields.stream().map(PublishedField::key).toList(),
                key -> field(key).<String>map(PublishedField::label).orElse(key),
                row.field(),
                key -> field(key).ifPresent(field -> set(index, begun(field))));
        which.setAriaLabel(t("flow.condition.field"));
        Select<String> test = DesignEditors.select(
                "",
                tests(of).stream().map(Enum::name).toList(),
                one -> t("flow.condition.test." + Test.valueOf(one).key()),
                row.test().name(),
                one -> set(index, changed(rows.get(index), Test.valueOf(one))));
        test.setAriaLabel(t("flow.condition.test"));
        Button remove = new Button(Icons.of("vaadin:close-small"), click -> {
            rows.remove(index);
            tell();
            show();
        });
        remove.setAriaLabel(t("flow.condition.remove"));
        remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
        Div head = new Div(which, remove);
        head.addClassName("mw-flow-row-head");
        Div line = new Div(test);
        line.addClassName("mw-flow-row-line");
        Div box = new Div(head, line);
        if (row.test().needsValue()) {
            Span unfinished = new Span(t("flow.condition.unfinished"));
            unfinished.addClassName("mw-property-help");
            unfinished.setVisible(row.values().isEmpty());
            box.add(unfinished);
            line.add(LiteralField.of(editors, of, row.test().takesSeveral(), row.values(), values -> {
                Row now = rows.get(index);
                rows.set(index, new Row(now.field(), now.test(), values));
                unfinished.setVisible(values.isEmpty());
                tell();
            }));
        }
        box.addClassNames("mw-flow-box", "mw-flow-condition");
        return box;
    }

    private static Row changed(Row row, Test test) {
        boolean keeps = test.needsValue() && test.takesSeveral() == row.test().takesSeveral();
        return new Row(row.field(), test, keeps ? row.values() : List.<Literal>of());
    }

    private void set(int index, Row row) {
        rows.set(index, row);
        tell();
        show();
    }

    /** Comparisons that still lack their value do not count yet. */
    private void tell() {
        value.set(new Conditions(
                        any,
                        rows.stream()
                                .filter(row -> !row.test().needsValue()
                                        || !row.values().isEmpty())
                                .toList())
                .expression());
    }
}

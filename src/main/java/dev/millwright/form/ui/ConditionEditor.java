package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.millwright.expression.ExpressionType;
import dev.millwright.extension.PropertyKind.ValueAccess;
import dev.millwright.form.ui.Conditions.Literal;
import dev.millwright.form.ui.Conditions.Row;
import dev.millwright.form.ui.Conditions.Test;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.ui.Selects;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A condition from drop-downs: field, comparison, value; all of them or any; as a formula for those who want one. */
public final class ConditionEditor extends Composite<Div> {

    /** Stands for no field. */
    private static final String WRITTEN = "=";

    private final ConditionPorts editors;
    private final String label;
    private final @Nullable UUID form;
    private final ValueAccess<String> value;
    private final List<ConditionField> fields;
    private final List<Row> rows = new ArrayList<>();

    /** Rows in which a value is to be written out, where another field could stand as well. */
    private final Set<Integer> written = new HashSet<>();

    /** Stays while rows come and go: a click that is quicker than the answer to the one before would be lost on one made anew. */
    private final Div more = new Div();

    private final Div parts = new Div();
    private boolean any;
    private boolean formula;

    public ConditionEditor(ConditionPorts editors, String label, @Nullable UUID form, ValueAccess<String> value) {
        this.editors = editors;
        this.label = label;
        this.form = form;
        this.value = value;
        this.fields = editors.fields(form).stream()
                .filter(field -> !tests(field).isEmpty())
                .toList();
        getContent().addClassName("mw-flow-stack");
        more.add(
                link("form.condition.add", "vaadin:plus", () -> {
                    rows.add(begun(fields.getFirst()));
                    show();
                }),
                link("form.condition.asFormula", "vaadin:curly-brackets", () -> {
                    formula = true;
                    show();
                }));
        more.addClassName("mw-flow-more");
        parts.addClassName("mw-flow-stack");
        getContent().add(parts, more);
        read();
        show();
    }

    /** Whether something in it does not count: a comparison that lacks its value, or none at all. */
    public boolean isUnfinished() {
        return !formula && (rows.isEmpty() || !rows.stream().allMatch(ConditionEditor::counts));
    }

    /** Whether there is a comparison in it that lacks its value, and so does not count. */
    boolean lacksValue() {
        return !formula && !rows.stream().allMatch(ConditionEditor::counts);
    }

    private static boolean counts(Row row) {
        return !row.test().needsValue() || !row.values().isEmpty();
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
                        .filter(field -> row.values().stream().allMatch(one -> shows(field, row.test(), one)))
                        .isPresent());
    }

    private boolean shows(ConditionField field, Test test, Literal value) {
        String own = keyOf(value);
        return own == null
                ? LiteralField.shows(entered(field, test), value)
                : editors.own(form, field).stream().anyMatch(one -> one.key().equals(own));
    }

    /** With what a field is compared where that is not written out. */
    private static @Nullable String keyOf(Literal value) {
        return switch (value) {
            case Literal.Own(String name) -> name;
            case Literal.Today _ -> ConditionField.TODAY;
            default -> null;
        };
    }

    /** What a value is entered as: moments are before or after each other, and equal by their day. */
    private static ConditionField entered(ConditionField field, Test test) {
        return field.type() == ExpressionType.DATE_TIME && test == Test.IS ? field.byDay() : field;
    }

    private Optional<ConditionField> field(String key) {
        return fields.stream().filter(field -> field.key().equals(key)).findFirst();
    }

    private static Row begun(ConditionField field) {
        return new Row(field.key(), tests(field).getFirst(), List.of());
    }

    /** What can be asked of a field, the most usual first. */
    public static List<Test> tests(ConditionField field) {
        return field.department()
                ? Stream.concat(Stream.of(Test.MINE, Test.UNDER_MINE), usual(field.type()).stream())
                        .toList()
                : usual(field.type());
    }

    private static List<Test> usual(ExpressionType type) {
        return switch (type) {
            case NUMBER, TIME, DURATION ->
                List.of(
                        Test.AT_LEAST,
                        Test.MORE,
                        Test.AT_MOST,
                        Test.LESS,
                        Test.IS,
                        Test.IS_NOT,
                        Test.EMPTY,
                        Test.FILLED);
            case DATE, DATE_RANGE ->
                List.of(Test.IS, Test.LESS, Test.AT_MOST, Test.MORE, Test.AT_LEAST, Test.EMPTY, Test.FILLED);
            case DATE_TIME ->
                List.of(Test.LESS, Test.AT_MOST, Test.MORE, Test.AT_LEAST, Test.IS, Test.EMPTY, Test.FILLED);
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
        more.setVisible(!formula && !fields.isEmpty());
        parts.removeAll();
        Span heading = new Span(label);
        heading.addClassName("mw-conditions-label");
        parts.add(heading);
        if (formula) {
            parts.add(new FormulaField(editors, "", form, true, value.get(), value::set));
            parts.add(link("form.condition.asChoices", "vaadin:list-select", () -> {
                if (Conditions.read(value.get()).filter(this::canBeShown).isPresent()) {
                    formula = false;
                    read();
                    show();
                } else {
                    Notices.error(t("form.condition.tooMuch"));
                }
            }));
            return;
        }
        if (fields.isEmpty()) {
            Span none = new Span(t("form.condition.noFields"));
            none.addClassName("mw-property-help");
            parts.add(none);
            return;
        }
        if (rows.size() > 1) {
            parts.add(Selects.of(
                    "", List.of("all", "any"), one -> t("form.condition." + one), any ? "any" : "all", one -> {
                        any = one.equals("any");
                        tell();
                    }));
        }
        for (int i = 0; i < rows.size(); i++) {
            parts.add(row(i));
        }
    }

    private static Button link(String key, String icon, Runnable clicked) {
        Button button = new Button(t(key), Icons.of(icon), click -> clicked.run());
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        return button;
    }

    private Component row(int index) {
        Row row = rows.get(index);
        ConditionField of = field(row.field()).orElse(fields.getFirst());
        Select<String> which = Selects.of(
                "",
                fields.stream().map(ConditionField::key).toList(),
                key -> field(key).<String>map(ConditionField::label).orElse(key),
                row.field(),
                key -> field(key).ifPresent(field -> set(index, begun(field))));
        which.setAriaLabel(t("form.condition.field"));
        Select<String> test = Selects.of(
                "",
                tests(of).stream().map(Enum::name).toList(),
                one -> t("form.condition.test." + Test.valueOf(one).key()),
                row.test().name(),
                one -> set(index, changed(of, rows.get(index), Test.valueOf(one))));
        test.setAriaLabel(t("form.condition.test"));
        Button remove = new Button(Icons.of("vaadin:close-small"), click -> {
            rows.remove(index);
            written.clear();
            tell();
            show();
        });
        remove.setAriaLabel(t("form.condition.remove"));
        remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
        Div head = new Div(which, remove);
        head.addClassName("mw-flow-row-head");
        Div line = new Div(test);
        line.addClassName("mw-flow-row-line");
        Div box = new Div(head, line);
        if (row.test().needsValue()) {
            Span unfinished = new Span(t("form.condition.unfinished"));
            unfinished.addClassName("mw-property-help");
            unfinished.setVisible(row.values().isEmpty());
            box.add(unfinished);
            Consumer<List<Literal>> entered = values -> {
                Row now = rows.get(index);
                rows.set(index, new Row(now.field(), now.test(), values));
                unfinished.setVisible(values.isEmpty());
                tell();
            };
            List<ConditionField> own = row.test().takesSeveral() ? List.of() : editors.own(form, of);
            String compared = compared(row, of, own, written.contains(index));
            if (!own.isEmpty()) {
                line.add(ownOrWritten(own, compared, chosen -> {
                    if (chosen.equals(WRITTEN)) {
                        written.add(index);
                        entered.accept(List.of());
                    } else {
                        written.remove(index);
                        entered.accept(List.of(
                                chosen.equals(ConditionField.TODAY) ? new Literal.Today() : new Literal.Own(chosen)));
                    }
                    show();
                }));
            }
            if (compared.equals(WRITTEN)) {
                // Where there is a choice of what it is compared with, the value has a line of its own.
                (own.isEmpty() ? line : box)
                        .add(LiteralField.of(
                                editors, entered(of, row.test()), row.test().takesSeveral(), row.values(), entered));
            }
        }
        box.addClassNames("mw-flow-box", "mw-flow-condition");
        return box;
    }

    /** The other field with which a row compares, or {@link #WRITTEN}; empty before that is chosen. */
    private static String compared(Row row, ConditionField of, List<ConditionField> own, boolean written) {
        // A link is rarely compared with a text.
        boolean open = !own.isEmpty()
                && of.type() == ExpressionType.LINK
                && row.values().isEmpty()
                && !written;
        return row.values().stream()
                .flatMap(one -> Stream.ofNullable(keyOf(one)))
                .findFirst()
                .orElse(open ? "" : WRITTEN);
    }

    /** With what a field is compared: another field, or something that is written out. */
    private Component ownOrWritten(List<ConditionField> own, String present, Consumer<String> chosen) {
        List<String> keys = Stream.concat(own.stream().map(ConditionField::key), Stream.of(WRITTEN))
                .toList();
        Select<String> select = Selects.of(
                "",
                keys,
                key -> key.equals(WRITTEN)
                        ? t("form.condition.written")
                        : own.stream()
                                .filter(field -> field.key().equals(key))
                                .map(editors::called)
                                .findFirst()
                                .orElse(key),
                present,
                chosen);
        select.setAriaLabel(t("form.condition.comparedWith"));
        select.setPlaceholder(t("form.condition.comparedWith"));
        return select;
    }

    private static Row changed(ConditionField of, Row row, Test test) {
        boolean keeps = test.needsValue()
                && test.takesSeveral() == row.test().takesSeveral()
                && entered(of, test).equals(entered(of, row.test()));
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
                        any, rows.stream().filter(ConditionEditor::counts).toList())
                .expression());
    }
}

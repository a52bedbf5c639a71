package dev.millwright.flow.ui;

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
import dev.millwright.flow.RecordChoice;
import dev.millwright.flow.RecordValues;
import dev.millwright.form.PublishedField;
import dev.millwright.form.ui.ConditionField;
import dev.millwright.form.ui.ConditionPorts;
import dev.millwright.form.ui.Conditions;
import dev.millwright.form.ui.Conditions.Literal;
import dev.millwright.form.ui.FormulaField;
import dev.millwright.form.ui.LiteralField;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Selects;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what fields of a record are set to: values, or formulas about the flow's record. */
final class ValuesEditor extends Composite<Div> {

    /** What is said of the fields. */
    enum Use {
        /** What fields of new records are filled with. */
        FILL,
        /** What fields of records that are there become. */
        CHANGE,
        /** What fields of the flow's own record become. */
        CHANGE_OWN,
        /** What fields are equal to of the records that are meant, also of those that nobody fills, or which records they are. */
        MATCH
    }

    private static final String EMPTY = "null";
    private static final String NUMBER = "1";

    private final DesignEditors editors;
    private final String label;
    private final Use use;
    private final boolean matching;
    private final ConditionPorts named;
    private final ValueAccess<Map<String, String>> value;
    private final List<PublishedField<?, ?>> fields;
    private final List<String> keys;
    private final List<Line> lines = new ArrayList<>();
    private final Set<String> formulas = new HashSet<>();
    private final Div parts = new Div();

    /** Never made anew: a click that is quicker than the answer to the one before would be lost. */
    private final Button add;

    /** A field and the expression that it is set to; empty while none was entered. */
    private record Line(String field, String expression) {}

    ValuesEditor(
            DesignEditors editors, String label, @Nullable UUID form, Use use, ValueAccess<Map<String, String>> value) {
        this.editors = editors;
        this.label = label;
        this.use = use;
        this.matching = use == Use.MATCH;
        this.named = use == Use.CHANGE && form != null ? new ChangePorts(editors, form) : editors;
        this.value = value;
        this.fields = editors.fieldsOf(form).stream()
                .filter(field -> matching || field.isEntered())
                .toList();
        this.keys = Stream.concat(
                        matching ? Stream.of(RecordChoice.ITSELF) : Stream.empty(),
                        fields.stream().map(PublishedField::key))
                .toList();
        value.get().forEach((field, expression) -> lines.add(new Line(field, expression)));
        add = new Button(t("flow.values.add"), Icons.of("vaadin:plus"), click -> {
            lines.add(new Line(free().getFirst(), ""));
            tell();
            show();
        });
        add.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        parts.addClassName("mw-flow-stack");
        getContent().addClassName("mw-flow-stack");
        getContent().add(parts, add);
        show();
    }

    private String called(String key) {
        return key.equals(RecordChoice.ITSELF)
                ? t("flow.values.itself")
                : field(key).<String>map(PublishedField::label).orElse(key);
    }

    private Optional<PublishedField<?, ?>> field(String key) {
        return fields.stream().filter(field -> field.key().equals(key)).findFirst();
    }

    private void show() {
        parts.removeAll();
        Span heading = new Span(label);
        heading.addClassName("mw-conditions-label");
        parts.add(heading);
        for (int i = 0; i < lines.size(); i++) {
            parts.add(line(i));
        }
        add.setEnabled(!free().isEmpty());
    }

    private List<String> free() {
        return keys.stream()
                .filter(key -> lines.stream().noneMatch(line -> line.field().equals(key)))
                .toList();
    }

    private Component line(int index) {
        Line line = lines.get(index);
        Select<String> which = Selects.of(
                "",
                keys.stream()
                        .filter(key -> key.equals(line.field())
                                || lines.stream()
                                        .noneMatch(other -> other.field().equals(key)))
                        .toList(),
                this::called,
                line.field(),
                key -> {
                    lines.set(index, new Line(key, ""));
                    tell();
                    show();
                });
        which.setAriaLabel(t("form.condition.field"));
        Button remove = new Button(Icons.of("vaadin:close-small"), click -> {
            lines.remove(index);
            tell();
            show();
        });
        remove.setAriaLabel(t("flow.settings.remove", called(line.field())));
        remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
        Div head = new Div(which, remove);
        head.addClassName("mw-flow-row-head");
        Optional<PublishedField<?, ?>> field = field(line.field());
        Optional<Literal> literal = literal(line.expression());
        boolean empty = line.expression().equals(EMPTY);
        Optional<Amount> amount = formulas.contains(line.field())
                ? Optional.empty()
                : field.filter(this::counts)
                        .flatMap(of -> Amount.read(own(of.key()), line.expression()))
                        .filter(this::shows);
        String kind = empty
                ? "empty"
                : amount.isPresent()
                        ? amount.get().more() ? "increase" : "decrease"
                        : field.isEmpty()
                                        || formulas.contains(line.field())
                                        || !line.expression().isEmpty()
                                                && (literal.isEmpty()
                                                        || field.isEmpty()
                                                        || !LiteralField.shows(
                                                                ConditionField.of(field.get()), literal.get()))
                                ? "formula"
                                : "value";
        Select<String> how = Selects.of(
                "",
                field.filter(this::counts).isPresent()
                        ? List.of("value", "increase", "decrease", "formula", "empty")
                        : List.of("value", "formula", "empty"),
                one -> t((matching ? "flow.match." : "flow.values.") + one),
                kind,
                one -> {
                    if (one.equals("formula")) {
                        formulas.add(line.field());
                    } else {
                        formulas.remove(line.field());
                    }
                    set(
                            index,
                            switch (one) {
                                case "empty" -> EMPTY;
                                case "formula" -> empty ? "" : line.expression();
                                case "increase", "decrease" ->
                                    new Amount(
                                                    own(line.field()),
                                                    one.equals("increase"),
                                                    amount.map(Amount::by).orElseGet(this::firstAmount))
                                            .expression();
                                default -> "";
                            });
                    show();
                });
        how.setAriaLabel(t("flow.values.how"));
        Div box = new Div(head);
        if (field.isPresent()) {
            box.add(how);
        }
        switch (kind) {
            case "formula" ->
                box.add(new FormulaField(named, "", null, false, line.expression(), text -> set(index, text)));
            case "increase", "decrease" -> amount.ifPresent(present -> box.add(by(index, present)));
            case "value" ->
                field.ifPresent(of -> box.add(LiteralField.of(
                        editors,
                        ConditionField.of(of),
                        false,
                        literal.map(List::of).orElse(List.of()),
                        values -> set(
                                index, values.isEmpty() ? "" : values.getFirst().expression()))));
            default -> {}
        }
        box.addClassName("mw-flow-box");
        return box;
    }

    /** Whether it can become more or less. */
    private boolean counts(PublishedField<?, ?> field) {
        return (use == Use.CHANGE || use == Use.CHANGE_OWN) && field.expressionType() == ExpressionType.NUMBER;
    }

    /** What a formula calls a field of the record that is changed. */
    private String own(String key) {
        return use == Use.CHANGE ? RecordValues.TARGET + key : key;
    }

    private List<ConditionField> amounts() {
        return editors.fields(null).stream()
                .filter(field -> field.type() == ExpressionType.NUMBER)
                .toList();
    }

    private String firstAmount() {
        return amounts().stream().map(ConditionField::key).findFirst().orElse(NUMBER);
    }

    /** What it is changed by can be longer, where it was written as a formula. */
    private boolean shows(Amount amount) {
        return amounts().stream().anyMatch(field -> field.key().equals(amount.by()))
                || literal(amount.by()).filter(Literal.Amount.class::isInstance).isPresent();
    }

    /** By what: a field of the flow's record, or a number. */
    private Component by(int index, Amount amount) {
        Map<String, String> choices = new LinkedHashMap<>();
        amounts().forEach(field -> choices.put(field.key(), field.label()));
        boolean field = choices.containsKey(amount.by());
        choices.put("", t("flow.values.number"));
        Select<String> which = Selects.of(
                "",
                List.copyOf(choices.keySet()),
                key -> choices.getOrDefault(key, key),
                field ? amount.by() : "",
                key -> {
                    set(index, new Amount(amount.field(), amount.more(), key.isEmpty() ? NUMBER : key).expression());
                    show();
                });
        which.setAriaLabel(t("flow.values.by"));
        Div box = new Div(which);
        box.addClassName("mw-flow-stack");
        if (!field) {
            box.add(LiteralField.of(
                    editors,
                    new ConditionField("", t("flow.values.number"), ExpressionType.NUMBER, List.of()),
                    false,
                    literal(amount.by()).map(List::of).orElse(List.of()),
                    values -> set(
                            index,
                            values.isEmpty()
                                    ? ""
                                    : new Amount(
                                                    amount.field(),
                                                    amount.more(),
                                                    values.getFirst().expression())
                                            .expression())));
        }
        return box;
    }

    /** The value that an expression is, if it is nothing more. */
    private static Optional<Literal> literal(String expression) {
        return Conditions.read("x = " + expression)
                .filter(read -> read.rows().size() == 1)
                .map(read -> read.rows().getFirst())
                .filter(row -> row.test() == Conditions.Test.IS)
                .map(row -> row.values().getFirst());
    }

    private void set(int index, String expression) {
        lines.set(index, new Line(lines.get(index).field(), expression));
        tell();
    }

    private void tell() {
        Map<String, String> values = new LinkedHashMap<>();
        lines.forEach(line -> values.put(line.field(), line.expression()));
        value.set(Collections.unmodifiableMap(values));
    }
}

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
import dev.millwright.flow.RecordChoice;
import dev.millwright.form.PublishedField;
import dev.millwright.form.ui.ConditionField;
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

    private static final String EMPTY = "null";

    private final DesignEditors editors;
    private final String label;
    private final boolean matching;
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

    /** @param matching whether records are chosen, also by fields that nobody fills and by what they are */
    ValuesEditor(
            DesignEditors editors,
            String label,
            @Nullable UUID form,
            boolean matching,
            ValueAccess<Map<String, String>> value) {
        this.editors = editors;
        this.label = label;
        this.matching = matching;
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
        String kind = empty
                ? "empty"
                : field.isEmpty()
                                || formulas.contains(line.field())
                                || !line.expression().isEmpty()
                                        && (literal.isEmpty()
                                                || field.isEmpty()
                                                || !LiteralField.shows(ConditionField.of(field.get()), literal.get()))
                        ? "formula"
                        : "value";
        Select<String> how = Selects.of(
                "",
                List.of("value", "formula", "empty"),
                one -> t((matching ? "flow.match." : "flow.values.") + one),
                kind,
                one -> {
                    if (one.equals("formula")) {
                        formulas.add(line.field());
                    } else {
                        formulas.remove(line.field());
                    }
                    String kept = one.equals("formula") ? line.expression().replace(EMPTY, "") : "";
                    set(index, one.equals("empty") ? EMPTY : kept);
                    show();
                });
        how.setAriaLabel(t("flow.values.how"));
        Div box = new Div(head);
        if (field.isPresent()) {
            box.add(how);
        }
        switch (kind) {
            case "formula" ->
                box.add(new FormulaField(editors, "", null, false, line.expression(), text -> set(index, text)));
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

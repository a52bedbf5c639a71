package dev.millwright.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.extension.CountedText;
import dev.millwright.extension.PropertyContext;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.SiblingFields;
import dev.millwright.field.SiblingFields.Sibling;
import dev.millwright.field.type.CodeFieldType.DatePart;
import dev.millwright.field.type.CodeFieldType.FieldPart;
import dev.millwright.field.type.CodeFieldType.FixedText;
import dev.millwright.field.type.CodeFieldType.Part;
import dev.millwright.field.type.CodeFieldType.Reset;
import dev.millwright.field.type.CodeFieldType.RunningNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Edits the parts of a code, with an example that follows every change. */
final class CodePartsEditor extends Composite<Div> {

    private static final List<String> PATTERNS = List.of("yyMMdd", "yyyyMMdd", "yyMM", "yyyyMM", "yy", "yyyy");

    private final PropertyContext context;
    private final PropertyKind.ValueAccess<List<Part>> value;
    private final Function<List<Part>, String> exampleOf;
    private final Span example = new Span();
    private final Div rows = new Div();
    private final Div adders = new Div();

    CodePartsEditor(
            PropertyContext context, PropertyKind.ValueAccess<List<Part>> value, Function<List<Part>, String> example) {
        this.context = context;
        this.value = value;
        this.exampleOf = example;
        Span label = new Span(text("parts"));
        label.addClassName("mw-property-label");
        this.example.addClassName("mw-code-example");
        Div shown = new Div(new Span(text("example")), this.example);
        shown.addClassName("mw-code-example-line");
        rows.addClassName("mw-code-parts");
        adders.addClassName("mw-code-adders");
        getContent().add(label, shown, rows, adders);
        show();
    }

    private void show() {
        List<Part> parts = value.get();
        example.setText(exampleOf.apply(parts));
        rows.removeAll();
        for (int i = 0; i < parts.size(); i++) {
            rows.add(row(i, parts.get(i), parts.size()));
        }
        adders.removeAll();
        adders.add(
                adder("text", new FixedText("-")),
                adder("date", new DatePart("yyMMdd", false)),
                adder("field", new FieldPart(null, true, "")));
        if (parts.stream().noneMatch(RunningNumber.class::isInstance)) {
            adders.add(adder("number", new RunningNumber(5, Reset.NEVER)));
        }
    }

    private Button adder(String kind, Part part) {
        Button button = new Button(text(kind), new Icon("vaadin", "plus"), event -> {
            List<Part> parts = new ArrayList<>(value.get());
            // What is added goes before the number, which ends almost every code.
            int end = !parts.isEmpty() && parts.getLast() instanceof RunningNumber ? parts.size() - 1 : parts.size();
            parts.add(end, part);
            set(parts);
            show();
        });
        button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        return button;
    }

    private void set(List<Part> parts) {
        value.set(List.copyOf(parts));
        example.setText(exampleOf.apply(parts));
    }

    /** Changes one part without drawing the rows anew, so that the caret stays where it is. */
    private void change(int index, UnaryOperator<Part> edit) {
        List<Part> parts = new ArrayList<>(value.get());
        Part changed = edit.apply(parts.get(index));
        if (!changed.equals(parts.get(index))) {
            parts.set(index, changed);
            set(parts);
        }
    }

    private void move(int from, int to) {
        List<Part> parts = new ArrayList<>(value.get());
        parts.add(to, parts.remove(from));
        set(parts);
        show();
    }

    private Component row(int index, Part part, int count) {
        Div settings = new Div(
                switch (part) {
                    case FixedText text -> new Component[] {fixedText(index, text)};
                    case DatePart date ->
                        new Component[] {
                            pattern(index, date),
                            ownSequence(
                                    date.ownSequence(),
                                    own -> change(index, p -> new DatePart(((DatePart) p).pattern(), own)))
                        };
                    case FieldPart field ->
                        new Component[] {
                            field(index, field),
                            whenEmpty(index, field),
                            ownSequence(
                                    field.ownSequence(),
                                    own -> change(
                                            index,
                                            p -> new FieldPart(
                                                    ((FieldPart) p).field(), own, ((FieldPart) p).whenEmpty())))
                        };
                    case RunningNumber number -> new Component[] {width(index, number), reset(index, number)};
                });
        settings.addClassName("mw-code-part-settings");
        Button up = icon("arrow-up", "up", () -> move(index, index - 1));
        up.setEnabled(index > 0);
        Button down = icon("arrow-down", "down", () -> move(index, index + 1));
        down.setEnabled(index < count - 1);
        Div actions = new Div(up, down);
        actions.addClassName("mw-code-part-actions");
        if (!(part instanceof RunningNumber)) {
            actions.add(icon("close-small", "remove", () -> {
                List<Part> parts = new ArrayList<>(value.get());
                parts.remove(index);
                set(parts);
                show();
            }));
        }
        Div row = new Div(settings, actions);
        row.addClassName("mw-code-part");
        return row;
    }

    private Component fixedText(int index, FixedText part) {
        TextField field = new TextField(text("text"), part.text(), "");
        return limited(field, typed -> change(index, p -> new FixedText(typed)));
    }

    private Component pattern(int index, DatePart part) {
        ComboBox<String> box = new ComboBox<>(text("date"));
        List<String> patterns = new ArrayList<>(PATTERNS);
        if (!patterns.contains(part.pattern())) {
            patterns.addFirst(part.pattern());
        }
        box.setItems(patterns);
        box.setValue(part.pattern());
        box.setAllowCustomValue(true);
        box.setManualValidation(true);
        box.addCustomValueSetListener(event -> {
            String typed = event.getDetail().strip();
            if (!patterns.contains(typed)) {
                patterns.addFirst(typed);
                box.setItems(patterns);
            }
            box.setValue(typed);
        });
        box.addValueChangeListener(event -> {
            String pattern = event.getValue() == null ? "" : event.getValue();
            box.setInvalid(!new DatePart(pattern, false).isValid());
            box.setErrorMessage(context.texts().text(context.locale(), "field.config.code.date", pattern));
            change(index, p -> new DatePart(pattern, ((DatePart) p).ownSequence()));
        });
        return box;
    }

    private Component field(int index, FieldPart part) {
        List<Sibling> siblings =
                context.port(SiblingFields.class).map(SiblingFields::siblings).orElse(List.of()).stream()
                        .filter(CodePartsEditor::fitsIntoCode)
                        .toList();
        ComboBox<Sibling> box = new ComboBox<>(text("field"));
        box.setItems(siblings);
        box.setItemLabelGenerator(Sibling::label);
        box.setManualValidation(true);
        siblings.stream()
                .filter(sibling -> sibling.id().equals(part.field()))
                .findFirst()
                .ifPresent(box::setValue);
        box.setInvalid(box.isEmpty());
        box.setErrorMessage(context.texts().text(context.locale(), "field.config.code.field"));
        box.addValueChangeListener(event -> {
            Sibling chosen = event.getValue();
            box.setInvalid(chosen == null);
            change(
                    index,
                    p -> new FieldPart(
                            chosen == null ? null : chosen.id(),
                            ((FieldPart) p).ownSequence(),
                            ((FieldPart) p).whenEmpty()));
        });
        return box;
    }

    private static boolean fitsIntoCode(Sibling sibling) {
        return switch (sibling.kind()) {
            case TEXT, NUMBER, BOOLEAN, DATE, CHOICE, REFERENCE -> true;
            case TIME, DATE_TIME, REFERENCES, FILE, STRUCTURE -> false;
        };
    }

    private Component whenEmpty(int index, FieldPart part) {
        TextField field = new TextField(text("whenEmpty"), part.whenEmpty(), "");
        field.addClassName("mw-code-when-empty");
        return limited(
                field,
                typed -> change(
                        index,
                        p -> new FieldPart(((FieldPart) p).field(), ((FieldPart) p).ownSequence(), typed.strip())));
    }

    /** What is too long stays as it was typed, and is not handed out until it is shortened. */
    private TextField limited(TextField field, Consumer<String> typed) {
        int longest = CodeFieldType.LONGEST_TEXT;
        field.setManualValidation(true);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.addValueChangeListener(event -> {
            int length = event.getValue().length();
            field.setInvalid(length > longest);
            field.setErrorMessage(
                    length > longest
                            ? context.texts().text(context.locale(), "field.error.tooLong", longest, length)
                            : null);
            if (length <= longest) {
                typed.accept(event.getValue());
            }
        });
        return CountedText.upTo(longest, field);
    }

    private Component ownSequence(boolean own, java.util.function.Consumer<Boolean> edit) {
        Checkbox box = new Checkbox(text("ownSequence"), own);
        box.addValueChangeListener(event -> edit.accept(event.getValue()));
        return box;
    }

    private Component width(int index, RunningNumber part) {
        IntegerField field = new IntegerField(text("width"));
        field.setValue(part.width());
        field.setMin(1);
        field.setMax(CodeFieldType.MOST_DIGITS);
        field.setStepButtonsVisible(true);
        field.setManualValidation(true);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.addValueChangeListener(event -> {
            Integer width = event.getValue();
            boolean fits = width != null && width >= 1 && width <= CodeFieldType.MOST_DIGITS;
            field.setInvalid(!fits);
            field.setErrorMessage(
                    context.texts().text(context.locale(), "field.config.code.width", CodeFieldType.MOST_DIGITS));
            if (fits) {
                change(index, p -> new RunningNumber(width, ((RunningNumber) p).reset()));
            }
        });
        return field;
    }

    private Component reset(int index, RunningNumber part) {
        Select<Reset> select = new Select<>();
        select.setLabel(text("reset"));
        select.setItems(Reset.values());
        select.setItemLabelGenerator(reset -> text("reset." + reset.word()));
        select.setValue(part.reset());
        select.addValueChangeListener(event ->
                change(index, p -> new RunningNumber(((RunningNumber) p).width(), event.getValue())));
        return select;
    }

    private Button icon(String name, String key, Runnable action) {
        Button button = new Button(new Icon("vaadin", name), event -> action.run());
        button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
        button.setAriaLabel(text(key));
        button.setTooltipText(text(key));
        return button;
    }

    private String text(String key) {
        return context.texts().text(context.locale(), "field.code." + key);
    }
}

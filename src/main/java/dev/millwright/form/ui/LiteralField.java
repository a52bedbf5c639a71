package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.expression.ExpressionType;
import dev.millwright.field.ChoiceOption;
import dev.millwright.field.Parted;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.form.ui.Conditions.Literal;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.LimitedText;
import dev.millwright.ui.Selects;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes inputs for what a field is compared with or set to, by what the field holds. */
public final class LiteralField {

    private static final int OFFERED = 50;
    private static final int PAUSE_WHILE_TYPING = 400;
    private static final int LONGEST = 200;

    /** Half past eight. */
    private static final long EXAMPLE = 30_600;

    private LiteralField() {}

    /** Whether the literal can be shown by the input of the field. */
    public static boolean shows(ConditionField field, Literal literal) {
        return switch (literal) {
            case Literal.Words _ -> isText(field.type());
            case Literal.Amount _ -> field.type() == ExpressionType.NUMBER;
            case Literal.Clock clock -> field.type() == (clock.ofDay() ? ExpressionType.TIME : ExpressionType.DURATION);
            case Literal.Day _ -> field.type() == ExpressionType.DATE || field.type() == ExpressionType.DATE_RANGE;
            case Literal.Moment _ -> field.type() == ExpressionType.DATE_TIME;
            case Literal.Truth _ -> field.type() == ExpressionType.BOOLEAN;
            case Literal.Today _ -> false;
            case Literal.Me _ -> field.type() == ExpressionType.PERSON;
            // Another field is chosen, not entered.
            case Literal.Own _ -> false;
        };
    }

    /** A value of a record as a condition would say it; empty for what no condition compares. */
    public static Optional<Literal> of(Object value, ExpressionType type, ZoneId zone) {
        return Optional.ofNullable(
                switch (Parted.plain(value)) {
                    case null -> null;
                    case BigDecimal seconds
                    when type == ExpressionType.DURATION -> new Literal.Clock(false, seconds.longValue());
                    case String text -> new Literal.Words(text);
                    case PersonRef person -> new Literal.Words(person.id() == null ? person.name() : person.id());
                    case RecordRef record -> new Literal.Words(String.valueOf(record.title()));
                    case BigDecimal number -> new Literal.Amount(number.toPlainString());
                    case Long number -> new Literal.Amount(number.toString());
                    case Integer number -> new Literal.Amount(number.toString());
                    case Boolean yes -> new Literal.Truth(yes);
                    case LocalDate day -> new Literal.Day(day);
                    case LocalTime time -> new Literal.Clock(true, time.toSecondOfDay());
                    case Instant moment ->
                        new Literal.Moment(LocalDateTime.ofInstant(moment, zone).truncatedTo(ChronoUnit.MINUTES));
                    default -> null;
                });
    }

    private static boolean isText(ExpressionType type) {
        return switch (type) {
            case TEXT, CHOICE, CHOICES, LINK, PERSON -> true;
            case NUMBER, BOOLEAN, DATE, DATE_TIME, TIME, DURATION, DATE_RANGE, ID, OTHER, EMPTY -> false;
        };
    }

    /**
     * @param several whether several of the field's options can be chosen
     * @param changed hears of what was entered, nothing when the input is empty
     */
    public static Component of(
            ConditionPorts editors,
            ConditionField field,
            boolean several,
            List<Literal> present,
            Consumer<List<Literal>> changed) {
        if (!field.options().isEmpty()) {
            return several ? options(field, present, changed) : option(field, present, changed);
        }
        return switch (field.type()) {
            case BOOLEAN -> truth(present, changed);
            case DATE, DATE_RANGE -> day(present, changed);
            case DATE_TIME -> moment(present, changed);
            case TIME, DURATION -> clock(field.type() == ExpressionType.TIME, present, changed);
            case PERSON -> person(editors, present, changed);
            case NUMBER -> text(present, "[0-9.\\-]", text -> changed.accept(amount(text)));
            case TEXT, CHOICE, CHOICES, LINK, ID, OTHER, EMPTY ->
                text(
                        present,
                        null,
                        text -> changed.accept(text.isEmpty() ? List.of() : List.of(new Literal.Words(text))));
        };
    }

    private static Component clock(boolean ofDay, List<Literal> present, Consumer<List<Literal>> changed) {
        TextField field = text(
                present,
                "[0-9:：]",
                typed -> changed.accept(Literal.Clock.of(ofDay, typed).stream()
                        .<Literal>map(clock -> clock)
                        .toList()));
        field.setPlaceholder(new Literal.Clock(ofDay, EXAMPLE).words());
        return field;
    }

    private static List<Literal> amount(String text) {
        return text.matches("-?\\d{1,30}(\\.\\d{1,30})?") ? List.of(new Literal.Amount(text)) : List.of();
    }

    private static Component option(ConditionField field, List<Literal> present, Consumer<List<Literal>> changed) {
        return named(Selects.of(
                "",
                keys(field),
                key -> label(field, key),
                words(present).findFirst().orElse(""),
                key -> changed.accept(List.of(new Literal.Words(key)))));
    }

    private static Component options(ConditionField field, List<Literal> present, Consumer<List<Literal>> changed) {
        MultiSelectComboBox<String> box = ComponentTexts.localised(new MultiSelectComboBox<>());
        box.setItems(keys(field));
        box.setItemLabelGenerator(key -> label(field, key));
        box.setValue(words(present).collect(Collectors.toSet()));
        box.setWidthFull();
        box.setAriaLabel(t("form.condition.value"));
        box.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                changed.accept(keys(field).stream()
                        .filter(change.getValue()::contains)
                        .<Literal>map(Literal.Words::new)
                        .toList());
            }
        });
        return box;
    }

    /** A value that a field has to hold: one of its options, yes or no, or a text as people read it; empty for anything. */
    public static Component value(String label, Optional<ConditionField> of, String present, Consumer<String> changed) {
        List<String> keys = of.map(LiteralField::values).orElse(List.of());
        if (keys.isEmpty()) {
            TextField typed = new TextField(label);
            typed.setWidthFull();
            typed.setManualValidation(true);
            typed.setValueChangeMode(ValueChangeMode.LAZY);
            typed.setValueChangeTimeout(PAUSE_WHILE_TYPING);
            LimitedText.upTo(LONGEST, typed, text -> changed.accept(text.strip()));
            typed.setPlaceholder(t("form.condition.anyValue"));
            typed.setValue(present);
            return typed;
        }
        ConditionField field = of.orElseThrow();
        Select<String> select = new Select<>();
        select.setLabel(label);
        String chosen = keyOf(field, present);
        select.setItems(Stream.concat(keys.stream(), Stream.of(chosen))
                .filter(key -> !key.isEmpty())
                .distinct()
                .toList());
        select.setItemLabelGenerator(key -> key == null ? t("form.condition.anyValue") : valueInWords(field, key));
        select.setEmptySelectionAllowed(true);
        select.setEmptySelectionCaption(t("form.condition.anyValue"));
        select.setWidthFull();
        if (!chosen.isEmpty()) {
            select.setValue(chosen);
        }
        select.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                changed.accept(Objects.requireNonNullElse(change.getValue(), ""));
            }
        });
        return select;
    }

    private static List<String> values(ConditionField field) {
        return field.type() == ExpressionType.BOOLEAN ? List.of("true", "false") : keys(field);
    }

    /** An option may have been written down by its label. */
    private static String keyOf(ConditionField field, String value) {
        return field.options().stream()
                .filter(option -> option.label().equals(value))
                .map(ChoiceOption::key)
                .findFirst()
                .orElse(value);
    }

    public static String valueInWords(ConditionField field, String value) {
        if (field.type() == ExpressionType.BOOLEAN && values(field).contains(value)) {
            return t(value.equals("true") ? "form.condition.yes" : "form.condition.no");
        }
        return label(field, value);
    }

    private static List<String> keys(ConditionField field) {
        return field.options().stream()
                .filter(option -> !option.retired())
                .map(ChoiceOption::key)
                .toList();
    }

    private static String label(ConditionField field, String key) {
        return field.options().stream()
                .filter(option -> option.key().equals(key))
                .map(ChoiceOption::label)
                .findFirst()
                .orElse(key);
    }

    private static Stream<String> words(List<Literal> literals) {
        return literals.stream()
                .flatMap(literal -> literal instanceof Literal.Words(String text) ? Stream.of(text) : Stream.empty());
    }

    private static Component truth(List<Literal> present, Consumer<List<Literal>> changed) {
        String now = present.stream()
                .findFirst()
                .map(literal -> literal.equals(new Literal.Truth(true)) ? "yes" : "no")
                .orElse("");
        return named(Selects.of(
                "",
                List.of("yes", "no"),
                key -> t("form.condition." + key),
                now,
                key -> changed.accept(List.of(new Literal.Truth(key.equals("yes"))))));
    }

    private static Component day(List<Literal> present, Consumer<List<Literal>> changed) {
        DatePicker picker = ComponentTexts.localised(new DatePicker());
        picker.setLocale(locale());
        picker.setWidthFull();
        picker.setAriaLabel(t("form.condition.value"));
        present.stream()
                .findFirst()
                .filter(Literal.Day.class::isInstance)
                .ifPresent(day -> picker.setValue(((Literal.Day) day).day()));
        picker.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                LocalDate chosen = change.getValue();
                changed.accept(chosen == null ? List.of() : List.of(new Literal.Day(chosen)));
            }
        });
        return picker;
    }

    private static Component moment(List<Literal> present, Consumer<List<Literal>> changed) {
        DateTimePicker picker = ComponentTexts.localised(new DateTimePicker());
        picker.setStep(Duration.ofMinutes(1));
        picker.setWidthFull();
        picker.setAriaLabel(t("form.condition.value"));
        present.stream()
                .findFirst()
                .filter(Literal.Moment.class::isInstance)
                .ifPresent(moment -> picker.setValue(((Literal.Moment) moment).moment()));
        picker.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                LocalDateTime chosen = change.getValue();
                changed.accept(chosen == null ? List.of() : List.of(new Literal.Moment(chosen)));
            }
        });
        return picker;
    }

    private static Component person(ConditionPorts editors, List<Literal> present, Consumer<List<Literal>> changed) {
        ComboBox<PersonRef> box = new ComboBox<>();
        box.setItemLabelGenerator(PersonRef::name);
        box.setItems(new CallbackDataProvider<>(
                query -> people(editors, query.getFilter().orElse("")).stream()
                        .skip(query.getOffset())
                        .limit(query.getLimit()),
                query -> people(editors, query.getFilter().orElse("")).size()));
        box.setWidthFull();
        box.setAriaLabel(t("form.condition.value"));
        words(present)
                .findFirst()
                .ifPresent(id -> box.setValue(editors.person(id).orElse(new PersonRef(null, id))));
        if (present.contains(new Literal.Me())) {
            box.setValue(me(editors));
        }
        box.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                changed.accept(
                        me(editors).equals(change.getValue())
                                ? List.of(new Literal.Me())
                                : Optional.ofNullable(change.getValue())
                                        .map(person -> person.id() == null ? person.name() : person.id())
                                        .<List<Literal>>map(id -> List.of(new Literal.Words(id)))
                                        .orElse(List.of()));
            }
        });
        return box;
    }

    private static PersonRef me(ConditionPorts editors) {
        return new PersonRef(null, editors.me());
    }

    /** Whoever it is asked for comes first, where that is somebody. */
    private static List<PersonRef> people(ConditionPorts editors, String text) {
        List<PersonRef> people = new ArrayList<>();
        if (editors.knowsMe() && editors.me().toLowerCase(locale()).contains(text.toLowerCase(locale()))) {
            people.add(me(editors));
        }
        people.addAll(editors.findPeople(text, OFFERED));
        return people;
    }

    private static TextField text(List<Literal> present, @Nullable String allowed, Consumer<String> typed) {
        TextField field = new TextField();
        field.setWidthFull();
        field.setAriaLabel(t("form.condition.value"));
        field.setPlaceholder(t("form.condition.value"));
        if (allowed != null) {
            field.setAllowedCharPattern(allowed);
        }
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setValueChangeTimeout(PAUSE_WHILE_TYPING);
        present.stream()
                .findFirst()
                .ifPresent(literal -> field.setValue(
                        switch (literal) {
                            case Literal.Words(String text) -> text;
                            case Literal.Amount(String digits) -> digits;
                            case Literal.Clock clock -> clock.words();
                            case Literal.Day(LocalDate day) -> day.toString();
                            case Literal.Moment(LocalDateTime moment) -> moment.toString();
                            case Literal.Truth(boolean yes) -> Boolean.toString(yes);
                            case Literal.Today _, Literal.Me _, Literal.Own _ -> "";
                        }));
        field.setManualValidation(true);
        return LimitedText.upTo(LONGEST, field, text -> typed.accept(text.strip()));
    }

    private static Component named(Select<String> select) {
        select.setAriaLabel(t("form.condition.value"));
        select.setPlaceholder(t("form.condition.value"));
        return select;
    }
}

package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.expression.ExpressionType;
import dev.millwright.field.ChoiceOption;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormRules;
import dev.millwright.form.PublishedField;
import dev.millwright.form.RuleAction;
import dev.millwright.form.SectionDefinition;
import dev.millwright.form.ui.Conditions.Literal;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.Icons;
import dev.millwright.ui.LimitedText;
import dev.millwright.ui.Selects;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One thing that a rule does, from drop-downs. */
final class RuleActionEditor extends Composite<Div> {

    private static final int PAUSE_WHILE_TYPING = 400;

    private final DesignPorts ports;
    private final FormDefinition form;
    private final RuleWords words;
    private final Listener listener;
    private RuleAction action;

    /** Hears what becomes of the action. */
    interface Listener {

        /** @param typing whether more of the same is to be expected, so that nothing on the screen may move */
        void changed(RuleAction action, boolean typing);

        void removed();
    }

    /** Where a value comes from. */
    private enum From {
        VALUE,
        TODAY,
        ME,
        FIELD,
        FORMULA
    }

    RuleActionEditor(DesignPorts ports, FormDefinition form, RuleWords words, RuleAction action, Listener listener) {
        this.ports = ports;
        this.form = form;
        this.words = words;
        this.action = action;
        this.listener = listener;
        getContent().addClassNames("mw-flow-box", "mw-rule-action");
        Span kind = new Span(t("form.rules.kind." + RuleKind.of(action).key()));
        Button remove = new Button(Icons.of("vaadin:close-small"), click -> listener.removed());
        remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
        remove.setAriaLabel(t("form.rules.removeAction"));
        Div head = new Div(kind, remove);
        head.addClassName("mw-flow-row-head");
        getContent().add(head);
        body().forEach(getContent()::add);
    }

    private List<Component> body() {
        return switch (action) {
            case RuleAction.Show(List<UUID> of) -> List.of(several(places(), of));
            case RuleAction.Hide(List<UUID> of) -> List.of(several(places(), of));
            case RuleAction.Require(List<UUID> of) -> List.of(several(fields(PublishedField::isEntered), of));
            case RuleAction.Free(List<UUID> of) -> List.of(several(fields(PublishedField::isEntered), of));
            case RuleAction.Lock(List<UUID> of) -> List.of(several(fields(PublishedField::isEntered), of));
            case RuleAction.Clear(List<UUID> of) -> List.of(several(fields(PublishedField::isEntered), of));
            case RuleAction.Fill(UUID field, String with) -> fill(field, with);
            case RuleAction.Offer(UUID field, List<String> options) -> offer(field, options);
            case RuleAction.Refuse(UUID field, String message) -> message(field, message);
            case RuleAction.Warn(UUID field, String message) -> message(field, message);
        };
    }

    private void change(RuleAction other, boolean typing) {
        action = other;
        listener.changed(other, typing);
    }

    private List<UUID> fields(Predicate<PublishedField<?, ?>> suitable) {
        return suitable(form, ports, suitable);
    }

    static List<UUID> suitable(FormDefinition form, DesignPorts ports, Predicate<PublishedField<?, ?>> suitable) {
        return form.fields()
                .flatMap(field -> ports.resolver().resolve(field).stream())
                .filter(suitable)
                .map(PublishedField::id)
                .toList();
    }

    private List<UUID> places() {
        List<UUID> places =
                new ArrayList<>(form.fields().map(FieldDefinition::id).toList());
        if (form.sections().size() > 1) {
            form.sections().stream().map(SectionDefinition::id).forEach(places::add);
        }
        return places;
    }

    private Component several(List<UUID> offered, List<UUID> present) {
        MultiSelectComboBox<UUID> box = ComponentTexts.localised(new MultiSelectComboBox<>());
        List<UUID> all = new ArrayList<>(offered);
        present.stream().filter(id -> !all.contains(id)).forEach(all::add);
        box.setItems(all);
        box.setItemLabelGenerator(words::name);
        box.setValue(new LinkedHashSet<>(present));
        box.setWidthFull();
        box.setAriaLabel(t("form.rules.fields"));
        box.setPlaceholder(t("form.rules.fields"));
        box.addValueChangeListener(changed -> {
            List<UUID> of = all.stream().filter(changed.getValue()::contains).toList();
            change(about(of), true);
        });
        return box;
    }

    private RuleAction about(List<UUID> of) {
        return switch (action) {
            case RuleAction.Show _ -> new RuleAction.Show(of);
            case RuleAction.Hide _ -> new RuleAction.Hide(of);
            case RuleAction.Require _ -> new RuleAction.Require(of);
            case RuleAction.Free _ -> new RuleAction.Free(of);
            case RuleAction.Lock _ -> new RuleAction.Lock(of);
            case RuleAction.Clear _ -> new RuleAction.Clear(of);
            case RuleAction.Fill _, RuleAction.Offer _, RuleAction.Refuse _, RuleAction.Warn _ -> action;
        };
    }

    private Component one(List<UUID> offered, @Nullable UUID present, boolean whole, Consumer<String> chosen) {
        List<String> all = new ArrayList<>();
        if (whole) {
            all.add("form");
        }
        offered.forEach(id -> all.add(id.toString()));
        var select = Selects.of(
                "",
                all,
                id -> words.name(id.equals("form") ? null : UUID.fromString(id)),
                present == null ? "form" : present.toString(),
                chosen);
        select.setAriaLabel(t("form.condition.field"));
        return select;
    }

    private List<Component> fill(UUID field, String with) {
        List<Component> parts = new ArrayList<>();
        parts.add(one(
                fields(FormRules::canFill),
                field,
                false,
                id -> change(new RuleAction.Fill(UUID.fromString(id), ""), false)));
        PublishedField<?, ?> bound =
                form.field(field).flatMap(ports.resolver()::resolve).orElse(null);
        if (bound == null) {
            return parts;
        }
        RulePorts editors = new RulePorts(ports, field);
        ExpressionType type = bound.expressionType();
        List<ConditionField> same = editors.fields(null).stream()
                .filter(one -> one.type() == type && !one.key().equals(bound.key()))
                .toList();
        List<From> from = new ArrayList<>();
        if (type != ExpressionType.PERSON && type != ExpressionType.LINK) {
            from.add(From.VALUE);
        }
        if (type == ExpressionType.DATE) {
            from.add(From.TODAY);
        }
        if (type == ExpressionType.PERSON) {
            from.add(From.ME);
        }
        if (!same.isEmpty()) {
            from.add(From.FIELD);
        }
        from.add(From.FORMULA);
        From now = from(with, same, from);
        Div value = new Div();
        value.addClassName("mw-flow-stack");
        var which = Selects.of(
                "", from.stream().map(Enum::name).toList(), one -> t("form.rules.from." + one), now.name(), one -> {
                    From chosen = From.valueOf(one);
                    String begun = switch (chosen) {
                        case TODAY -> "TODAY()";
                        case ME -> "ME()";
                        case FIELD -> same.getFirst().key();
                        case VALUE -> "";
                        case FORMULA -> with;
                    };
                    change(new RuleAction.Fill(field, begun), true);
                    showValue(value, chosen, bound, begun, same, editors);
                });
        which.setAriaLabel(t("form.rules.from"));
        parts.add(which);
        showValue(value, now, bound, with, same, editors);
        parts.add(value);
        if (with.isBlank() && (now == From.ME || now == From.TODAY)) {
            // The one thing that is likely is there at once.
            change(new RuleAction.Fill(field, now == From.ME ? "ME()" : "TODAY()"), true);
        }
        return parts;
    }

    private static From from(String with, List<ConditionField> same, List<From> offered) {
        if (with.isBlank()) {
            return offered.getFirst();
        }
        if (same.stream().anyMatch(one -> one.key().equals(with))) {
            return From.FIELD;
        }
        Optional<Literal> literal = RuleWords.literal(with);
        return literal.map(one -> switch (one) {
                    case Literal.Today _ -> From.TODAY;
                    case Literal.Me _ -> From.ME;
                    case Literal.Words _,
                            Literal.Amount _,
                            Literal.Clock _,
                            Literal.Day _,
                            Literal.Moment _,
                            Literal.Truth _ -> From.VALUE;
                    case Literal.Own _ -> From.FORMULA;
                })
                .filter(offered::contains)
                .orElse(From.FORMULA);
    }

    private void showValue(
            Div place,
            From from,
            PublishedField<?, ?> field,
            String with,
            List<ConditionField> same,
            RulePorts editors) {
        place.removeAll();
        switch (from) {
            case VALUE ->
                place.add(LiteralField.of(
                        editors,
                        ConditionField.of(field),
                        false,
                        RuleWords.literal(with).stream().toList(),
                        values -> change(
                                new RuleAction.Fill(
                                        field.id(),
                                        values.isEmpty()
                                                ? ""
                                                : values.getFirst().expression()),
                                true)));
            case FIELD -> {
                var select = Selects.of(
                        "",
                        same.stream().map(ConditionField::key).toList(),
                        key -> same.stream()
                                .filter(one -> one.key().equals(key))
                                .findFirst()
                                .map(ConditionField::label)
                                .orElse(key),
                        with,
                        key -> change(new RuleAction.Fill(field.id(), key), true));
                select.setAriaLabel(t("form.rules.from.FIELD"));
                place.add(select);
            }
            case FORMULA ->
                place.add(new FormulaField(
                        editors, "", null, false, with, text -> change(new RuleAction.Fill(field.id(), text), true)));
            case TODAY, ME -> {}
        }
    }

    private List<Component> offer(UUID field, List<String> options) {
        MultiSelectComboBox<ChoiceOption> box = ComponentTexts.localised(new MultiSelectComboBox<>());
        List<ChoiceOption> all = form.field(field).flatMap(ports.resolver()::resolve).stream()
                .flatMap(one -> one.options().stream())
                .toList();
        box.setItems(all);
        box.setItemLabelGenerator(ChoiceOption::label);
        box.setValue(all.stream().filter(one -> options.contains(one.key())).toList());
        box.setWidthFull();
        box.setAriaLabel(t("form.rules.options"));
        box.setPlaceholder(t("form.rules.options"));
        box.addValueChangeListener(changed -> {
            if (changed.isFromClient()) {
                List<String> left = all.stream()
                        .filter(changed.getValue()::contains)
                        .map(ChoiceOption::key)
                        .toList();
                change(new RuleAction.Offer(field, left), true);
            }
        });
        return List.of(
                one(
                        fields(one -> one.isEntered() && !one.options().isEmpty()),
                        field,
                        false,
                        id -> change(new RuleAction.Offer(UUID.fromString(id), List.of()), false)),
                box);
    }

    private List<Component> message(@Nullable UUID field, String message) {
        TextArea text = new TextArea();
        text.setValue(message);
        text.setWidthFull();
        text.setAriaLabel(t("form.rules.message"));
        text.setPlaceholder(t("form.rules.message"));
        text.setManualValidation(true);
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.setValueChangeTimeout(PAUSE_WHILE_TYPING);
        LimitedText.upTo(RuleAction.LONGEST_MESSAGE, text, typed -> change(said(placeOf(), typed.strip()), true));
        Component at = one(
                fields(one -> true),
                field,
                true,
                id -> change(said(id.equals("form") ? null : UUID.fromString(id), messageOf()), true));
        return List.of(text, at);
    }

    private @Nullable UUID placeOf() {
        return action.targets().isEmpty() ? null : action.targets().getFirst();
    }

    private String messageOf() {
        return switch (action) {
            case RuleAction.Refuse(UUID _, String message) -> message;
            case RuleAction.Warn(UUID _, String message) -> message;
            default -> "";
        };
    }

    private RuleAction said(@Nullable UUID field, String message) {
        return action instanceof RuleAction.Warn
                ? new RuleAction.Warn(field, message)
                : new RuleAction.Refuse(field, message);
    }
}

package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import dev.millwright.extension.PropertyKind.ValueAccess;
import dev.millwright.flow.Deadline;
import dev.millwright.flow.Deadline.Act;
import dev.millwright.flow.Deadline.Counted;
import dev.millwright.flow.Deadline.Escalation;
import dev.millwright.flow.Deadline.Reminder;
import dev.millwright.flow.Deadline.Unit;
import dev.millwright.flow.PeopleSource;
import dev.millwright.form.PublishedField;
import dev.millwright.shared.ValueKind;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Selects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Says how long people have, when they are reminded, and what happens step by step when nobody answers. */
final class DeadlineEditor extends Composite<Div> {

    private static final Deadline.Span FIRST = new Deadline.Span(2, Unit.DAYS, true);
    private static final Deadline.Span NOTHING = new Deadline.Span(0, Unit.HOURS, false);
    private static final Deadline.Span REMINDER = new Deadline.Span(1, Unit.DAYS, true);

    private final DesignEditors editors;
    private final ValueAccess<@Nullable Deadline> value;
    private final Div within = new Div();
    private final Div boxes = new Div();
    private final Div more;

    DeadlineEditor(DesignEditors editors, String label, ValueAccess<@Nullable Deadline> value) {
        this.editors = editors;
        this.value = value;
        Deadline due = value.get();
        Select<String> kinds = Selects.of(
                label,
                List.of("none", "span", "field"),
                one -> t("flow.due." + one),
                due == null ? "none" : due.span() != null ? "span" : "field",
                one -> setAndShow(begun(one, value.get())));
        more = new Div(
                add("flow.due.addReminder", () -> {
                    List<Reminder> all = new ArrayList<>(now().reminders());
                    all.add(new Reminder(REMINDER, Counted.AFTER_START, 1));
                    set(withReminders(all));
                    begin(reminder(all.getLast(), all.size() - 1), all.size() - 1);
                }),
                add("flow.due.addEscalation", () -> {
                    List<Escalation> all = new ArrayList<>(now().escalations());
                    all.add(firstEscalation(now()));
                    set(withEscalations(all));
                    begin(
                            escalation(all.getLast(), all.size() - 1),
                            now().reminders().size() + all.size() - 1);
                }));
        more.addClassName("mw-flow-more");
        within.addClassName("mw-flow-stack");
        boxes.addClassName("mw-flow-stack");
        getContent().addClassName("mw-flow-stack");
        // Select and buttons are never made anew: a click that is quicker than the answer to the one before would be
        // lost.
        getContent().add(kinds, within, boxes, more);
        show();
    }

    /** Adds a box and puts the cursor where it says when it applies; the others stay, with what is being typed in them. */
    private void begin(Div box, int index) {
        boxes.addComponentAtIndex(index, box);
        boxes.setVisible(true);
        box.getChildren()
                .flatMap(Component::getChildren)
                .filter(SpanField.class::isInstance)
                .map(SpanField.class::cast)
                .findFirst()
                .ifPresent(SpanField::focus);
    }

    private void set(@Nullable Deadline now) {
        value.set(now);
    }

    private void setAndShow(@Nullable Deadline now) {
        value.set(now);
        show();
    }

    private void show() {
        Deadline due = value.get();
        within.removeAll();
        boxes.removeAll();
        within.setVisible(due != null);
        boxes.setVisible(
                due != null && !(due.reminders().isEmpty() && due.escalations().isEmpty()));
        more.setVisible(due != null);
        if (due == null) {
            return;
        }
        within.add(
                due.span() != null
                        ? new SpanField("", due.span(), span -> set(with(span == null ? FIRST : span)))
                        : field(due));
        for (int i = 0; i < due.reminders().size(); i++) {
            boxes.add(reminder(due.reminders().get(i), i));
        }
        for (int i = 0; i < due.escalations().size(); i++) {
            boxes.add(escalation(due.escalations().get(i), i));
        }
    }

    /** When the time is up. */
    private static Escalation firstEscalation(Deadline due) {
        return due.span() == null
                ? new Escalation(NOTHING, Counted.AFTER_DUE, Act.TO_HEAD, List.of())
                : new Escalation(due.span(), Counted.AFTER_START, Act.TO_HEAD, List.of());
    }

    private static @Nullable Deadline begun(String kind, @Nullable Deadline before) {
        Deadline base = before == null ? new Deadline(FIRST, "", List.of(), List.of()) : before;
        return switch (kind) {
            case "span" ->
                new Deadline(base.span() == null ? FIRST : base.span(), "", base.reminders(), base.escalations());
            case "field" -> new Deadline(null, base.field(), base.reminders(), base.escalations());
            default -> null;
        };
    }

    private Deadline now() {
        Deadline due = value.get();
        return due == null ? new Deadline(FIRST, "", List.of(), List.of()) : due;
    }

    private Deadline with(Deadline.Span span) {
        return new Deadline(span, "", now().reminders(), now().escalations());
    }

    private Deadline withReminders(List<Reminder> reminders) {
        return new Deadline(now().span(), now().field(), reminders, now().escalations());
    }

    private Deadline withEscalations(List<Escalation> escalations) {
        return new Deadline(now().span(), now().field(), now().reminders(), escalations);
    }

    private Component field(Deadline due) {
        List<PublishedField<?, ?>> dates = editors.context().fields().stream()
                .filter(field -> field.kind() == ValueKind.DATE || field.kind() == ValueKind.DATE_TIME)
                .toList();
        return Selects.of(
                t("flow.due.ofField"),
                dates.stream().map(PublishedField::key).toList(),
                key -> dates.stream()
                        .filter(field -> field.key().equals(key))
                        .findFirst()
                        .<String>map(PublishedField::label)
                        .orElse(key),
                due.field(),
                key -> set(new Deadline(null, key, now().reminders(), now().escalations())));
    }

    private static Button add(String key, Runnable added) {
        Button button = new Button(t(key), Icons.of("vaadin:plus"), click -> added.run());
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        return button;
    }

    private Div reminder(Reminder reminder, int index) {
        IntegerField times = new IntegerField(t("flow.due.times"));
        times.setStepButtonsVisible(true);
        times.setMin(1);
        times.setMax(100);
        times.setValue(reminder.times());
        times.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                setReminder(index, one -> new Reminder(one.after(), one.counted(), change.getValue()));
            }
        });
        if (reminder.counted() == Counted.BEFORE_DUE) {
            times.setHelperText(t("flow.due.times.before"));
        }
        return box(
                t("flow.due.reminder"),
                () -> setAndShow(withReminders(without(now().reminders(), index))),
                when(
                        reminder.after(),
                        reminder.counted(),
                        span -> setReminder(
                                index, one -> new Reminder(span == null ? REMINDER : span, one.counted(), one.times())),
                        counted -> {
                            setReminder(index, one -> new Reminder(one.after(), counted, one.times()));
                            show();
                        }),
                times);
    }

    /** How long, and after or before what. */
    private static Div when(
            Deadline.Span span, Counted counted, Consumer<Deadline.@Nullable Span> length, Consumer<Counted> from) {
        Select<String> what = Selects.of(
                "",
                Arrays.stream(Counted.values()).map(Enum::name).toList(),
                one -> t("flow.due.counted." + one.toLowerCase(Locale.ROOT)),
                counted.name(),
                one -> from.accept(Counted.valueOf(one)));
        what.setAriaLabel(t("flow.due.counted"));
        what.setWidthFull();
        return new Div(new SpanField(t("flow.due.when"), span, length), what);
    }

    private Div escalation(Escalation escalation, int index) {
        List<Component> parts = new ArrayList<>();
        parts.add(when(
                escalation.after(),
                escalation.counted(),
                span -> setEscalation(
                        index,
                        one -> new Escalation(span == null ? FIRST : span, one.counted(), one.act(), one.people())),
                counted -> setEscalation(index, one -> new Escalation(one.after(), counted, one.act(), one.people()))));
        parts.add(Selects.of(
                t("flow.due.then"),
                Arrays.stream(Act.values()).map(Enum::name).toList(),
                act -> t("flow.due.act." + act.toLowerCase(Locale.ROOT)),
                escalation.act().name(),
                act -> {
                    setEscalation(
                            index, one -> new Escalation(one.after(), one.counted(), Act.valueOf(act), one.people()));
                    show();
                }));
        if (escalation.act() == Act.TELL || escalation.act() == Act.REASSIGN) {
            parts.add(new PeopleEditor(editors, t("flow.due.whom"), new ValueAccess<List<PeopleSource>>() {
                @Override
                public List<PeopleSource> get() {
                    return now().escalations().get(index).people();
                }

                @Override
                public void set(List<PeopleSource> people) {
                    setEscalation(index, one -> new Escalation(one.after(), one.counted(), one.act(), people));
                }
            }));
        }
        return box(
                t("flow.due.escalation", index + 1),
                () -> setAndShow(withEscalations(without(now().escalations(), index))),
                parts.toArray(Component[]::new));
    }

    private void setReminder(int index, UnaryOperator<Reminder> change) {
        set(withReminders(replaced(
                now().reminders(), index, change.apply(now().reminders().get(index)))));
    }

    private void setEscalation(int index, UnaryOperator<Escalation> change) {
        set(withEscalations(replaced(
                now().escalations(), index, change.apply(now().escalations().get(index)))));
    }

    private static <T> List<T> replaced(List<T> all, int index, T with) {
        List<T> changed = new ArrayList<>(all);
        changed.set(index, with);
        return changed;
    }

    private static <T> List<T> without(List<T> all, int index) {
        List<T> changed = new ArrayList<>(all);
        changed.remove(index);
        return changed;
    }

    /** Something that can be taken away again, with its inputs. */
    static Div box(String title, Runnable removed, Component... parts) {
        Button remove = new Button(Icons.of("vaadin:close-small"), click -> removed.run());
        remove.setAriaLabel(t("flow.settings.remove", title));
        remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
        Div head = new Div(new Span(title), remove);
        head.addClassName("mw-flow-box-head");
        Div box = new Div(head);
        box.add(parts);
        box.addClassName("mw-flow-box");
        return box;
    }
}

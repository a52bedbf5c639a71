package dev.millwright.dashboard.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import dev.millwright.dashboard.BoardFilter;
import dev.millwright.dashboard.Period;
import dev.millwright.dashboard.Period.Range;
import dev.millwright.field.ChoiceOption;
import dev.millwright.field.RecordRef;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.AggregateRequest.Order;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.shared.ValueKind;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.Icons;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Narrows a whole board: by a stretch of time, and by the fields that its designer chose. */
final class BoardFilterBar extends Div {

    private static final String OWN = "own";
    private static final String CHOSEN = "chosen";

    /** More texts than these are found by typing. */
    private static final int MOST_TEXTS = 200;

    private final BoardScreens screens;
    private final List<PublishedForm> forms;
    private final Consumer<BoardFilter> changed;
    private final Button clear;
    private BoardFilter filter;

    /**
     * @param withPeriod whether any tile is about a date
     * @param forms of the tiles
     * @param fields of those forms, in the order of the board
     */
    BoardFilterBar(
            BoardScreens screens,
            boolean withPeriod,
            Collection<PublishedForm> forms,
            List<PublishedField<?, ?>> fields,
            BoardFilter filter,
            Consumer<BoardFilter> changed) {
        this.screens = screens;
        this.forms = List.copyOf(forms);
        this.filter = filter;
        this.changed = changed;
        addClassName("mw-board-filters");
        clear = new Button(t("dashboard.filter.clear"), Icons.of("vaadin:close-small"));
        clear.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        clear.addClickListener(click -> {
            removeAll();
            this.filter = BoardFilter.NONE;
            build(withPeriod, fields);
            changed.accept(this.filter);
        });
        build(withPeriod, fields);
        setVisible(withPeriod || !fields.isEmpty());
    }

    private void build(boolean withPeriod, List<PublishedField<?, ?>> fields) {
        if (withPeriod) {
            addPeriod();
        }
        fields.forEach(field -> add(picker(field)));
        add(clear);
        clear.setVisible(!filter.isNone());
    }

    private void change(BoardFilter wanted) {
        if (!wanted.equals(filter)) {
            filter = wanted;
            clear.setVisible(!filter.isNone());
            changed.accept(filter);
        }
    }

    private void addPeriod() {
        Select<String> period = new Select<>();
        period.setLabel(t("dashboard.filter.period"));
        List<String> choices = new ArrayList<>(List.of(OWN));
        Stream.of(Period.values()).map(Period::key).forEach(choices::add);
        choices.add(CHOSEN);
        period.setItems(choices);
        period.setItemLabelGenerator(key -> t("dashboard.period." + key));
        DatePicker from = day("dashboard.filter.from");
        DatePicker to = day("dashboard.filter.to");
        Range present = filter.range();
        Period moving = filter.period();
        period.setValue(present != null ? CHOSEN : moving != null ? moving.key() : OWN);
        if (present != null) {
            from.setValue(present.first());
            to.setValue(present.last());
        }
        from.setVisible(present != null);
        to.setVisible(present != null);
        period.addValueChangeListener(choice -> {
            boolean chosen = CHOSEN.equals(choice.getValue());
            from.setVisible(chosen);
            to.setVisible(chosen);
            if (chosen) {
                LocalDate today = screens.time().today();
                from.setValue(today.withDayOfMonth(1));
                to.setValue(today);
                change(filter.with(null, new Range(today.withDayOfMonth(1), today)));
            } else {
                change(filter.with(Period.of(choice.getValue()).orElse(null), null));
            }
        });
        from.addValueChangeListener(day -> days(from, to));
        to.addValueChangeListener(day -> days(from, to));
        add(period, from, to);
    }

    private void days(DatePicker from, DatePicker to) {
        LocalDate first = from.getValue();
        LocalDate last = to.getValue();
        boolean backwards = first != null && last != null && last.isBefore(first);
        to.setInvalid(backwards);
        to.setErrorMessage(t("dashboard.filter.backwards"));
        if (from.isVisible() && first != null && last != null && !backwards) {
            change(filter.with(null, new Range(first, last)));
        }
    }

    private static DatePicker day(String label) {
        DatePicker picker = ComponentTexts.localised(new DatePicker(t(label)));
        picker.setLocale(locale());
        return picker;
    }

    /** Of a few kinds of fields people choose from what there is; of all others they ask as they do in lists. */
    private Component picker(PublishedField<?, ?> field) {
        return BoardFilter.isChosen(field)
                ? choosing(field)
                : forms.stream()
                        .filter(form -> form.field(field.key())
                                .filter(one -> one.id().equals(field.id()))
                                .isPresent())
                        .findFirst()
                        .<Component>map(form -> screens.conditions()
                                .ofField(
                                        form,
                                        field.key(),
                                        t("dashboard.filter.all"),
                                        filter.condition(field.key(), form),
                                        wanted -> change(filter.with(field.key(), wanted, form))))
                        .orElseGet(Div::new);
    }

    private MultiSelectComboBox<Choice> choosing(PublishedField<?, ?> field) {
        MultiSelectComboBox<Choice> box = ComponentTexts.localised(new MultiSelectComboBox<>(field.label()));
        box.setItemLabelGenerator(Choice::label);
        box.setPlaceholder(t("dashboard.filter.all"));
        box.setClearButtonVisible(true);
        // What is chosen is read in full.
        box.setAutoExpand(MultiSelectComboBox.AutoExpandMode.BOTH);
        List<String> wanted = filter.values().getOrDefault(field.key(), List.of());
        UUID target = field.target().orElse(null);
        if (target != null) {
            box.setItems(records(target));
            box.setValue(asTheyAre(wanted));
        } else if (field.kind() == ValueKind.TEXT) {
            box.setItems(query -> texts(field.key(), query.getFilter().orElse(""))
                    .skip(query.getOffset())
                    .limit(query.getLimit()));
            box.setValue(asTheyAre(wanted));
        } else {
            List<Choice> choices = choices(field);
            box.setItems(choices);
            box.setValue(choices.stream()
                    .filter(choice -> wanted.contains(choice.value()))
                    .collect(Collectors.toSet()));
        }
        box.addValueChangeListener(choice -> change(filter.with(field.key(), values(choice.getValue()))));
        return box;
    }

    private static Set<Choice> asTheyAre(List<String> values) {
        return values.stream().map(text -> new Choice(text, text)).collect(Collectors.toSet());
    }

    /** What records have in the field, most of them first. */
    private Stream<Choice> texts(String field, String part) {
        Condition wanted = part.isBlank()
                ? new Condition.Compare(field, Condition.Operator.NOT_EMPTY, List.of())
                : new Condition.Compare(field, Condition.Operator.CONTAINS, List.of(part.strip()));
        return forms.stream()
                .filter(form -> form.field(field)
                        .filter(found -> found.kind() == ValueKind.TEXT)
                        .isPresent())
                .flatMap(form -> screens
                        .query()
                        .aggregate(new AggregateRequest(
                                new FormRef(form.app().key(), form.key()),
                                wanted,
                                "",
                                List.of(Group.by(field)),
                                List.of(Measure.COUNT),
                                List.of(new Order(Measure.COUNT.key(), true)),
                                MOST_TEXTS))
                        .rows()
                        .stream())
                .map(row -> String.valueOf(row.groups().getFirst()))
                .distinct()
                .map(text -> new Choice(text, text));
    }

    private static Set<String> values(Set<Choice> choices) {
        return choices.stream().map(Choice::value).sorted().collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<Choice> choices(PublishedField<?, ?> field) {
        if (field.kind() == ValueKind.BOOLEAN) {
            return List.of(
                    new Choice("true", t("dashboard.filter.yes")), new Choice("false", t("dashboard.filter.no")));
        }
        return field.options().stream()
                .map(option -> new Choice(option.key(), label(option)))
                .toList();
    }

    private static String label(ChoiceOption option) {
        return option.label();
    }

    /** Records by their titles: that is what links are put together by, too. */
    private CallbackDataProvider<Choice, String> records(UUID form) {
        return new CallbackDataProvider<>(
                query -> find(form, query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream(),
                query -> find(form, query.getFilter().orElse(""), 0, query.getLimit())
                        .size());
    }

    private List<Choice> find(UUID form, String text, int offset, int limit) {
        return screens.query().find(form, text, offset, Math.min(limit, 200)).stream()
                .map(RecordRef::title)
                .filter(Objects::nonNull)
                .distinct()
                .map(title -> new Choice(title, title))
                .toList();
    }

    /** Something to narrow to. */
    private record Choice(String value, String label) {}

    /** What fields of the forms a board can be narrowed by, one of each key. */
    static Map<String, PublishedField<?, ?>> possible(Stream<PublishedField<?, ?>> fields) {
        return fields.collect(
                Collectors.toMap(PublishedField::key, field -> field, (a, b) -> a, java.util.LinkedHashMap::new));
    }
}

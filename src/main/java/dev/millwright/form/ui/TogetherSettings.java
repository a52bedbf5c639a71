package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormEdit;
import dev.millwright.form.PublishedField;
import dev.millwright.form.UniqueSet;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.Icons;
import dev.millwright.ui.SettingsLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Which fields of a form together occur once, each set to be refused or warned of. */
final class TogetherSettings extends Div {

    private static final int PAUSE_WHILE_TYPING = 400;

    private final FieldResolver resolver;
    private final SettingsListener listener;
    private final Div list = new Div();
    private final Button add;
    private final Map<UUID, Card> cards = new LinkedHashMap<>();
    private List<UniqueSet> sets = List.of();
    private List<FieldDefinition> fields = List.of();

    TogetherSettings(FieldResolver resolver, SettingsListener listener) {
        this.resolver = resolver;
        this.listener = listener;
        addClassName("mw-together");
        Span help = new Span(t("form.together.help"));
        help.addClassName("mw-hint");
        add = new Button(t("form.together.add"), Icons.of("vaadin:plus"), click -> add());
        add.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        add(SettingsLayout.heading(t("form.together")), help, list, add);
    }

    void update(FormDefinition form, Problems problems) {
        fields = form.fields()
                .filter(field -> resolver.resolve(field)
                        .filter(PublishedField::canBeTogether)
                        .isPresent())
                .toList();
        sets = form.together();
        add.setEnabled(fields.size() > 1 && sets.size() < UniqueSet.MAX_SETS);
        Set<UUID> wanted = new LinkedHashSet<>();
        sets.forEach(set -> wanted.add(set.id()));
        cards.entrySet().removeIf(card -> {
            boolean gone = !wanted.contains(card.getKey());
            if (gone) {
                list.remove(card.getValue());
            }
            return gone;
        });
        for (UniqueSet set : sets) {
            Card card = cards.computeIfAbsent(set.id(), id -> {
                Card made = new Card(id);
                list.add(made);
                return made;
            });
            card.show(set, SettingsListener.below("together." + set.id(), problems));
        }
    }

    private void add() {
        List<UniqueSet> more = new ArrayList<>(sets);
        more.add(new UniqueSet(Ids.next(), List.of(), true, ""));
        edit(more, false);
    }

    private void change(UUID id, UnaryOperator<UniqueSet> as, boolean typing) {
        edit(sets.stream().map(set -> set.id().equals(id) ? as.apply(set) : set).toList(), typing);
    }

    private void edit(List<UniqueSet> changed, boolean typing) {
        listener.edit(new FormEdit.ChangeForm(new FormEdit.FormChange.Together(changed)), typing);
    }

    /** One set. */
    private final class Card extends Div {

        private final MultiSelectComboBox<FieldDefinition> of =
                ComponentTexts.localised(new MultiSelectComboBox<>(t("form.together.fields")));
        private final Select<Boolean> effect = new Select<>();
        private final TextField message = new TextField(t("form.together.message"));
        private final Div wrong = new Div();

        Card(UUID id) {
            addClassName("mw-together-set");
            of.setWidthFull();
            of.setItemLabelGenerator(FieldDefinition::label);
            of.addValueChangeListener(change -> {
                if (change.isFromClient()) {
                    List<UUID> chosen = new ArrayList<>();
                    change.getValue().forEach(field -> chosen.add(field.id()));
                    change(id, set -> set.withFields(ordered(set.fields(), chosen)), false);
                }
            });
            effect.setLabel(t("form.together.effect"));
            effect.setItems(true, false);
            effect.setItemLabelGenerator(
                    refuses -> t(refuses ? "form.together.effect.refuse" : "form.together.effect.warn"));
            effect.setWidthFull();
            effect.addValueChangeListener(change -> {
                if (change.isFromClient()) {
                    change(id, set -> set.withRefuses(change.getValue()), false);
                }
            });
            message.setWidthFull();
            message.setMaxLength(UniqueSet.LONGEST_MESSAGE);
            message.setPlaceholder(t("form.together.message.usual"));
            message.setValueChangeMode(ValueChangeMode.LAZY);
            message.setValueChangeTimeout(PAUSE_WHILE_TYPING);
            message.addValueChangeListener(change -> {
                if (change.isFromClient()) {
                    change(id, set -> set.withMessage(change.getValue()), true);
                }
            });
            Button remove = new Button(
                    t("form.together.remove"),
                    Icons.of("vaadin:trash"),
                    click -> edit(
                            sets.stream().filter(set -> !set.id().equals(id)).toList(), false));
            remove.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
            wrong.addClassName("mw-together-wrong");
            add(SettingsLayout.group(of, effect, message), wrong, remove);
        }

        /** Those that stay keep their places. */
        private static List<UUID> ordered(List<UUID> before, List<UUID> chosen) {
            List<UUID> ordered = new ArrayList<>(before);
            ordered.retainAll(chosen);
            chosen.stream().filter(id -> !ordered.contains(id)).forEach(ordered::add);
            return ordered;
        }

        void show(UniqueSet set, Problems problems) {
            if (!of.getListDataView().getItems().toList().equals(fields)) {
                of.setItems(fields);
            }
            Set<FieldDefinition> chosen = new LinkedHashSet<>();
            set.fields()
                    .forEach(id -> fields.stream()
                            .filter(field -> field.id().equals(id))
                            .forEach(chosen::add));
            if (!of.getValue().equals(chosen)) {
                of.setValue(chosen);
            }
            if (!Boolean.valueOf(set.refuses()).equals(effect.getValue())) {
                effect.setValue(set.refuses());
            }
            if (!message.getValue().equals(set.message())) {
                message.setValue(set.message());
            }
            wrong.removeAll();
            for (Problem problem : problems) {
                Span said = new Span(t(problem));
                said.getElement().setAttribute("role", "alert");
                wrong.add(said);
            }
        }
    }
}

package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.ComboBoxBase;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import dev.millwright.field.PersonRef;
import dev.millwright.ui.ComponentTexts;
import java.util.List;
import java.util.function.Supplier;

/** Where people are picked, by name or part of it. After each of them the list makes room for what is below it. */
final class PeopleBox extends Composite<ComboBoxBase<?, PersonRef, ?>> {

    private final ComboBoxBase<?, PersonRef, ?> box;
    private final Supplier<List<PersonRef>> picked;

    /** @param most how many may be picked */
    PeopleBox(FlowScreens screens, String label, int most) {
        if (most == 1) {
            ComboBox<PersonRef> one = new ComboBox<>();
            box = one;
            picked = () -> one.getOptionalValue().stream().toList();
        } else {
            MultiSelectComboBox<PersonRef> several = ComponentTexts.localised(new MultiSelectComboBox<>());
            several.addValueChangeListener(change -> {
                several.setOpened(false);
                if (change.getValue().size() > most) {
                    several.setValue(change.getOldValue());
                    refuse(t("work.people.most", most));
                }
            });
            box = several;
            picked = () -> List.copyOf(several.getValue());
        }
        FlowEditorContext people = screens.editors();
        box.setLabel(label);
        box.setItemLabelGenerator(PersonRef::name);
        box.setItems(
                query -> people.findPeople(query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream());
        box.setWidthFull();
        box.setManualValidation(true);
        box.addValueChangeListener(change -> box.setInvalid(false));
    }

    @Override
    protected ComboBoxBase<?, PersonRef, ?> initContent() {
        return box;
    }

    List<PersonRef> people() {
        return picked.get();
    }

    void focus() {
        box.focus();
    }

    void refuse(String why) {
        box.setErrorMessage(why);
        box.setInvalid(true);
        box.focus();
    }
}

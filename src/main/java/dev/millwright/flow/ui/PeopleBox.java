package dev.millwright.flow.ui;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import dev.millwright.field.PersonRef;
import dev.millwright.ui.ComponentTexts;
import java.util.List;

/** Where people are picked, by name or part of it. */
final class PeopleBox extends MultiSelectComboBox<PersonRef> {

    /** @param most how many may be picked */
    PeopleBox(FlowScreens screens, String label, int most) {
        super(label);
        ComponentTexts.localised(this);
        FlowEditorContext people = screens.editors();
        setItemLabelGenerator(PersonRef::name);
        setItems(
                query -> people.findPeople(query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream());
        setWidthFull();
        setManualValidation(true);
        addValueChangeListener(change -> {
            setInvalid(false);
            if (change.getValue().size() > most) {
                List<PersonRef> kept = change.getValue().stream()
                        .filter(person -> !change.getOldValue().contains(person))
                        .limit(most)
                        .toList();
                setValue(kept.isEmpty() ? change.getOldValue() : java.util.Set.copyOf(kept));
            }
        });
    }

    List<PersonRef> people() {
        return List.copyOf(getValue());
    }

    void refuse(String why) {
        setErrorMessage(why);
        setInvalid(true);
        focus();
    }
}

package dev.millwright.organisation.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.Query;
import dev.millwright.identity.Department;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fields in which people are found by their names. */
final class PersonPicker {

    private static final int OFFERED = 100;

    private PersonPicker() {}

    static ComboBox<Person> one(String label, People people) {
        ComboBox<Person> box = new ComboBox<>(label);
        box.setItemLabelGenerator(PersonPicker::label);
        box.setItems(found(people));
        return box;
    }

    static MultiSelectComboBox<Person> several(String label, People people) {
        MultiSelectComboBox<Person> box = new MultiSelectComboBox<>(label);
        box.setItemLabelGenerator(PersonPicker::label);
        box.setItems(found(people));
        return box;
    }

    private static CallbackDataProvider<Person, String> found(People people) {
        return new CallbackDataProvider<>(
                query -> search(people, query).skip(query.getOffset()).limit(query.getLimit()),
                query -> (int) search(people, query).count(),
                Person::id);
    }

    private static Stream<Person> search(People people, Query<Person, String> query) {
        return people.search(query.getFilter().orElse(""), OFFERED).stream();
    }

    /** Namesakes are told apart by their departments. */
    private static String label(Person person) {
        String departments = person.departments().stream()
                .map(path -> new Department(path).name())
                .collect(Collectors.joining(", "));
        return departments.isEmpty() ? person.name() : person.name() + " · " + departments;
    }
}

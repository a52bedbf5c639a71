package dev.millwright.organisation.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.Query;
import dev.millwright.identity.Department;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fields in which people are found by their names. */
final class PersonPicker {

    private static final int OFFERED = 100;

    private PersonPicker() {}

    static ComboBox<Person> one(String label, People people) {
        return other(label, people, person -> false);
    }

    /** @param left who is not offered */
    static ComboBox<Person> other(String label, People people, Predicate<Person> left) {
        ComboBox<Person> box = new ComboBox<>(label);
        box.setItemLabelGenerator(PersonPicker::label);
        box.setItems(found(people, left));
        return box;
    }

    static MultiSelectComboBox<Person> several(String label, People people) {
        MultiSelectComboBox<Person> box = new MultiSelectComboBox<>(label);
        box.setItemLabelGenerator(PersonPicker::label);
        box.setItems(found(people, person -> false));
        return box;
    }

    private static CallbackDataProvider<Person, String> found(People people, Predicate<Person> left) {
        return new CallbackDataProvider<>(
                query -> search(people, left, query).skip(query.getOffset()).limit(query.getLimit()),
                query -> (int) search(people, left, query).count(),
                Person::id);
    }

    private static Stream<Person> search(People people, Predicate<Person> left, Query<Person, String> query) {
        return people.search(query.getFilter().orElse(""), OFFERED).stream().filter(left.negate());
    }

    /** Namesakes are told apart by their departments. */
    private static String label(Person person) {
        String departments = person.departments().stream()
                .map(path -> new Department(path).name())
                .collect(Collectors.joining(", "));
        return departments.isEmpty() ? person.name() : person.name() + " · " + departments;
    }
}

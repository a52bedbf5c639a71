package dev.millwright.template;

import dev.millwright.identity.Person;
import java.util.Map;

/** Who plays the parts of a sample: in whose name its records are made and changed. */
@FunctionalInterface
public interface Cast {

    /**
     * @param part as the sample's file names it: {@code designer}, {@code staff} or {@code manager}
     */
    Person of(String part);

    /** One person plays all parts. */
    static Cast alone(Person person) {
        return part -> person;
    }

    /**
     * @param parts a person for every part
     */
    static Cast of(Map<String, Person> parts) {
        return part -> {
            Person person = parts.get(part);
            if (person == null) {
                throw new IllegalArgumentException("Nobody plays " + part);
            }
            return person;
        };
    }
}

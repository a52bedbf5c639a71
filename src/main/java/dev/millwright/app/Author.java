package dev.millwright.app;

import dev.millwright.identity.Person;

/** Who did something, with the name as it was then. */
public record Author(String id, String name) {

    public static Author of(Person person) {
        return new Author(person.id(), person.name());
    }
}

package dev.millwright.trial.sample;

import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.identity.Role;
import dev.millwright.template.Cast;
import java.util.Map;
import java.util.Optional;

/** The people of the trial in whose names the sample is made. */
record Staff(Person dana, Person sam, Person mia) {

    /** Nothing as long as Keycloak does not know them, or is away. */
    static Optional<Staff> find(People people) {
        return find(people, "dana", Role.DESIGNER)
                .flatMap(dana -> find(people, "sam", Role.STAFF)
                        .flatMap(sam -> find(people, "mia", Role.MANAGER).map(mia -> new Staff(dana, sam, mia))));
    }

    Cast cast() {
        return Cast.of(Map.of("designer", dana, "staff", sam, "manager", mia));
    }

    private static Optional<Person> find(People people, String user, Role role) {
        return people.search(user, 20).stream()
                .filter(person -> person.has(role))
                .findFirst();
    }
}

package dev.millwright.flow.internal;

import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The organisation as Keycloak knows it. */
@Component
class PeopleDirectory implements Directory {

    private static final int MOST = 10_000;

    private final People people;

    PeopleDirectory(People people) {
        this.people = people;
    }

    @Override
    public List<Person> members(Principal principal) {
        return switch (principal.kind()) {
            case PERSON -> people.find(principal.id()).stream().toList();
            case ROLE, DEPARTMENT ->
                people.search("", MOST).stream()
                        .filter(person -> person.principals().contains(principal))
                        .toList();
        };
    }

    @Override
    public Optional<Person> head(String department) {
        return Optional.empty();
    }

    @Override
    public Optional<Person> headAbove(String person, List<String> departments, int levels) {
        return Optional.empty();
    }

    @Override
    public Optional<Person> substitute(String person, Instant at) {
        return Optional.empty();
    }
}

package dev.millwright.flow.internal;

import dev.millwright.identity.Department;
import dev.millwright.identity.Organisation;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.organisation.Substitutes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The organisation as Keycloak knows it, with the substitutes whom people named. */
@Component
class PeopleDirectory implements Directory {

    private final People people;
    private final Organisation organisation;
    private final Substitutes substitutes;

    PeopleDirectory(People people, Organisation organisation, Substitutes substitutes) {
        this.people = people;
        this.organisation = organisation;
        this.substitutes = substitutes;
    }

    @Override
    public void require() {
        organisation.require();
    }

    @Override
    public List<Person> members(Principal principal) {
        return switch (principal.kind()) {
            case PERSON -> people.findActive(principal.id()).stream().toList();
            case ROLE -> organisation.withRole(principal.id());
            case DEPARTMENT -> organisation.inDepartment(new Department(principal.id()));
        };
    }

    @Override
    public List<Person> heads(String department) {
        return organisation.heads(new Department(department));
    }

    @Override
    public List<Person> headsAbove(String person, List<String> departments, int levels) {
        return organisation.headsAbove(person, departments, levels);
    }

    @Override
    public Optional<Person> substitute(String person, Instant at) {
        return substitutes.of(person, at).flatMap(people::findActive);
    }
}

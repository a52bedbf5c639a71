package dev.millwright.record.internal;

import dev.millwright.identity.Department;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.shared.Phrase;
import java.util.Arrays;
import org.springframework.stereotype.Component;

/** What members of an app are called in sentences. */
@Component
class MemberNames {

    private final People people;

    MemberNames(People people) {
        this.people = people;
    }

    Phrase of(Principal principal) {
        return switch (principal.kind()) {
            case PERSON ->
                Phrase.of(
                        "record.why.name",
                        people.find(principal.id()).map(Person::name).orElse(principal.id()));
            case ROLE ->
                Arrays.stream(Role.values())
                        .filter(role -> role.key().equals(principal.id()))
                        .findFirst()
                        .map(role -> Phrase.of("ui.role." + role.key()))
                        .orElseGet(() -> Phrase.of("record.why.name", principal.id()));
            case DEPARTMENT -> Phrase.of("record.why.name", new Department(principal.id()).path());
        };
    }
}

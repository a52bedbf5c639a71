package dev.millwright.identity.internal.keycloak;

import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Department;
import dev.millwright.identity.Organisation;
import dev.millwright.identity.OrganisationRefusedException;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.shared.BusyException;
import dev.millwright.shared.NotAllowedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

/** The organisation out of Keycloak's groups; the heads of one are the ids in its attribute {@code head}. */
@Component
class KeycloakOrganisation implements Organisation {

    private final KeycloakPeople people;
    private final AdminApi api;
    private final CurrentPerson currentPerson;
    private final ApplicationEventPublisher events;

    KeycloakOrganisation(
            KeycloakPeople people, AdminApi api, CurrentPerson currentPerson, ApplicationEventPublisher events) {
        this.people = people;
        this.api = api;
        this.currentPerson = currentPerson;
        this.events = events;
    }

    @Override
    public void require() {
        if (!people.isKnown()) {
            throw new BusyException("identity.error.away");
        }
    }

    @Override
    public List<Person> withRole(String role) {
        return people.members(Principal.role(role));
    }

    @Override
    public List<Person> inDepartment(Department department) {
        return people.members(Principal.department(department.path()));
    }

    @Override
    public List<Person> heads(Department department) {
        return people.directory().heads().getOrDefault(department.path(), List.of()).stream()
                .flatMap(id -> people.find(id).stream())
                .toList();
    }

    @Override
    public List<Person> headsAbove(String person, List<String> departments, int level) {
        if (level < 1) {
            throw new IllegalArgumentException("Levels begin at 1: " + level);
        }
        Map<String, List<String>> heads = people.directory().heads();
        Map<String, Person> found = new LinkedHashMap<>();
        for (String path : departments) {
            Department at = notLedBy(person, new Department(path), heads);
            for (int i = 1; i < level && at != null; i++) {
                at = notLedBy(person, at.parent(), heads);
            }
            if (at != null) {
                heads(at).forEach(head -> found.putIfAbsent(head.id(), head));
            }
        }
        return new ArrayList<>(found.values());
    }

    /** The department, or the next above it that the person does not lead. */
    private static @Nullable Department notLedBy(
            String person, @Nullable Department from, Map<String, List<String>> heads) {
        Department at = from;
        while (at != null && heads.getOrDefault(at.path(), List.of()).contains(person)) {
            at = at.parent();
        }
        return at;
    }

    @Override
    public void setHeads(Department department, List<String> ids) {
        if (!currentPerson.get().has(Role.ADMINISTRATOR)) {
            throw new NotAllowedException("identity.error.administratorsOnly");
        }
        List<String> heads = ids.stream().distinct().toList();
        List<String> names = heads.stream()
                .map(id -> people.find(id)
                        .map(Person::name)
                        .orElseThrow(() -> new OrganisationRefusedException("identity.error.noSuchPerson")))
                .toList();
        String group = Optional.ofNullable(people.directory().groups().get(department.path()))
                .orElseThrow(
                        () -> new OrganisationRefusedException("identity.error.noSuchDepartment", department.path()));
        try {
            api.setHeads(group, heads);
        } catch (HttpClientErrorException.Forbidden e) {
            throw new OrganisationRefusedException("identity.error.mayNotChange", api.clientId());
        } catch (HttpClientErrorException.NotFound e) {
            throw new OrganisationRefusedException("identity.error.noSuchDepartment", department.path());
        } catch (KeycloakAwayException e) {
            throw new OrganisationRefusedException("identity.error.away");
        }
        people.readAnew();
        events.publishEvent(new HeadsChanged(department.path(), names));
    }
}

package dev.millwright.identity;

import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can act: a person, or a service account, which is a person like any other.
 *
 * @param id the Keycloak subject
 * @param name as shown to others; also of service accounts
 * @param roles names of realm roles
 * @param departments full paths of groups, such as {@code /Production/Line 1}
 */
public record Person(String id, String name, @Nullable String email, Set<String> roles, List<String> departments)
        implements Serializable {

    /** Id of who is no person: Keycloak gives UUIDs. */
    public static final String SYSTEM = "system";

    public Person {
        roles = Set.copyOf(roles);
        departments = List.copyOf(departments);
    }

    /** The product itself, where it acts for nobody in particular under the name of what acts; signs in nowhere. */
    public static Person system(String name) {
        return new Person(SYSTEM, name, null, Set.of(), List.of());
    }

    public boolean has(Role role) {
        return roles.contains(role.key());
    }

    /** All that rights may be given to and that stands for this person: itself, its roles, its departments and those above them. */
    public Set<Principal> principals() {
        Set<Principal> principals = new LinkedHashSet<>();
        principals.add(Principal.person(id));
        roles.stream().sorted().map(Principal::role).forEach(principals::add);
        for (String path : departments) {
            for (Department department = new Department(path); department != null; department = department.parent()) {
                principals.add(Principal.department(department.path()));
            }
        }
        return principals;
    }
}

package dev.millwright.app;

import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may do what in one app. Roles add up: a person may do what any of their principals may.
 *
 * @param owners may do everything, share and delete the app
 * @param designers may design and publish, and fill every form
 * @param members may open the app
 * @param matrix what each member may do: by form key, {@link #ANY_FORM} standing for all forms that are not named
 */
public record Rights(
        List<Principal> owners,
        List<Principal> designers,
        List<Principal> members,
        Map<Principal, Map<String, Set<Action>>> matrix) {

    public static final String ANY_FORM = "*";

    public Rights {
        owners = List.copyOf(owners);
        designers = List.copyOf(designers);
        members = List.copyOf(members);
        matrix = Map.copyOf(matrix);
    }

    public boolean owns(Person person) {
        return anyOf(owners, person);
    }

    public boolean designs(Person person) {
        return owns(person) || anyOf(designers, person);
    }

    public boolean opens(Person person) {
        return designs(person) || anyOf(members, person);
    }

    public boolean allows(Person person, String form, Action action) {
        if (designs(person)) {
            return true;
        }
        return members.stream()
                .filter(person.principals()::contains)
                .map(member -> matrix.getOrDefault(member, Map.of()))
                .map(forms -> forms.getOrDefault(form, forms.getOrDefault(ANY_FORM, Set.of())))
                .anyMatch(actions -> actions.contains(action));
    }

    private static boolean anyOf(List<Principal> principals, Person person) {
        return principals.stream().anyMatch(person.principals()::contains);
    }
}

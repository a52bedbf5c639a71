package dev.millwright.app;

import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

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
        matrix = sorted(matrix);
    }

    /** What an app starts with. */
    public static Rights ownedBy(Principal owner) {
        return new Rights(List.of(owner), List.of(), List.of(), Map.of());
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

    /** In one order, so that equal rights are equal as JSON too. */
    private static Map<Principal, Map<String, Set<Action>>> sorted(Map<Principal, Map<String, Set<Action>>> matrix) {
        SortedMap<Principal, Map<String, Set<Action>>> rows = new TreeMap<>(Comparator.comparing(Principal::toString));
        matrix.forEach((principal, forms) -> {
            SortedMap<String, Set<Action>> cells = new TreeMap<>();
            forms.forEach((form, actions) -> {
                Set<Action> set = EnumSet.noneOf(Action.class);
                set.addAll(actions);
                cells.put(form, Collections.unmodifiableSet(set));
            });
            rows.put(principal, Collections.unmodifiableSortedMap(cells));
        });
        return Collections.unmodifiableSortedMap(rows);
    }

    private static boolean anyOf(List<Principal> principals, Person person) {
        return principals.stream().anyMatch(person.principals()::contains);
    }
}

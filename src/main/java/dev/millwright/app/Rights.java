package dev.millwright.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what in one app. Roles add up: a person may do what any of their principals may.
 *
 * @param owners may do everything, share and delete the app
 * @param designers may design and publish, and fill every form
 * @param members may open the app
 * @param matrix what each member may do: by form key, {@link #ANY_FORM} standing for all forms that are not named
 * @param limits what keeps lines of the matrix to some records and fields, by member and form key; a line that is not named has no limit
 */
public record Rights(
        List<Principal> owners,
        List<Principal> designers,
        List<Principal> members,
        Map<Principal, Map<String, Set<Action>>> matrix,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<Principal, Map<String, Limit>> limits) {

    public static final String ANY_FORM = "*";

    /**
     * @param limits none when absent
     */
    public Rights(
            List<Principal> owners,
            List<Principal> designers,
            List<Principal> members,
            Map<Principal, Map<String, Set<Action>>> matrix,
            @Nullable Map<Principal, Map<String, Limit>> limits) {
        this.owners = List.copyOf(owners);
        this.designers = List.copyOf(designers);
        this.members = List.copyOf(members);
        this.matrix = sorted(matrix);
        this.limits = limits == null ? Map.of() : sortedLimits(limits);
    }

    public Rights(
            List<Principal> owners,
            List<Principal> designers,
            List<Principal> members,
            Map<Principal, Map<String, Set<Action>>> matrix) {
        this(owners, designers, members, matrix, Map.of());
    }

    /**
     * What one principal of a person gives them for a form.
     *
     * @param form the key that the line is for, which may be {@link #ANY_FORM}
     */
    public record Line(Principal principal, String form, Limit limit) {}

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
        return designs(person) || !lines(person, form, action).isEmpty();
    }

    /**
     * The lines of the matrix by which a person may do this with the form's records; they add up. Who designs the app needs none.
     */
    public List<Line> lines(Person person, String form, Action action) {
        Set<Principal> principals = person.principals();
        return members.stream()
                .filter(principals::contains)
                .flatMap(member -> {
                    Map<String, Set<Action>> forms = matrix.getOrDefault(member, Map.of());
                    String key = forms.containsKey(form) ? form : ANY_FORM;
                    return forms.getOrDefault(key, Set.of()).contains(action)
                            ? Stream.of(new Line(member, key, limit(member, key)))
                            : Stream.empty();
                })
                .toList();
    }

    /** What keeps the member's line for the form key to some records and fields. */
    public Limit limit(Principal member, String form) {
        return limits.getOrDefault(member, Map.of()).getOrDefault(form, Limit.NONE);
    }

    public Rights withOwners(List<Principal> others) {
        return new Rights(others, designers, members, matrix, limits);
    }

    public Rights withDesigners(List<Principal> others) {
        return new Rights(owners, others, members, matrix, limits);
    }

    public Rights withMembers(List<Principal> others) {
        return new Rights(owners, designers, others, matrix, limits);
    }

    public Rights withMatrix(Map<Principal, Map<String, Set<Action>>> other) {
        return new Rights(owners, designers, members, other, limits);
    }

    /** With this limit on the member's line for the form key. */
    public Rights withLimit(Principal member, String form, Limit limit) {
        Map<Principal, Map<String, Limit>> changed = new HashMap<>(limits);
        Map<String, Limit> forms = new HashMap<>(limits.getOrDefault(member, Map.of()));
        forms.put(form, limit);
        changed.put(member, forms);
        return new Rights(owners, designers, members, matrix, changed);
    }

    /** In one order too, without limits that keep from nothing. */
    private static Map<Principal, Map<String, Limit>> sortedLimits(Map<Principal, Map<String, Limit>> limits) {
        SortedMap<Principal, Map<String, Limit>> rows = new TreeMap<>(Comparator.comparing(Principal::toString));
        limits.forEach((principal, forms) -> {
            SortedMap<String, Limit> cells = new TreeMap<>(Map.copyOf(forms));
            cells.values().removeIf(Limit.NONE::equals);
            if (!cells.isEmpty()) {
                rows.put(principal, Collections.unmodifiableSortedMap(cells));
            }
        });
        return Collections.unmodifiableSortedMap(rows);
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

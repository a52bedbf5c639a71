package dev.millwright.identity.internal.keycloak;

import com.ibm.icu.text.Transliterator;
import dev.millwright.identity.Department;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.identity.internal.Claims;
import dev.millwright.identity.internal.PersonName;
import dev.millwright.identity.internal.keycloak.AdminApi.Group;
import dev.millwright.identity.internal.keycloak.AdminApi.RealmRole;
import dev.millwright.identity.internal.keycloak.AdminApi.User;
import dev.millwright.shared.Alphabet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All departments and roles, and the people unless they are too many to be held, as they were at one moment.
 *
 * @param complete whether all people are in it
 * @param heads ids of the heads of each department that has any, by its path
 * @param groups ids of the groups that departments are, by their paths
 */
record Directory(
        boolean complete,
        Map<String, Person> byId,
        List<Entry> entries,
        List<Department> departments,
        List<String> roles,
        Map<String, List<String>> heads,
        Map<String, String> groups) {

    /** How many people are read ahead; beyond, Keycloak is asked for each search. */
    static final int MOST_PEOPLE = 5_000;

    /** Of whatever language who reads is, Chinese names go by pinyin; those in letters stand before them. */
    private static final Locale LANGUAGE = Locale.forLanguageTag("zh-u-kr-latn-hani");

    static final Comparator<String> BY_NAME = Alphabet.of(LANGUAGE);

    /** Name, user name and e-mail address are the first lines of what a person can be found by. */
    private static final int NAMES = 3;

    static final Directory EMPTY = new Directory(false, Map.of(), List.of(), List.of(), List.of(), Map.of(), Map.of());

    /** A person who can be found, with everything they can be found by. */
    record Entry(Person person, String searchable) {}

    static Directory read(AdminApi api) {
        List<Group> groups = api.groups();
        List<RealmRole> realmRoles = api.roles();
        List<Department> departments = groups.stream()
                .map(Group::path)
                .sorted(Alphabet.ofPaths(LANGUAGE))
                .map(Department::new)
                .toList();
        List<String> roles = realmRoles.stream()
                .map(RealmRole::name)
                .filter(Claims::saysSomething)
                .sorted()
                .toList();
        Map<String, List<String>> heads = new HashMap<>();
        Map<String, String> ids = new HashMap<>();
        for (Group group : groups) {
            ids.put(group.path(), group.id());
            if (!group.heads().isEmpty()) {
                heads.put(group.path(), List.copyOf(group.heads()));
            }
        }
        if (api.userCount() > MOST_PEOPLE) {
            return new Directory(false, Map.of(), List.of(), departments, roles, heads, ids);
        }
        Map<String, Set<String>> departmentsOf = new HashMap<>();
        Map<String, Set<String>> rolesOf = new HashMap<>();
        Map<String, List<User>> members = new HashMap<>();
        for (Group group : groups) {
            List<User> people = api.membersOf(group);
            members.put(group.path(), people);
            people.forEach(user -> add(departmentsOf, user, group.path()));
        }
        for (RealmRole role : realmRoles) {
            Set<String> given = withParts(role, api);
            if (given.isEmpty()) {
                continue;
            }
            api.usersWith(role).forEach(user -> given.forEach(name -> add(rolesOf, user, name)));
            for (Group group : api.groupsWith(role)) {
                // A group hands its roles on to the groups below it.
                members.forEach((path, people) -> {
                    if (path.equals(group.path()) || path.startsWith(group.path() + "/")) {
                        people.forEach(user -> given.forEach(name -> add(rolesOf, user, name)));
                    }
                });
            }
        }
        Map<String, Person> byId = new HashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (User user : api.users()) {
            Person person = person(
                    user,
                    rolesOf.getOrDefault(user.id(), Set.of()),
                    departmentsOf.getOrDefault(user.id(), Set.of()).stream()
                            .sorted()
                            .toList());
            byId.put(person.id(), person);
            if (user.enabled()) {
                entries.add(new Entry(person, searchable(person, user)));
            }
        }
        entries.sort(Comparator.comparing((Entry entry) -> entry.person().name(), BY_NAME));
        return new Directory(true, Map.copyOf(byId), List.copyOf(entries), departments, roles, heads, ids);
    }

    List<Person> search(String text, int limit) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return entries.stream()
                .filter(entry -> entry.searchable().contains(wanted))
                .map(Entry::person)
                .limit(limit)
                .toList();
    }

    /** All who may sign in and whom the principal stands for, by name. */
    List<Person> members(Principal principal, int limit) {
        return entries.stream()
                .map(Entry::person)
                .filter(person -> person.principals().contains(principal))
                .limit(limit)
                .toList();
    }

    /** The same, asked of Keycloak because the people are too many to be held; without their roles and departments. */
    static List<Person> members(Principal principal, int limit, AdminApi api) {
        Map<String, User> found = new HashMap<>();
        switch (principal.kind()) {
            case PERSON -> api.user(principal.id()).ifPresent(user -> found.put(user.id(), user));
            case DEPARTMENT -> addMembers(found, principal.id(), api);
            case ROLE -> {
                for (RealmRole role : api.roles()) {
                    if (withParts(role, api).contains(principal.id())) {
                        api.usersWith(role).forEach(user -> found.put(user.id(), user));
                        api.groupsWith(role).forEach(group -> addMembers(found, group.path(), api));
                    }
                }
            }
        }
        return found.values().stream()
                .filter(User::enabled)
                .map(user -> person(user, Set.of(), List.of()))
                .sorted(Comparator.comparing(Person::name, BY_NAME))
                .limit(limit)
                .toList();
    }

    private static void addMembers(Map<String, User> found, String path, AdminApi api) {
        for (Group group : api.groups()) {
            if (group.path().equals(path) || group.path().startsWith(path + "/")) {
                api.membersOf(group).forEach(user -> found.put(user.id(), user));
            }
        }
    }

    List<Person> called(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return List.of();
        }
        return entries.stream()
                .filter(entry -> entry.searchable().lines().limit(NAMES).anyMatch(wanted::equals))
                .map(Entry::person)
                .toList();
    }

    /** Whether this is what a person is called, and not a part of it. */
    static boolean isCalled(User user, String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return !wanted.isEmpty()
                && searchable(person(user, Set.of(), List.of()), user)
                        .lines()
                        .limit(NAMES)
                        .anyMatch(wanted::equals);
    }

    Optional<Person> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** As {@link #find}, unless the person may no longer sign in. */
    Optional<Person> active(String id) {
        return find(id).filter(person ->
                entries.stream().anyMatch(entry -> entry.person().id().equals(id)));
    }

    static Person person(User user, Set<String> roles, List<String> departments) {
        String name = PersonName.of(user.firstName(), user.lastName());
        String shown = name != null ? name : Claims.withoutServiceAccountPrefix(user.username());
        return new Person(user.id(), shown, user.email(), roles, departments);
    }

    private static String searchable(Person person, User user) {
        String name = person.name();
        String pinyin = Pinyin.LATIN.transliterate(name);
        return String.join(
                        "\n",
                        name,
                        user.username(),
                        user.email() == null ? "" : user.email(),
                        pinyin,
                        pinyin.replace(" ", ""))
                .toLowerCase(Locale.ROOT);
    }

    /** The role itself and all that it includes, so far as they say something. */
    private static Set<String> withParts(RealmRole role, AdminApi api) {
        Set<String> seen = new HashSet<>();
        Deque<RealmRole> open = new ArrayDeque<>(List.of(role));
        while (!open.isEmpty()) {
            RealmRole next = open.pop();
            if (seen.add(next.name()) && next.composite()) {
                open.addAll(api.partsOf(next));
            }
        }
        seen.removeIf(name -> !Claims.saysSomething(name));
        return seen;
    }

    private static void add(Map<String, Set<String>> map, User user, String value) {
        map.computeIfAbsent(user.id(), ignored -> new HashSet<>()).add(value);
    }

    /** Made at first use: loading the tables takes a moment. */
    private static final class Pinyin {
        static final Transliterator LATIN = Transliterator.getInstance("Han-Latin; Latin-ASCII");
    }
}

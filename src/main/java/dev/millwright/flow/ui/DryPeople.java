package dev.millwright.flow.ui;

import dev.millwright.flow.DepartmentSource;
import dev.millwright.flow.PeopleSource;
import dev.millwright.identity.Department;
import dev.millwright.identity.Organisation;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Who would be asked, as far as that is known before a flow runs.
 *
 * @param held ids of people or paths of departments that a field holds, by the field's path; nothing where that is not known
 * @param before who answered the step before; nothing where that is not known
 */
record DryPeople(
        People people,
        Organisation organisation,
        Person starter,
        Function<String, Optional<List<String>>> held,
        Optional<List<Person>> before) {

    /** All that the sources name, each once; nothing when one of them is only known while the flow runs. */
    Optional<List<Person>> found(List<PeopleSource> sources) {
        Map<String, Person> found = new LinkedHashMap<>();
        for (PeopleSource source : sources) {
            Optional<List<Person>> some = found(source);
            if (some.isEmpty()) {
                return Optional.empty();
            }
            some.get().forEach(person -> found.putIfAbsent(person.id(), person));
        }
        return Optional.of(List.copyOf(found.values()));
    }

    private Optional<List<Person>> found(PeopleSource source) {
        return switch (source) {
            case PeopleSource.Named(var named) ->
                Optional.of(named.stream()
                        .map(person -> known(String.valueOf(person.id()), person.name()))
                        .toList());
            case PeopleSource.Starter _ -> Optional.of(List.of(starter));
            case PeopleSource.InRole(String role) -> Optional.of(organisation.withRole(role));
            case PeopleSource.InDepartment(String path) -> Optional.of(members(path));
            case PeopleSource.HeadOf(String path) -> Optional.of(heads(path, 1));
            case PeopleSource.StarterHead(int levels) ->
                Optional.of(organisation.headsAbove(starter.id(), starter.departments(), levels));
            case PeopleSource.InField(String path) ->
                held.apply(path)
                        .map(ids -> ids.stream().map(id -> known(id, id)).toList());
            case PeopleSource.ChosenByStarter _, PeopleSource.ChosenBefore _ -> Optional.empty();
            case PeopleSource.HandlerBefore _ -> before;
            case PeopleSource.HeadIn(DepartmentSource.OfPeople(PeopleSource of), int levels) ->
                found(of)
                        .map(some -> each(
                                some, person -> organisation.headsAbove(person.id(), departmentsOf(person), levels)));
            case PeopleSource.HeadIn(DepartmentSource of, int levels) ->
                departments(of).map(paths -> each(paths, path -> heads(path, levels)));
            case PeopleSource.MembersIn(DepartmentSource of) ->
                departments(of).map(paths -> each(paths, this::members));
            case PeopleSource.RoleIn(String role, DepartmentSource of) ->
                departments(of).map(paths -> withRole(role, each(paths, this::members)));
        };
    }

    private List<Person> withRole(String role, List<Person> members) {
        Set<String> ids = organisation.withRole(role).stream().map(Person::id).collect(Collectors.toSet());
        return members.stream().filter(person -> ids.contains(person.id())).toList();
    }

    private Optional<List<String>> departments(DepartmentSource of) {
        return switch (of) {
            case DepartmentSource.Named(String path) -> Optional.of(List.of(path));
            case DepartmentSource.InField(String path) -> held.apply(path);
            case DepartmentSource.OfPeople(PeopleSource some) ->
                found(some).map(them -> {
                    Set<String> paths = new LinkedHashSet<>();
                    them.forEach(person -> paths.addAll(departmentsOf(person)));
                    return List.copyOf(paths);
                });
        };
    }

    private List<Person> heads(String path, int levels) {
        Department at = isPath(path) ? new Department(path) : null;
        for (int i = 1; i < levels && at != null; i++) {
            at = at.parent();
        }
        return at == null ? List.of() : organisation.heads(at);
    }

    private List<Person> members(String path) {
        return isPath(path) ? organisation.inDepartment(new Department(path)) : List.of();
    }

    private static boolean isPath(String path) {
        return path.length() > 1 && path.startsWith("/");
    }

    private Person known(String id, String name) {
        return people.find(id).orElseGet(() -> new Person(id, name, null, Set.of(), List.of()));
    }

    /** Lists of many people come without their departments. */
    private List<String> departmentsOf(Person person) {
        return person.departments().isEmpty()
                ? known(person.id(), person.name()).departments()
                : person.departments();
    }

    private static <T> List<Person> each(List<T> all, Function<T, List<Person>> of) {
        Map<String, Person> found = new LinkedHashMap<>();
        all.forEach(one -> of.apply(one).forEach(person -> found.putIfAbsent(person.id(), person)));
        return List.copyOf(found.values());
    }
}

package dev.millwright.flow.internal;

import dev.millwright.app.PublishedApps;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.DepartmentSource;
import dev.millwright.flow.FlowTask.Result;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import dev.millwright.identity.Department;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.NotFoundException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Works out who is meant by sources of people at the moment a run reaches them. */
@Component
class PeopleFinder {

    /** More people than that are not named before they are asked. */
    private static final int FEW = 5;

    private final People people;
    private final Directory directory;
    private final RunRecords records;
    private final PublishedApps apps;

    PeopleFinder(People people, Directory directory, RunRecords records, PublishedApps apps) {
        this.people = people;
        this.directory = directory;
        this.records = records;
        this.apps = apps;
    }

    static PersonRef ref(Person person) {
        return new PersonRef(person.id(), person.name());
    }

    Optional<Person> find(String id) {
        return people.find(id);
    }

    /** Somebody whom something may be asked of: who has left is found no more. */
    Optional<Person> active(String id) {
        return people.findActive(id);
    }

    /** Somebody who was named, as they are called now. */
    PersonRef known(PersonRef person) {
        return active(Objects.requireNonNullElse(person.id(), ""))
                .map(PeopleFinder::ref)
                .orElseThrow(() -> new NotFoundException(person.name()));
    }

    /** Who stands in for somebody who is away. */
    Optional<Person> substitute(String person, Instant at) {
        return directory.substitute(person, at);
    }

    /**
     * All that the sources name, in order, each once. Whoever is missed is missed because they are not there, not because the
     * organisation is not known.
     */
    List<Person> find(Run run, List<PeopleSource> sources, UUID node) {
        return find(run, sources, node, this::known);
    }

    /** As {@link #find}, as far as the organisation is known now: without waiting, for what is only shown. */
    List<Person> findNow(Run run, List<PeopleSource> sources, UUID node) {
        return find(run, sources, node, question -> question.get().stream());
    }

    /** Those whom the sources name themselves and who have left: nobody is asked for them. */
    List<PersonRef> left(Run run, List<PeopleSource> sources, UUID node) {
        return sources.stream()
                .flatMap(source -> refs(run, source, node).stream())
                .filter(ref -> ref.id() != null && !Person.SYSTEM.equals(ref.id()) && people.hasLeft(ref.id()))
                .distinct()
                .toList();
    }

    private List<PersonRef> refs(Run run, PeopleSource source, UUID node) {
        return switch (source) {
            case PeopleSource.Named named -> named.people();
            case PeopleSource.Starter _ -> List.of(run.starter);
            case PeopleSource.InField in -> records.people(run, in.path());
            case PeopleSource.ChosenByStarter _, PeopleSource.ChosenBefore _ ->
                run.memory.chosen().getOrDefault(node, List.of());
            case PeopleSource.HandlerBefore _ -> handlersBefore(run, node);
            case PeopleSource.InRole _,
                    PeopleSource.InDepartment _,
                    PeopleSource.HeadOf _,
                    PeopleSource.StarterHead _,
                    PeopleSource.HeadIn _,
                    PeopleSource.MembersIn _,
                    PeopleSource.RoleIn _ -> List.of();
        };
    }

    /** Who is likely to be asked in a step that is not reached yet; none when they are many or not known. */
    List<PersonRef> expected(Run run, PeopleStep says, UUID node) {
        try {
            List<Person> found = findNow(run, says.people(), node);
            return found.size() > FEW
                    ? List.of()
                    : found.stream().map(PeopleFinder::ref).toList();
        } catch (DomainException e) {
            return List.of();
        }
    }

    private List<Person> find(Run run, List<PeopleSource> sources, UUID node, Ask ask) {
        Map<String, Person> found = new LinkedHashMap<>();
        for (PeopleSource source : sources) {
            named(run, source, node, ask).forEach(person -> found.putIfAbsent(person.id(), person));
        }
        return List.copyOf(found.values());
    }

    /** How the organisation is asked. */
    private interface Ask extends Function<Supplier<List<Person>>, Stream<Person>> {}

    private Stream<Person> named(Run run, PeopleSource source, UUID node, Ask ask) {
        return switch (source) {
            case PeopleSource.Named named -> all(named.people(), ask);
            case PeopleSource.InRole role -> ask.apply(() -> directory.members(Principal.role(role.role())));
            case PeopleSource.InDepartment department ->
                ask.apply(() -> directory.members(Principal.department(department.path())));
            case PeopleSource.HeadOf head -> ask.apply(() -> directory.heads(head.path()));
            case PeopleSource.Starter _ -> all(List.of(run.starter), ask);
            case PeopleSource.StarterHead head -> ask.apply(() -> headsAbove(run, head.levels()));
            case PeopleSource.InField in -> all(records.people(run, in.path()), ask);
            case PeopleSource.ChosenByStarter _, PeopleSource.ChosenBefore _ ->
                all(run.memory.chosen().getOrDefault(node, List.of()), ask);
            case PeopleSource.HandlerBefore _ -> all(handlersBefore(run, node), ask);
            case PeopleSource.HeadIn(DepartmentSource.OfPeople(PeopleSource people), int levels) ->
                named(run, people, node, ask)
                        .flatMap(person ->
                                ask.apply(() -> directory.headsAbove(person.id(), departmentsOf(run, person), levels)));
            case PeopleSource.HeadIn(DepartmentSource of, int levels) ->
                departments(run, of, node, ask)
                        .flatMap(path -> above(path, levels - 1).stream())
                        .flatMap(path -> ask.apply(() -> directory.heads(path)));
            case PeopleSource.MembersIn(DepartmentSource of) ->
                departments(run, of, node, ask)
                        .flatMap(path -> ask.apply(() -> directory.members(Principal.department(path))));
            case PeopleSource.RoleIn(String role, DepartmentSource of) ->
                departments(run, of, node, ask).flatMap(path -> ask.apply(() -> withRole(role, path)));
        };
    }

    private Stream<String> departments(Run run, DepartmentSource of, UUID node, Ask ask) {
        return switch (of) {
            case DepartmentSource.Named(String path) -> Stream.of(path);
            case DepartmentSource.InField(String path) -> records.departments(run, path).stream();
            case DepartmentSource.OfPeople(PeopleSource people) ->
                named(run, people, node, ask)
                        .flatMap(person -> departmentsOf(run, person).stream())
                        .distinct();
        };
    }

    /** Of the starter those at the start: whoever moves while a run goes on stays with its heads. */
    private List<String> departmentsOf(Run run, Person person) {
        if (person.id().equals(run.starter.id())) {
            return run.starterDepartments;
        }
        // Long lists of people come without them.
        return person.departments().isEmpty()
                ? active(person.id()).map(Person::departments).orElse(List.of())
                : person.departments();
    }

    private static Optional<String> above(String path, int levels) {
        Department at = path.length() > 1 && path.startsWith("/") ? new Department(path) : null;
        for (int i = 0; i < levels && at != null; i++) {
            at = at.parent();
        }
        return Optional.ofNullable(at).map(Department::path);
    }

    private List<Person> withRole(String role, String department) {
        Set<String> members = directory.members(Principal.department(department)).stream()
                .map(Person::id)
                .collect(Collectors.toSet());
        return directory.members(Principal.role(role)).stream()
                .filter(person -> members.contains(person.id()))
                .toList();
    }

    /**
     * Who answered the step that was passed last on the way to the node; the starter, when there is none. While a run is only looked at
     * nobody: whoever answers next is not known.
     */
    private static List<PersonRef> handlersBefore(Run run, UUID node) {
        return Turn.of(run).map(turn -> handlersBefore(turn, node)).orElse(List.of());
    }

    private static List<PersonRef> handlersBefore(Turn turn, UUID node) {
        FlowChart chart = turn.chart();
        return turn.all().stream()
                .filter(step -> chart.wentOn(step)
                        && step.closedAt != null
                        && !step.node.equals(node)
                        && !chart.isStart(step.node)
                        && chart.isAtOrBehind(step.node, node)
                        && step.items.stream().anyMatch(item -> isAnswer(step, item)))
                .max(Comparator.comparing((Step step) -> Objects.requireNonNull(step.closedAt))
                        .thenComparing(step -> step.id))
                .map(step -> step.items.stream()
                        .filter(item -> isAnswer(step, item))
                        .map(item -> item.person)
                        .distinct()
                        .toList())
                .orElseGet(() -> List.of(turn.run().starter));
    }

    /** Whether it is one of the answers that led on from the step. */
    private static boolean isAnswer(Step step, Item item) {
        return step.state == Step.State.REJECTED
                ? item.result == Result.REJECTED
                : item.result == Result.APPROVED || item.result == Result.FILLED;
    }

    private Stream<Person> all(List<PersonRef> refs, Ask ask) {
        return refs.stream()
                .map(PersonRef::id)
                .filter(Objects::nonNull)
                .flatMap(id -> ask.apply(() -> people.findActive(id).stream().toList()));
    }

    /** Nobody is believed only once the organisation is known. */
    private Stream<Person> known(Supplier<List<Person>> question) {
        List<Person> found = question.get();
        if (found.isEmpty()) {
            directory.require();
            found = question.get();
        }
        return found.stream();
    }

    /** The heads so many levels above the starter. */
    List<Person> headsAbove(Run run, int levels) {
        return directory.headsAbove(Objects.requireNonNull(run.starter.id()), run.starterDepartments, levels);
    }

    /** Whom a run turns to when nobody else is there. */
    List<Person> owners(String app, @Nullable Principal owner) {
        List<Person> named = owner == null ? List.of() : directory.members(owner);
        return named.isEmpty()
                ? apps.designed(app).stream()
                        .flatMap(one -> one.rights().owners().stream())
                        .flatMap(one -> directory.members(one).stream())
                        .distinct()
                        .toList()
                : named;
    }
}

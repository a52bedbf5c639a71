package dev.millwright.flow.internal;

import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowSettings.SamePerson;
import dev.millwright.flow.FlowTask.Result;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.PeopleStep.Nobody;
import dev.millwright.flow.PeopleStep.StarterRule;
import dev.millwright.flow.TaskEvent;
import dev.millwright.flow.internal.Item.Part;
import dev.millwright.identity.Person;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked in a step: those that the designer names, with the rules for the starter, for who agreed before, for who is away, and for
 * nobody at all.
 */
final class Seating {

    private final Turn turn;
    private final PeopleFinder people;
    private final RunStore store;

    Seating(Turn turn, PeopleFinder people, RunStore store) {
        this.turn = turn;
        this.people = people;
        this.store = store;
    }

    /** The people of a step that a run comes straight back to, with what they have said. */
    void again(Step step, Step before, @Nullable UUID without) {
        for (Item old : before.items.stream()
                .filter(item ->
                        item.part == Part.SEAT && item.result != Result.TRANSFERRED && item.state != Item.State.REMOVED)
                .sorted(Comparator.comparingInt(item -> item.position))
                .toList()) {
            boolean stands =
                    (old.result == Result.APPROVED || old.result == Result.FILLED || old.result == Result.AUTOMATIC)
                            && !old.id.equals(without);
            PersonRef person = stands ? old.person : successor(old.person, before);
            Item item = Item.fresh(
                    step, person, old.standsInFor, Part.SEAT, null, old.position, old.required, step.note, turn.now());
            if (stands) {
                item.answer(Objects.requireNonNull(old.result), Objects.requireNonNullElse(old.doneAt, turn.now()));
                item.readAt = old.readAt;
                if (without == null) {
                    turn.tell(TaskEvent.Kind.CHANGED, item, step.noteBy, step.note);
                }
            }
            step.items.add(item);
        }
    }

    /** Who has the work of a person since the step was open. */
    PersonRef successor(PersonRef person, Step since) {
        return store.successor(turn.run().app, Objects.requireNonNull(person.id()), since.openedAt)
                .orElse(person);
    }

    /**
     * Finds the people.
     *
     * @param asks whether they are asked even where rules would let it pass
     * @return whether anybody has to be asked; otherwise the step passes
     */
    boolean take(Step step, PeopleStep says, boolean asks) {
        Map<String, Person> found = new LinkedHashMap<>();
        people.find(turn.run(), says.people(), step.node).forEach(person -> found.putIfAbsent(person.id(), person));
        turn.noteLeft(says.people(), step.node, step.id);
        Set<String> required = required(step, says, found);
        String starter = Objects.requireNonNull(turn.run().starter.id());
        boolean starterPasses = false;
        if (found.containsKey(starter)) {
            if (says.starter() == StarterRule.HEAD) {
                List<Person> others = new ArrayList<>(found.values());
                found.clear();
                for (Person person : others) {
                    if (person.id().equals(starter)) {
                        List<Person> heads = people.headsAbove(turn.run(), 1);
                        heads.forEach(head -> {
                            found.putIfAbsent(head.id(), head);
                            turn.note(step, "flow.event.headInstead", head.name());
                        });
                        if (heads.isEmpty()) {
                            turn.note(step, "flow.event.noHeadInstead", person.name());
                        }
                    } else {
                        found.putIfAbsent(person.id(), person);
                    }
                }
            } else if (says.fourEyes()) {
                found.remove(starter);
                turn.note(step, "flow.event.fourEyes", turn.run().starter.name());
            } else if (says.starter() == StarterRule.PASS && !asks) {
                starterPasses = true;
            }
        }
        if (found.isEmpty()) {
            return nobody(step, says);
        }
        Set<String> agreed = asks ? Set.of() : agreedBefore(step);
        Problems held =
                starterPasses || found.keySet().stream().anyMatch(agreed::contains) ? turn.wrong(step) : Problems.NONE;
        Map<String, Person> substitutes = new HashMap<>();
        for (Person person : found.values()) {
            people.substitute(person.id(), turn.now())
                    // Nobody answers for somebody else what they asked for themselves.
                    .filter(one -> !one.id().equals(starter))
                    .ifPresent(one -> {
                        substitutes.put(person.id(), one);
                        if (required.contains(person.id())) {
                            required.add(one.id());
                        }
                    });
        }
        int position = 0;
        Set<String> seated = new HashSet<>();
        for (Person person : found.values()) {
            boolean mayPass = starterPasses && person.id().equals(starter) || agreed.contains(person.id());
            // What nobody looks at cannot be filled in by itself.
            boolean automatic = mayPass && !held.hasErrors();
            if (mayPass && !automatic) {
                turn.note(step, "flow.event.askedThough", person.name(), Failures.phrases(held));
            }
            Optional<Person> substitute =
                    automatic ? Optional.empty() : Optional.ofNullable(substitutes.get(person.id()));
            Person asked = substitute.orElse(person);
            if (substitute.isPresent() && (found.containsKey(asked.id()) || seated.contains(asked.id()))) {
                // Nobody answers twice in a step: one answer is given for both, which the timeline tells.
                turn.note(step, "flow.event.forBoth", asked.name(), person.name());
                continue;
            }
            seated.add(asked.id());
            Item item = Item.fresh(
                    step,
                    PeopleFinder.ref(asked),
                    substitute.isPresent() ? PeopleFinder.ref(person) : null,
                    Part.SEAT,
                    null,
                    position++,
                    required.contains(person.id()) || required.contains(asked.id()),
                    step.note,
                    turn.now());
            if (automatic) {
                item.answer(Result.AUTOMATIC, turn.now());
                turn.note(
                        step,
                        agreed.contains(person.id()) ? "flow.event.onceEnough" : "flow.event.starterPasses",
                        person.name());
            }
            step.items.add(item);
        }
        if (says.policy().isShortOf(seated.size())) {
            turn.note(step, "flow.event.fewer", says.policy().atLeast(), seated.size());
        }
        return true;
    }

    /** Ids of those who have to agree, whom it adds to those who were found; the owners for one who is there no more. */
    private Set<String> required(Step step, PeopleStep says, Map<String, Person> found) {
        Set<String> required = new HashSet<>();
        for (PersonRef named : says.policy().required()) {
            String id = named.id();
            if (id == null) {
                continue;
            }
            List<Person> stand = people.active(id).map(List::of).orElseGet(() -> instead(step, says, named));
            for (Person person : stand) {
                found.putIfAbsent(person.id(), person);
                required.add(person.id());
            }
        }
        return required;
    }

    private List<Person> instead(Step step, PeopleStep says, PersonRef gone) {
        List<Person> owners = turn.owners().stream()
                .filter(owner -> !says.fourEyes()
                        || !owner.id().equals(turn.run().starter.id()))
                .toList();
        if (owners.isEmpty()) {
            throw new ConflictException("flow.error.nobody", turn.chart().name(step.node));
        }
        turn.note(
                step,
                "flow.event.ownerForRequired",
                gone.name(),
                owners.stream().<Object>map(Person::name).toList());
        return owners;
    }

    private boolean nobody(Step step, PeopleStep says) {
        boolean passes = says.nobody() == Nobody.PASS;
        Problems held = passes ? turn.wrong(step) : Problems.NONE;
        if (passes && !held.hasErrors()) {
            turn.note(step, "flow.event.nobody");
            return false;
        }
        List<Person> owners = passes || says.nobody() == Nobody.OWNER ? turn.owners() : List.of();
        List<Person> asked = says.fourEyes()
                ? owners.stream()
                        .filter(one -> !one.id().equals(turn.run().starter.id()))
                        .toList()
                : owners;
        if (asked.isEmpty()) {
            throw new ConflictException("flow.error.nobody", turn.chart().name(step.node));
        }
        turn.note(
                step,
                "flow.event.ownerInstead",
                asked.stream().<Object>map(Person::name).toList());
        for (int i = 0; i < asked.size(); i++) {
            step.items.add(Item.fresh(
                    step, PeopleFinder.ref(asked.get(i)), null, Part.SEAT, null, i, false, step.note, turn.now()));
        }
        return true;
    }

    /** Who has agreed earlier, as far as the flow lets that count again. */
    private Set<String> agreedBefore(Step step) {
        SamePerson rule = turn.chart().flow().settings().samePerson();
        if (rule == SamePerson.ASK || step.kind != Step.Kind.APPROVE) {
            return Set.of();
        }
        List<Step> agreed = turn.all().stream()
                .filter(one -> one.state == Step.State.PASSED && one.kind == Step.Kind.APPROVE)
                // What lies at or behind the step was said of an earlier turn.
                .filter(one -> !turn.chart().isAtOrBehind(step.node, one.node) && !isUndone(one))
                .sorted(Comparator.comparing((Step one) -> Objects.requireNonNullElse(one.closedAt, Instant.EPOCH)))
                .toList();
        List<Step> counting = rule == SamePerson.ONCE || agreed.isEmpty() ? agreed : List.of(agreed.getLast());
        return counting.stream()
                .flatMap(one -> one.items.stream())
                .filter(item -> item.result == Result.APPROVED || item.result == Result.AUTOMATIC)
                .map(Item::personId)
                .collect(Collectors.toSet());
    }

    /** Whether the run went back over the step after it was passed, so that it has to be passed anew. */
    private boolean isUndone(Step step) {
        Instant closed = Objects.requireNonNullElse(step.closedAt, turn.now());
        return turn.run().memory.undone().entrySet().stream()
                .anyMatch(back ->
                        !back.getValue().isBefore(closed) && turn.chart().isAtOrBehind(back.getKey(), step.node));
    }
}

package dev.millwright.flow.internal;

import dev.millwright.app.App;
import dev.millwright.app.Apps;
import dev.millwright.app.PublishedApps;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.Flows.HandedOver;
import dev.millwright.flow.Flows.OpenWork;
import dev.millwright.flow.Reasons;
import dev.millwright.flow.TaskEvent;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What those who started a run do to it besides answering, and how those who administer its app steer it. */
@Component
class Steering {

    private static final Duration BETWEEN_URGES = Duration.ofMinutes(10);

    private final RunAccess access;
    private final PublishedApps apps;
    private final Apps visible;
    private final CurrentPerson current;
    private final RunStore store;
    private final PeopleFinder people;
    private final Course course;
    private final ObjectProvider<Waits> waits;
    private final BusinessTime time;

    Steering(
            RunAccess access,
            PublishedApps apps,
            Apps visible,
            CurrentPerson current,
            RunStore store,
            PeopleFinder people,
            Course course,
            ObjectProvider<Waits> waits,
            BusinessTime time) {
        this.access = access;
        this.apps = apps;
        this.visible = visible;
        this.current = current;
        this.store = store;
        this.people = people;
        this.course = course;
        this.waits = waits;
        this.time = time;
    }

    // --- Starters ---

    void withdraw(UUID instance, String reason) {
        String said = Reasons.checked(reason);
        Person me = current.get();
        course.turn(instance, turn -> {
            Run run = turn.run();
            if (!me.id().equals(run.starter.id())) {
                throw new NotFoundException(instance.toString());
            }
            if (run.isOver()) {
                throw new ConflictException("flow.error.over");
            }
            if (!turn.chart().flow().settings().withdrawable()) {
                throw new NotAllowedException("flow.error.notWithdrawable");
            }
            if (run.isWaitedFor()) {
                throw new NotAllowedException("flow.error.withdrawCaller", callerOf(run));
            }
            turn.happened(
                    TimelineEntry.Kind.WITHDRAWN,
                    null,
                    null,
                    run.starter,
                    null,
                    "flow.event.withdrawn",
                    List.of(),
                    said);
            run.isWithdrawn = true;
            turn.end("cancelled", run.starter, said);
            return true;
        });
    }

    private String callerOf(Run run) {
        return store.run(Objects.requireNonNull(run.parent))
                .map(caller -> caller.label)
                .orElse(run.label);
    }

    void takeBack(UUID task, String reason) {
        String said = Reasons.checked(reason);
        Person me = current.get();
        UUID instance = store.instanceOf(task).orElseThrow(() -> new NotFoundException(task.toString()));
        course.turn(instance, turn -> {
            List<Step> past = turn.past();
            Step step = past.stream()
                    .filter(one ->
                            one.item(task).filter(item -> item.isOf(me.id())).isPresent())
                    .findFirst()
                    .orElseThrow(() -> new NotFoundException(task.toString()));
            Item item = step.item(task).orElseThrow();
            if (!Course.canTakeBack(turn.run(), turn.chart(), past, step, task)) {
                throw new ConflictException("flow.error.actedSince");
            }
            turn.happened(
                    TimelineEntry.Kind.TAKEN_BACK,
                    step.node,
                    step.id,
                    item.person,
                    item.standsInFor,
                    "flow.event.takenBack",
                    List.of(),
                    said);
            turn.takeBack(step, item, said);
            return true;
        });
    }

    void urge(UUID instance, String reason) {
        String said = Reasons.checked(reason);
        Run asked = access.require(instance);
        PersonRef me = PeopleFinder.ref(current.get());
        if (!Objects.equals(me.id(), asked.starter.id()) && !access.administers(asked)) {
            throw new NotAllowedException("flow.error.starterUrges", asked.starter.name());
        }
        course.turn(instance, turn -> {
            Run run = turn.run();
            if (run.isOver()) {
                throw new ConflictException("flow.error.over");
            }
            if (run.state == FlowInstance.State.SUSPENDED) {
                throw new ConflictException("flow.error.suspended");
            }
            Instant last = run.urgedAt;
            if (last != null && last.plus(BETWEEN_URGES).isAfter(turn.now())) {
                throw new ConflictException("flow.error.urged", BETWEEN_URGES.toMinutes());
            }
            if (!Course.isWithOthers(run.id, turn.steps(), Objects.requireNonNull(me.id()), store)) {
                throw new ConflictException("flow.error.nobodyToUrge");
            }
            urge(turn, me, said);
            return true;
        });
        for (UUID called : store.called(instance)) {
            course.turn(called, turn -> {
                if (!turn.run().isOver()) {
                    urge(turn, me, said);
                }
                return true;
            });
        }
    }

    void comment(UUID instance, String text, List<PersonRef> mentioned) {
        String said = Reasons.checked(text);
        if (said.isBlank()) {
            throw new InvalidException(Problems.of(Problem.error("flow.error.reason", "reason")));
        }
        List<PersonRef> called = mentioned.stream().distinct().toList();
        if (called.size() > Acts.MOST_PEOPLE) {
            throw new InvalidException(
                    Problems.of(Problem.error("flow.error.tooManyPeople", "people", Acts.MOST_PEOPLE)));
        }
        access.require(instance);
        PersonRef me = PeopleFinder.ref(current.get());
        course.turn(instance, turn -> {
            if (turn.run().isOver()) {
                throw new ConflictException("flow.error.over");
            }
            turn.happened(TimelineEntry.Kind.COMMENT, null, null, me, null, "flow.event.comment", List.of(), said);
            called.stream()
                    .map(people::known)
                    .distinct()
                    .forEach(one -> turn.tell(TaskEvent.Kind.MENTIONED, null, null, one, me, said, null));
            return true;
        });
    }

    private static void urge(Turn turn, PersonRef by, String said) {
        turn.run().urgedAt = turn.now();
        turn.happened(TimelineEntry.Kind.URGED, null, null, by, null, "flow.event.urged", List.of(), said);
        for (Step step : turn.steps()) {
            for (Item item : step.items) {
                if (item.isAwaited() && !item.isOf(by.id())) {
                    turn.tell(TaskEvent.Kind.URGED, item, by, said);
                }
            }
        }
    }

    // --- Administrators ---

    /** Steers a run of an app that the person administers, and says so in its timeline. */
    private void steer(UUID instance, TimelineEntry.Kind kind, String reason, Consumer<Turn> work) {
        access.requireAdministered(instance);
        PersonRef me = PeopleFinder.ref(current.get());
        course.turn(instance, turn -> {
            if (turn.run().isOver()) {
                throw new ConflictException("flow.error.over");
            }
            turn.happened(kind, null, null, me, null, "flow.event." + kind.key(), List.of(), reason);
            work.accept(turn);
            return true;
        });
    }

    void suspend(UUID instance, String reason) {
        String said = Reasons.checked(reason);
        steer(instance, TimelineEntry.Kind.SUSPENDED, said, turn -> turn.run().state = FlowInstance.State.SUSPENDED);
    }

    void resume(UUID instance) {
        steer(instance, TimelineEntry.Kind.RESUMED, "", turn -> {
            turn.run().state = FlowInstance.State.RUNNING;
            // What came about meanwhile.
            List.copyOf(turn.steps()).stream()
                    .filter(Step::isOpen)
                    .forEach(step -> waits.getObject().lookAgain(turn, step));
        });
    }

    void retry(UUID instance) {
        steer(
                instance,
                TimelineEntry.Kind.RETRIED,
                "",
                turn -> turn.steps().stream()
                        .filter(step -> step.isOpen() && step.kind == Step.Kind.WORK)
                        .toList()
                        .forEach(turn::retry));
    }

    void end(UUID instance, String reason) {
        String said = Reasons.checked(reason);
        steer(instance, TimelineEntry.Kind.ENDED_BY_HAND, said, turn -> turn.end("cancelled"));
    }

    void move(UUID instance, UUID node, String reason) {
        String said = Reasons.checked(reason);
        steer(instance, TimelineEntry.Kind.MOVED, said, turn -> {
            if (!turn.chart().isStart(node)) {
                turn.chart().get(node);
            }
            turn.moveAll(node, said, PeopleFinder.ref(current.get()));
        });
    }

    void reassign(UUID task, PersonRef to, String reason) {
        String said = Reasons.checked(reason);
        UUID instance = store.instanceOf(task).orElseThrow(() -> new NotFoundException(task.toString()));
        access.requireAdministered(instance);
        PersonRef heir = people.known(to);
        PersonRef me = PeopleFinder.ref(current.get());
        course.turn(instance, turn -> {
            Step step = turn.steps().stream()
                    .filter(one -> one.isOpen() && one.item(task).isPresent())
                    .findFirst()
                    .orElseThrow(() -> Acts.decided(turn, (UUID) null));
            Item item = step.item(task).orElseThrow();
            reassign(turn, step, item, heir, me, said);
            return true;
        });
    }

    private static void reassign(Turn turn, Step step, Item item, PersonRef heir, PersonRef by, String reason) {
        if (!item.state.isLiving()) {
            throw new ConflictException("flow.error.decidedBy", item.person.name());
        }
        boolean there = step.items.stream()
                .anyMatch(one -> one.state.isLiving() && one.isOf(Objects.requireNonNull(heir.id())));
        if (there) {
            throw new ConflictException("flow.error.hasTask", heir.name());
        }
        turn.happened(
                TimelineEntry.Kind.REASSIGNED,
                step.node,
                step.id,
                by,
                null,
                "flow.event.reassigned",
                List.of(item.person.name(), heir.name()),
                reason);
        Acts.give(turn, item, step, heir, by, reason);
        step.isChanged = true;
    }

    /** The apps that the person looks after, by id, in the order of their labels. */
    private Map<UUID, String> lookedAfter() {
        Map<UUID, String> found = new LinkedHashMap<>();
        for (App app : visible.visible()) {
            if (access.administers(app.key())) {
                found.put(app.id(), app.key());
            }
        }
        if (found.isEmpty()) {
            throw new NotAllowedException("flow.error.administrators");
        }
        return found;
    }

    List<OpenWork> openWork(PersonRef person) {
        Map<UUID, String> apps = lookedAfter();
        Map<UUID, Integer> open =
                store.livingItems(apps.keySet(), storable(person).id());
        return apps.entrySet().stream()
                .map(app -> new OpenWork(app.getValue(), open.getOrDefault(app.getKey(), 0)))
                .toList();
    }

    List<PersonRef> withOpenWork(String text, int limit) {
        return store.withLivingItems(lookedAfter().keySet(), text, limit);
    }

    List<HandedOver> handOverAll(Set<String> apps, PersonRef from, PersonRef to, String reason) {
        apps.forEach(access::requireAdministrator);
        return apps.stream().map(app -> handOver(app, from, to, reason)).toList();
    }

    /** An id that nobody can have may still be asked for. */
    private static PersonRef storable(PersonRef person) {
        String id = person.id();
        return id == null ? person : new PersonRef(id.replace("\0", ""), person.name());
    }

    HandedOver handOver(String app, PersonRef leaver, PersonRef to, String reason) {
        PersonRef from = storable(leaver);
        String said = Reasons.checked(reason);
        access.requireAdministrator(app);
        if (Objects.equals(from.id(), to.id())) {
            throw new ConflictException("flow.error.handOverToSelf");
        }
        PersonRef heir = people.known(to);
        PersonRef me = PeopleFinder.ref(current.get());
        UUID id = apps.designed(app)
                .orElseThrow(() -> new NotFoundException(app))
                .app()
                .id();
        List<UUID> open = store.livingItems(id, from.id());
        store.handOver(id, from, heir, time.now());
        int handed = 0;
        int kept = 0;
        for (UUID task : open) {
            UUID instance = store.instanceOf(task).orElseThrow();
            switch (course.turn(instance, turn -> handOver(turn, task, heir, me, said))) {
                case HANDED -> handed++;
                case KEPT -> kept++;
                case OVER -> {}
            }
        }
        return new HandedOver(app, handed, kept);
    }

    /** What became of a task that was to be handed over. */
    private enum Became {
        HANDED,
        KEPT,
        /** It was answered meanwhile. */
        OVER
    }

    private static Became handOver(Turn turn, UUID task, PersonRef heir, PersonRef me, String said) {
        Step step = turn.steps().stream()
                .filter(one -> one.isOpen() && one.item(task).isPresent())
                .findFirst()
                .orElse(null);
        Item item = step == null ? null : step.item(task).orElse(null);
        if (step == null || item == null || !item.state.isLiving()) {
            return Became.OVER;
        }
        boolean there = step.items.stream()
                .anyMatch(one -> one.state.isLiving() && one.isOf(Objects.requireNonNull(heir.id())));
        if (there) {
            turn.happened(
                    TimelineEntry.Kind.HANDED_OVER,
                    step.node,
                    step.id,
                    me,
                    null,
                    "flow.event.hasOwnTask",
                    List.of(heir.name()),
                    said);
            return Became.KEPT;
        }
        reassign(turn, step, item, heir, me, said);
        return Became.HANDED;
    }
}

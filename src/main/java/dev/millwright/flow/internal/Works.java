package dev.millwright.flow.internal;

import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApps;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowDocument;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowRefusedException;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.TaskEvent;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.flow.internal.FlowChart.Placed;
import dev.millwright.flow.internal.Item.Part;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeRun;
import dev.millwright.flow.spi.WaitFor;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.record.FormRef;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.TooLargeException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What nodes do by themselves, in the transaction of the run: work that fails leaves nothing behind, is tried again with growing pauses,
 * and after the last try waits for the owner of the flow.
 */
@Component
class Works implements Timers.Purpose {

    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1));

    private static final String UNACCEPTED = "flow.failure.unaccepted";

    private final PublishedApps apps;
    private final PublishedForms forms;
    private final BusinessTime time;
    private final Timers timers;
    private final PeopleFinder people;
    private final CurrentPerson current;
    private final ObjectProvider<Waits> waiting;
    private final DueStore dues;
    private final RunStore runs;
    private final DueWork dueWork;
    private final FlowNotices notices;
    private final TransactionTemplate nested;

    Works(
            PublishedApps apps,
            PublishedForms forms,
            BusinessTime time,
            Timers timers,
            PeopleFinder people,
            CurrentPerson current,
            ObjectProvider<Waits> waiting,
            DueStore dues,
            RunStore runs,
            DueWork dueWork,
            FlowNotices notices,
            PlatformTransactionManager transactions) {
        this.apps = apps;
        this.forms = forms;
        this.time = time;
        this.timers = timers;
        this.people = people;
        this.current = current;
        this.waiting = waiting;
        this.dues = dues;
        this.runs = runs;
        this.dueWork = dueWork;
        this.notices = notices;
        this.nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    public String key() {
        return "work";
    }

    void reached(Turn turn, ExecutionEntity token, Placed placed, NodeBehaviour.Work work) {
        try {
            nested.executeWithoutResult(status -> work.run(new Doing(turn, placed)));
        } catch (FlowRefusedException e) {
            if (current.find().isPresent()) {
                // Whoever brought the run here reads it, and nothing of what they did is kept.
                throw e;
            }
            failed(turn, token, placed, e);
            return;
        } catch (RuntimeException e) {
            failed(turn, token, placed, e);
            return;
        }
        turn.run().memory.attempts().remove(placed.id());
        Tokens.leave(token);
    }

    void called(Turn turn, ExecutionEntity token, Placed placed, NodeBehaviour.Call call) {
        if (!call.waits()) {
            reached(turn, token, placed, call.work());
            return;
        }
        Step step = turn.stand(token, placed.id(), Step.Kind.CALL);
        try {
            nested.executeWithoutResult(status -> call.work().run(new Doing(turn, placed)));
        } catch (RuntimeException e) {
            step.close(Step.State.LEFT, turn.now());
            failed(turn, token, placed, e);
        }
    }

    /** What the run called and does not wait for any more ends, in a transaction of its own: it may be in the hands of somebody. */
    void forsakes(Run run) {
        dues.forsake(run.id, run.appKey);
        dueWork.wakeAfterCommit();
    }

    /** The run that called the one and waits for it looks again. */
    void callsBack(UUID caller) {
        dues.wake(caller);
        dueWork.wakeAfterCommit();
    }

    /** Not all that the step waited for was accepted, and the owner is to say what then. */
    void unaccepted(Turn turn, Step call) {
        Step step = turn.instead(call, Step.Kind.WORK);
        Phrase words = Phrase.of(UNACCEPTED);
        step.failure = words;
        giveUp(turn, step, words);
    }

    void waits(Turn turn, ExecutionEntity token, Placed placed, WaitFor until) {
        try {
            waiting.getObject().reached(turn, token, placed, until);
        } catch (RuntimeException e) {
            failed(turn, token, placed, e);
        }
    }

    /** Asks something that may fail, such as a condition, so that the transaction can go on if it does. */
    <T> T tried(Supplier<T> question) {
        return Objects.requireNonNull(nested.execute(status -> question.get()));
    }

    /** Lets the run stand where something failed, until the next try or until its owner lets it try again. */
    void failed(Turn turn, ExecutionEntity token, Placed placed, RuntimeException cause) {
        Phrase words = Failures.say(cause, "Node " + placed.id() + " of run " + turn.run().id);
        Step step = turn.stand(token, placed.id(), Step.Kind.WORK);
        step.failure = words;
        int tries = turn.run().memory.attempts().merge(placed.id(), 1, Integer::sum);
        if (Failures.mayPass(cause) && tries <= PAUSES.size()) {
            timers.at(turn.now().plus(PAUSES.get(tries - 1)), turn, step, this, "");
            happened(turn, step, "flow.event.failedRetrying", words);
        } else {
            turn.run().memory.attempts().remove(placed.id());
            giveUp(turn, step, words);
        }
    }

    @Override
    public void due(Turn turn, Step step, String detail) {
        if (turn.run().state == FlowInstance.State.SUSPENDED) {
            timers.at(turn.now().plus(Timers.WHILE_HELD), turn, step, this, detail);
            return;
        }
        turn.retry(step);
    }

    private static void happened(Turn turn, Step step, String code, Phrase words) {
        turn.happened(TimelineEntry.Kind.FAILED, step.node, step.id, null, null, code, List.of(words), "");
    }

    private void giveUp(Turn turn, Step step, Phrase words) {
        happened(turn, step, "flow.event.failed", words);
        List<Person> owners = turn.owners();
        for (int i = 0; i < owners.size(); i++) {
            PersonRef owner = PeopleFinder.ref(owners.get(i));
            Item item = Item.fresh(step, owner, null, Part.SEAT, null, i, false, "", turn.now());
            item.become(Item.State.OPEN);
            step.items.add(item);
            turn.tell(TaskEvent.Kind.FAILED, item.id, step.node, owner, null, "", words);
        }
    }

    /** What a node at work sees of its run. */
    private final class Doing implements NodeRun {

        private final Turn turn;
        private final Placed placed;

        Doing(Turn turn, Placed placed) {
            this.turn = turn;
            this.placed = placed;
        }

        @Override
        public UUID instance() {
            return turn.run().id;
        }

        @Override
        public PublishedApp app() {
            return apps.designed(turn.run().appKey).orElseThrow(() -> new NotFoundException(turn.run().appKey));
        }

        @Override
        public String inWords(String designed) {
            return apps.find(turn.run().appKey)
                    .map(spoken -> spoken.inWords(designed))
                    .orElse(designed);
        }

        @Override
        public FlowDefinition flow() {
            return turn.chart().flow();
        }

        @Override
        public NodeDefinition node() {
            return placed.node();
        }

        @Override
        public Optional<FormRef> form() {
            return Optional.ofNullable(turn.run().form);
        }

        @Override
        public Optional<UUID> record() {
            return Optional.ofNullable(turn.run().record);
        }

        @Override
        public FormRef form(UUID id) {
            PublishedForm form = forms.byId(id).orElseThrow(() -> new NotFoundException(id.toString()));
            return new FormRef(form.app().key(), form.key());
        }

        @Override
        public Person starter() {
            PersonRef starter = turn.run().starter;
            return people.find(Objects.requireNonNull(starter.id()))
                    .orElseGet(() -> new Person(
                            Objects.requireNonNull(starter.id()), starter.name(), null, Set.of(), List.of()));
        }

        @Override
        public BusinessTime time() {
            return time;
        }

        @Override
        public List<Person> people(List<PeopleSource> sources) {
            List<Person> found = people.find(turn.run(), sources, placed.id());
            turn.noteLeft(sources, placed.id(), null);
            return found;
        }

        @Override
        public List<UUID> found(String key) {
            return turn.run().memory.kept().getOrDefault(key, List.of());
        }

        @Override
        public void keep(String key, List<UUID> ids) {
            turn.run().memory.kept().put(key, List.copyOf(ids));
        }

        @Override
        public void call(UUID flow, Optional<FormRef> about, List<UUID> records) {
            PersonRef starter = turn.run().starter;
            UUID waits = turn.steps().stream()
                    .filter(step -> step.isOpen() && step.kind == Step.Kind.CALL && step.node.equals(placed.id()))
                    .map(step -> step.id)
                    .findFirst()
                    .orElse(null);
            DueStore.Origin origin = new DueStore.Origin(
                    Objects.requireNonNullElse(starter.id(), Person.SYSTEM), starter.name(), turn.run().id, waits);
            String app = turn.run().appKey;
            List<UUID> wanted = withoutAccepted(records);
            if (about.isEmpty() || !wanted.isEmpty()) {
                String label = app().all(FlowDefinition.KIND, FlowDefinition.class).stream()
                        .filter(one -> one.id().equals(flow))
                        .map(FlowDefinition::label)
                        .findFirst()
                        .orElse("");
                turn.happened(
                        TimelineEntry.Kind.CALLED,
                        placed.id(),
                        waits,
                        null,
                        null,
                        "flow.event.called",
                        List.of(label, Math.max(1, wanted.size())),
                        "");
            }
            if (about.isEmpty()) {
                dues.begin(app, flow, origin);
            } else if (wanted.isEmpty()) {
                dues.wake(turn.run().id);
            } else {
                if (wanted.size() > 1 && turn.isCalledFrom(flow)) {
                    // One that calls itself for each of several records would double at every call.
                    throw new ConflictException("flow.error.eachItself", turn.run().label);
                }
                dues.begin(app, flow, about.get(), wanted, origin);
            }
            dueWork.wakeAfterCommit();
        }

        /** Whoever lets it try again since some were not accepted means these. */
        private List<UUID> withoutAccepted(List<UUID> records) {
            boolean again = turn.steps().stream()
                    .anyMatch(step -> step.node.equals(placed.id())
                            && step.kind == Step.Kind.WORK
                            && step.failure != null
                            && step.failure.code().equals(UNACCEPTED));
            if (!again) {
                return records;
            }
            Set<UUID> accepted = runs.acceptedCalls(turn.run().id, placed.id());
            return records.stream().filter(record -> !accepted.contains(record)).toList();
        }

        @Override
        public void note(String code, Object... arguments) {
            turn.happened(TimelineEntry.Kind.NOTE, placed.id(), null, null, null, code, List.of(arguments), "");
        }

        @Override
        public void keep(FlowDocument document, String code, Object... arguments) {
            if (document.content().length > FlowDocument.LARGEST) {
                throw new TooLargeException("flow.error.documentTooLarge", document.name(), FlowDocument.LARGEST >> 20);
            }
            turn.kept(placed, document, code, List.of(arguments));
        }

        @Override
        public void tell(List<Person> told, Phrase what, List<Phrase> details) {
            notices.told(turn.run().id, told, what, details);
        }
    }
}

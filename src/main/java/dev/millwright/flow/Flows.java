package dev.millwright.flow;

import dev.millwright.field.PersonRef;
import dev.millwright.record.FormRef;
import dev.millwright.shared.Phrase;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Starts runs of flows and says where they stand. People see the runs that they started or work in, those of records that they may
 * see, and as designers all of their app; others are not found.
 */
public interface Flows {

    /** The flow by which records of the form are submitted, as published now. */
    Optional<SubmitFlow> submitFlow(FormRef form);

    /**
     * Hands in a record: from then on it is in approval. All rules are checked now.
     *
     * @param version of the record that the person saw; null for whatever is there now
     * @param chosen people whom the starter chooses, by node
     * @throws dev.millwright.shared.InvalidException when the record is not fit to be submitted; paths are field keys
     * @throws dev.millwright.shared.ConflictException when it is in approval already
     */
    FlowInstance submit(FormRef form, UUID record, @Nullable Long version, Map<UUID, List<PersonRef>> chosen);

    /**
     * Flows that a button offers: on the record, on records of the form that are ticked when there is none, or for the app when there is no
     * form either.
     */
    List<Offered> offered(String app, @Nullable FormRef form, @Nullable UUID record);

    /** Flows by which one would hand in records, or start something for the app, were they not switched off. */
    List<SwitchedOff> switchedOff(String app);

    /** Starts a flow by its button or as a program does. */
    FlowInstance start(String app, String flow, @Nullable UUID record, Map<UUID, List<PersonRef>> chosen);

    FlowInstance get(UUID instance);

    /** Runs about the record, newest first. */
    List<FlowInstance> ofRecord(FormRef form, UUID record);

    /** How the latest handing-in of each of the records that the caller sees stands; nothing for those never handed in. */
    Map<UUID, FlowInstance> submissions(Collection<UUID> records);

    /** What happened, oldest first. */
    List<TimelineEntry> history(UUID instance);

    /** What happened, oldest first, and after that what stands open now and what is expected next. */
    List<TimelineEntry> timeline(UUID instance);

    /**
     * A document that the timeline names.
     *
     * @throws dev.millwright.shared.NotFoundException also for whoever may not see the run
     */
    FlowDocument document(UUID instance, UUID document);

    /** Where it stands: the nodes of its version with what became of them; under the flow's own id the start, while it waits there. */
    Map<UUID, NodeState> path(UUID instance);

    /** The flow as the run has it. */
    FlowDefinition definition(UUID instance);

    /** The nodes of its version that stand for themselves, in their order, by names that tell them apart, in the reader's language. */
    Map<UUID, String> steps(UUID instance);

    /** Whether the person who asks started the run and may take it back now. */
    boolean mayWithdraw(UUID instance);

    /**
     * The run with the id, or the one that the task with the id belongs to, whoever has it.
     *
     * @throws dev.millwright.shared.NotFoundException also for whoever may not see the run
     */
    UUID runOf(UUID id);

    /** Takes the run back, by who started it. */
    void withdraw(UUID instance, String reason);

    /** Takes back what the person answered last, while nobody has acted on it. */
    void takeBack(UUID task, String reason);

    /** Reminds those whose turn it is; not more often than once in ten minutes. */
    void urge(UUID instance, String reason);

    /**
     * Says something to all who follow a run that has not ended, by whoever may see it.
     *
     * @param mentioned who are told of it
     */
    void comment(UUID instance, String text, List<PersonRef> mentioned);

    /**
     * The flow as published now, as BPMN 2.0.
     *
     * @throws dev.millwright.shared.NotFoundException when there is none, or not for the person
     */
    String bpmn(String app, String flow);

    // --- Administrators of the app ---

    /** Runs of the app, newest first. */
    RunPage runs(String app, RunFilter filter, @Nullable String cursor, int limit);

    /** What is open in a run, whoever has it. */
    List<FlowTask> openTasks(UUID instance);

    /** What is open in runs of the app, by run, without what cards show. */
    Map<UUID, List<FlowTask>> openTasks(String app, Set<UUID> instances);

    /** Who has it in what runs of the app wait for, by run. */
    Map<UUID, List<NodeState.Called>> called(String app, Set<UUID> instances);

    void suspend(UUID instance, String reason);

    void resume(UUID instance);

    /** The flows of an app that the caller looks after, by key, with their labels: those of now, and those that still have runs. */
    Map<String, String> flowsOf(String app);

    /** Goes on where something failed. */
    void retry(UUID instance);

    /** Ends it as cancelled. */
    void end(UUID instance, String reason);

    /** Moves the whole run to a node. */
    void move(UUID instance, UUID node, String reason);

    void reassign(UUID task, PersonRef to, String reason);

    /** Gives all open work of a person in the app to another, and what comes back to them later. How many tasks. */
    int handOver(String app, PersonRef from, PersonRef to, String reason);

    /**
     * How many open tasks somebody has in each app that the caller looks after, by label of the app; apps in which it is none come, too.
     *
     * @throws dev.millwright.shared.NotAllowedException for who looks after no app
     */
    List<OpenWork> openWork(PersonRef person);

    /** People with open tasks in apps that the caller looks after whose name contains the text, by name; also those who have left. */
    List<PersonRef> withOpenWork(String text, int limit);

    /**
     * The same as {@link #handOver} in several apps at once.
     *
     * @throws dev.millwright.shared.NotAllowedException when the caller does not look after one of them; nothing is handed over then
     */
    List<HandedOver> handOverAll(Set<String> apps, PersonRef from, PersonRef to, String reason);

    /** @param app key */
    record OpenWork(String app, int tasks) {}

    /**
     * @param app key
     * @param kept tasks that stay where they are, since the heir has one in the same step
     */
    record HandedOver(String app, int handed, int kept) {}

    /**
     * Starts of flows that failed before there was a run, and runs that could not go on by themselves, newest first. Nothing more happens with
     * them until somebody tries again or dismisses them.
     */
    StartPage failedStarts(String app, @Nullable String cursor, int limit);

    /**
     * Begins it again, as if it had just come about.
     *
     * @throws dev.millwright.shared.NotFoundException when no start of the app has the id
     */
    void retryStart(String app, UUID start);

    /** Begins again all that failed in the app. How many. */
    int retryStarts(String app);

    /**
     * Gives it up. A run that waits for it goes on without it.
     *
     * @throws dev.millwright.shared.NotFoundException when no start of the app has the id
     */
    void dismissStart(String app, UUID start);

    /**
     * What failed without a run, or while a run should have gone on.
     *
     * @param flow label of the flow; empty when it is not there any more
     * @param instance the run that should have gone on; null for one that did not begin
     * @param record that the run is about; null for none
     * @param title of the record, or of the flow
     * @param by who or what made it begin; null for a run that should have gone on
     * @param at when it failed last
     */
    record FailedStart(
            UUID id,
            String app,
            String flow,
            @Nullable UUID instance,
            @Nullable FormRef form,
            @Nullable UUID record,
            String title,
            @Nullable PersonRef by,
            Instant at,
            Phrase failure) {}

    /** @param next cursor of the next page; null when this is the last */
    record StartPage(List<FailedStart> starts, @Nullable String next) {
        public StartPage {
            starts = List.copyOf(starts);
        }
    }

    /**
     * @param flow key; empty for all
     * @param state null for all that have not ended
     * @param text found in the title or the name of the starter; empty for all
     */
    record RunFilter(String flow, FlowInstance.@Nullable State state, String text) {

        public static final RunFilter LIVING = new RunFilter("", null, "");
    }

    /** @param next cursor of the next page; null when this is the last */
    record RunPage(List<FlowInstance> runs, @Nullable String next) {
        public RunPage {
            runs = List.copyOf(runs);
        }
    }

    /**
     * How records of a form are submitted.
     *
     * @param choices steps whose people the starter chooses
     * @param demanded keys of fields that have to be filled, besides those that the form demands anyway
     */
    record SubmitFlow(String key, String label, List<Choice> choices, Set<String> demanded) {
        public SubmitFlow {
            choices = List.copyOf(choices);
            demanded = Set.copyOf(demanded);
        }
    }

    record Choice(UUID node, String label) {}

    /** A flow that may be started by its button. */
    record Offered(String flow, String label, List<Choice> choices) {
        public Offered {
            choices = List.copyOf(choices);
        }
    }

    /** @param form whose records are handed in by it; null for a flow that is about none */
    record SwitchedOff(String label, @Nullable FormRef form) {}

    /**
     * What became of a node in a run.
     *
     * @param name in the language of the reader; empty for what nobody has to know of
     * @param people who acted or has to; in their turn
     * @param answered who of them is through with it, while others are asked
     * @param standIns whose work it is, by the person who does it for them
     * @param called who has it in the flows that the node waits for
     * @param beside the branch that it stands in, of several that the run goes at the same time; null for none
     */
    record NodeState(
            Status status,
            String name,
            List<PersonRef> people,
            List<PersonRef> answered,
            Map<PersonRef, PersonRef> standIns,
            List<Called> called,
            @Nullable Beside beside,
            @Nullable Instant since,
            @Nullable Instant dueAt) {

        public NodeState {
            people = List.copyOf(people);
            answered = List.copyOf(answered);
            standIns = Map.copyOf(standIns);
            called = List.copyOf(called);
        }

        /** Of a node at which nobody does the work of somebody else, and that calls no flow. */
        public NodeState(
                Status status,
                String name,
                List<PersonRef> people,
                List<PersonRef> answered,
                @Nullable Beside beside,
                @Nullable Instant since,
                @Nullable Instant dueAt) {
            this(status, name, people, answered, Map.of(), List.of(), beside, since, dueAt);
        }

        /**
         * Somebody's turn in a flow that another one waits for.
         *
         * @param flow label of that flow, in the language of the reader
         */
        public record Called(PersonRef person, String flow) {}

        /**
         * One of several branches.
         *
         * @param number from 1
         * @param label in the language of the reader; empty when the designer gave it none
         */
        public record Beside(int number, String label) {}

        /** Where a node stands. */
        public enum Status {
            PASSED,
            CURRENT,
            REJECTED,
            FAILED,
            AHEAD,
            SKIPPED
        }
    }
}

package dev.millwright.flow.internal;

import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowInstance;
import dev.millwright.identity.Person;
import dev.millwright.record.FormRef;
import dev.millwright.shared.Phrase;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run of a flow while something happens in it: a row of {@code flow_instance}. */
final class Run {

    /**
     * What later steps of a run need to know of earlier ones.
     *
     * @param chosen people whom somebody chose, by node
     * @param kept ids that nodes found or made, by the name they were given
     * @param ways numbers of the branches taken last, by node
     * @param jumps how often a node went back
     * @param rounds how often a node was reached
     * @param attempts how often work failed in a row
     * @param undone when the run last went back to a node, to do again what lies behind
     */
    record Memory(
            Map<UUID, List<PersonRef>> chosen,
            Map<String, List<UUID>> kept,
            Map<UUID, List<Integer>> ways,
            Map<UUID, Integer> jumps,
            Map<UUID, Integer> rounds,
            Map<UUID, Integer> attempts,
            Map<UUID, Instant> undone) {

        Memory {
            chosen = chosen == null ? new HashMap<>() : new HashMap<>(chosen);
            kept = kept == null ? new HashMap<>() : new HashMap<>(kept);
            ways = ways == null ? new HashMap<>() : new HashMap<>(ways);
            jumps = jumps == null ? new HashMap<>() : new HashMap<>(jumps);
            rounds = rounds == null ? new HashMap<>() : new HashMap<>(rounds);
            attempts = attempts == null ? new HashMap<>() : new HashMap<>(attempts);
            undone = undone == null ? new HashMap<>() : new HashMap<>(undone);
        }

        static Memory empty() {
            return new Memory(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
        }
    }

    final UUID id;
    final UUID version;
    final UUID app;
    final String appKey;
    final UUID flow;
    final String flowKey;
    final String label;
    final long release;
    final @Nullable FormRef form;
    final @Nullable UUID record;
    final PersonRef starter;
    final List<String> starterDepartments;
    final boolean submitted;

    /** Whether the one who started it follows it: handed in, or with steps for people. */
    final boolean personal;

    final Instant startedAt;
    final Memory memory;

    @Nullable UUID parent;

    @Nullable UUID parentStep;

    int depth;
    String title;
    FlowInstance.State state = FlowInstance.State.RUNNING;

    @Nullable String outcome;

    /** Whether whoever started it took it back. */
    boolean isWithdrawn;

    @Nullable Phrase failure;

    @Nullable Instant endedAt;

    @Nullable Instant urgedAt;

    /** When the record was changed after it was accepted. */
    @Nullable Instant changedAt;

    Run(
            UUID id,
            UUID version,
            UUID app,
            String appKey,
            UUID flow,
            String flowKey,
            String label,
            long release,
            @Nullable FormRef form,
            @Nullable UUID record,
            String title,
            PersonRef starter,
            List<String> starterDepartments,
            boolean submitted,
            boolean personal,
            Instant startedAt,
            Memory memory) {
        this.id = id;
        this.version = version;
        this.app = app;
        this.appKey = appKey;
        this.flow = flow;
        this.flowKey = flowKey;
        this.label = label;
        this.release = release;
        this.form = form;
        this.record = record;
        this.title = title;
        this.starter = starter;
        this.starterDepartments = List.copyOf(starterDepartments);
        this.submitted = submitted;
        this.personal = personal;
        this.startedAt = startedAt;
        this.memory = memory;
    }

    /** Whether a step of another run goes on when this one ends. */
    boolean isWaitedFor() {
        return parent != null && parentStep != null;
    }

    /** As it was when the run began. */
    Person startedBy() {
        return new Person(
                Objects.requireNonNullElse(starter.id(), Person.SYSTEM),
                starter.name(),
                null,
                Set.of(),
                starterDepartments);
    }

    boolean isOver() {
        return state == FlowInstance.State.ENDED;
    }

    /** Nothing while it has not ended. */
    Optional<Ending> ending() {
        return Optional.ofNullable(outcome).map(how -> new Ending(how, isWithdrawn));
    }

    /** What those who follow it call where it stands once it is over. */
    FlowInstance.Phase lastPhase() {
        return isWithdrawn ? FlowInstance.Phase.WITHDRAWN : FlowInstance.Phase.ENDED;
    }

    /**
     * @param spoken label of the flow, in the language of the reader
     */
    FlowInstance shown(String spoken, FlowInstance.Phase phase) {
        return shown(spoken, title, phase);
    }

    /**
     * @param called what the record is called, for who reads it
     */
    FlowInstance shown(String spoken, String called, FlowInstance.Phase phase) {
        // What was wrong once is of no interest to those who look at it after it was mended.
        Phrase wrong = state == FlowInstance.State.FAILED ? failure : null;
        return new FlowInstance(
                id, appKey, flowKey, spoken, release, form, record, called, starter, submitted, personal, state, phase,
                outcome, startedAt, endedAt, changedAt, wrong);
    }
}

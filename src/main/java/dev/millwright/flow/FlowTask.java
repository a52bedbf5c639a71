package dev.millwright.flow;

import dev.millwright.field.PersonRef;
import dev.millwright.record.FormRef;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One person's part in one step of one run, as the inbox shows it.
 *
 * @param id of the work item
 * @param flow label of the flow
 * @param step label of the step
 * @param record null for a run that is about none, and for a draft that is not complete enough to be a record
 * @param title of the record, or of the run when it is about none
 * @param cards what the designer chose to show of the record, label and value as text
 * @param standsInFor whose work it is, when the person is a substitute or it was delegated; null otherwise
 * @param givenBy who put the person in the place of another, for which the note says why; null for nobody
 * @param waitsFor whom the person asked to answer first and who has not; none when it waits for nobody, or for others than these
 * @param round which turn of the step it is, from 1
 * @param note why it is here again: the reason given with a return or delegation, or what failed; empty for none
 * @param result what became of it; null while it is open
 * @param standing how the run stands, for those who started it; null for a part in a step, unless the run is suspended and nobody can
 *     answer
 * @param version of the record, as the cards show it; null where there are none
 */
public record FlowTask(
        UUID id,
        UUID instance,
        String app,
        String flow,
        UUID node,
        String step,
        Kind kind,
        @Nullable FormRef form,
        @Nullable UUID record,
        String title,
        List<Card> cards,
        PersonRef starter,
        PersonRef person,
        @Nullable PersonRef standsInFor,
        @Nullable PersonRef givenBy,
        List<PersonRef> waitsFor,
        State state,
        int round,
        String note,
        Instant arrivedAt,
        @Nullable Instant dueAt,
        @Nullable Instant readAt,
        @Nullable Instant doneAt,
        @Nullable Result result,
        @Nullable Standing standing,
        @Nullable Long version) {

    public FlowTask {
        cards = List.copyOf(cards);
        waitsFor = List.copyOf(waitsFor);
    }

    /** @param seen the version of the record that they show */
    public FlowTask withCards(List<Card> shown, long seen) {
        return new FlowTask(
                id,
                instance,
                app,
                flow,
                node,
                step,
                kind,
                form,
                record,
                title,
                shown,
                starter,
                person,
                standsInFor,
                givenBy,
                waitsFor,
                state,
                round,
                note,
                arrivedAt,
                dueAt,
                readAt,
                doneAt,
                result,
                standing,
                seen);
    }

    /** Whether it would be the person's turn if the run were not held. */
    public boolean isHeld() {
        return standing != null && standing.state() == FlowInstance.State.SUSPENDED && state != State.DONE;
    }

    /**
     * How a run stands.
     *
     * @param phase what those who follow it call where it stands
     * @param outcome of a run that has ended; null otherwise
     * @param waitingFor whose turn it is
     */
    public record Standing(
            FlowInstance.State state,
            FlowInstance.Phase phase,
            @Nullable String outcome,
            List<PersonRef> waitingFor) {

        public Standing {
            waitingFor = List.copyOf(waitingFor);
        }
    }

    /** What the person is asked for. */
    public enum Kind {
        /** A yes or a no. */
        APPROVE,
        /** To fill in what is missing. */
        FILL,
        /** To mend what failed and let it be tried again. */
        RETRY
    }

    /** A field of the record on a card. */
    public record Card(String label, String value) {}

    /** Where a person's part stands. */
    public enum State {
        /** Can be answered now. */
        OPEN,
        /** In a pool; can be claimed. */
        CLAIMABLE,
        /** Waits for others first: a later turn in a sequence, or added signers. */
        WAITING,
        /** In a pool, and claimed by somebody else; comes back when that one releases it. */
        TAKEN,
        /** Answered by the person. */
        DONE,
        /** Closed without an answer of the person, because it was no longer needed. */
        CLOSED,
        /** Copied to the person. */
        COPY
    }

    /** What a person did with it. */
    public enum Result {
        APPROVED,
        REJECTED,
        RETURNED,
        TRANSFERRED,
        DELEGATED,
        FILLED,
        /** Let it be tried again. */
        RETRIED,
        /** Passed by itself by a rule, which the timeline tells. */
        AUTOMATIC
    }
}

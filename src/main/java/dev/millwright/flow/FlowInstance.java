package dev.millwright.flow;

import dev.millwright.field.PersonRef;
import dev.millwright.record.FormRef;
import dev.millwright.shared.Phrase;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run of a flow.
 *
 * @param flow key of the flow
 * @param label of the flow
 * @param release of the app that it runs by
 * @param title of the record, or of the flow
 * @param submitted whether the record was handed in, and is in approval until the end
 * @param personal whether who started it follows it: handed in, or with steps for people; else it is an automation
 * @param phase what those who follow it call where it stands
 * @param outcome {@code accepted}, {@code rejected}, {@code cancelled} or a name of the designer's own; null while it runs
 * @param endedAt null while it runs
 * @param changedAt when somebody changed the record after it was accepted, outside of any flow; null for never
 * @param failure what went wrong, while it waits for the owner of the flow because of it; null otherwise
 */
public record FlowInstance(
        UUID id,
        String app,
        String flow,
        String label,
        long release,
        @Nullable FormRef form,
        @Nullable UUID record,
        String title,
        PersonRef starter,
        boolean submitted,
        boolean personal,
        State state,
        Phase phase,
        @Nullable String outcome,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Instant changedAt,
        @Nullable Phrase failure) {

    /** Where a run stands. */
    public enum State {
        RUNNING,
        /** Held by an administrator. */
        SUSPENDED,
        /** Waits for the owner of the flow, because something failed. */
        FAILED,
        ENDED
    }

    /** Where a run stands in the eyes of those who follow it: closer than its state, and nothing that it goes by. */
    public enum Phase {
        IN_PROGRESS,
        /** Goes on, and asks somebody for a yes or a no on its way. */
        IN_APPROVAL,
        /** Came back to the start, and waits there until it is handed in again. */
        RETURNED,
        /** Ended because its starter took it back. */
        WITHDRAWN,
        ENDED
    }
}

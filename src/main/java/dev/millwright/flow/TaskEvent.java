package dev.millwright.flow;

import dev.millwright.field.PersonRef;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something in a run that concerns a person; published in the transaction in which it happens.
 *
 * @param task null for what concerns the run as a whole
 * @param person whom it concerns
 * @param by who did it; null for the product itself
 * @param reason what was typed; empty for none
 */
public record TaskEvent(
        Kind kind,
        UUID instance,
        @Nullable UUID task,
        PersonRef person,
        @Nullable PersonRef by,
        String reason) {

    /** What happened. */
    public enum Kind {
        /** A task can be answered now. */
        ARRIVED,
        /** A task can be claimed now. */
        OFFERED,
        /** A task was answered by the person. */
        DONE,
        /** A task is not needed any more. */
        CLOSED,
        COPIED,
        MENTIONED,
        URGED,
        /** A task of others was not answered in time. */
        OVERDUE,
        /** Something that the person agreed to has changed. */
        CHANGED,
        /** The person's run has ended. */
        ENDED,
        /** A run waits for its owner, because something failed. */
        FAILED
    }
}

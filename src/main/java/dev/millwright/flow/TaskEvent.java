package dev.millwright.flow;

import dev.millwright.field.PersonRef;
import dev.millwright.shared.Label;
import dev.millwright.shared.Phrase;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something in a run that concerns a person; published in the transaction in which it happens.
 *
 * @param instance null for a run that could not begin
 * @param task null for what concerns the run as a whole; the start, for a run that could not begin
 * @param person whom it concerns; without an id where it concerns nobody, as the end of a run that only the product took part in
 * @param by who did it; null for the product itself
 * @param reason what was typed; empty for none
 * @param names what sentences about it name, as it was then
 * @param failure what went wrong; null for what is no failure
 */
public record TaskEvent(
        Kind kind,
        @Nullable UUID instance,
        @Nullable UUID task,
        PersonRef person,
        @Nullable PersonRef by,
        String reason,
        Names names,
        @Nullable Phrase failure) {

    /**
     * What sentences name.
     *
     * @param app key
     * @param flow label
     * @param title of the record, or of the flow
     * @param step null for what concerns the run as a whole
     * @param outcome of a run that has ended; null otherwise
     */
    public record Names(
            String app,
            String flow,
            String title,
            @Nullable Label step,
            @Nullable String outcome) {}

    /** What happened. */
    public enum Kind {
        /** A task can be answered now. */
        ARRIVED,
        /** A task can be claimed now. */
        OFFERED,
        /** A task of somebody else is the person's now. */
        GIVEN,
        /** Somebody asks the person to sign, too. */
        ADDED,
        /** Somebody asks the person to answer first, and gets it back then. */
        DELEGATED,
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
        /** A run has ended. */
        ENDED,
        /** A run waits for its owner, because something failed. */
        FAILED,
        /** A run could not begin. */
        NOT_BEGUN
    }
}

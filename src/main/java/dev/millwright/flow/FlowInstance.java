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
 * @param outcome {@code accepted}, {@code rejected}, {@code cancelled} or a name of the designer's own; null while it runs
 * @param endedAt null while it runs
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
        State state,
        @Nullable String outcome,
        Instant startedAt,
        @Nullable Instant endedAt,
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
}

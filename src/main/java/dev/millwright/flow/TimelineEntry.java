package dev.millwright.flow;

import dev.millwright.field.PersonRef;
import dev.millwright.shared.Phrase;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened in a run, or is expected next.
 *
 * @param at when; null for what is expected
 * @param kind stable code: what somebody did, such as {@code approved}, {@code returned} or {@code comment}; {@code closed} for a task that is
 *     not needed any more, {@code failed} for what a node could not do; {@code open}, {@code waiting} and {@code expected} for what is ahead
 * @param node where; null for what concerns the whole run
 * @param step label of the node
 * @param person who; null for the product itself
 * @param standsInFor whose work it was, if somebody else's
 * @param text what happened, in words
 * @param reason what the person typed; empty for none
 * @param document that a node made; null for none
 * @param called the run of another flow that it tells of, where the reader may open it; null for none
 */
public record TimelineEntry(
        @Nullable Instant at,
        String kind,
        @Nullable UUID node,
        String step,
        @Nullable PersonRef person,
        @Nullable PersonRef standsInFor,
        Phrase text,
        String reason,
        @Nullable Document document,
        @Nullable UUID called) {

    public TimelineEntry(
            @Nullable Instant at,
            String kind,
            @Nullable UUID node,
            String step,
            @Nullable PersonRef person,
            @Nullable PersonRef standsInFor,
            Phrase text,
            String reason) {
        this(at, kind, node, step, person, standsInFor, text, reason, null, null);
    }

    /** A file that is kept with the run. */
    public record Document(UUID instance, UUID id, String name, String mediaType, long bytes) {}
}

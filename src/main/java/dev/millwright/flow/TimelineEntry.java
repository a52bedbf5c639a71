package dev.millwright.flow;

import dev.millwright.field.PersonRef;
import dev.millwright.shared.Phrase;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened in a run, or is expected next.
 *
 * @param at when; null for what is expected
 * @param node where; null for what concerns the whole run
 * @param step label of the node
 * @param person who; null for the product itself
 * @param standsInFor whose work it was, if somebody else's
 * @param text what happened, in words
 * @param reason what the person typed; empty for none
 * @param document that a node made; null for none
 * @param called the run of another flow that it tells of, where the reader may open it; null for none
 * @param planned when what is expected comes by itself, if that is known
 */
public record TimelineEntry(
        @Nullable Instant at,
        Kind kind,
        @Nullable UUID node,
        String step,
        @Nullable PersonRef person,
        @Nullable PersonRef standsInFor,
        Phrase text,
        String reason,
        @Nullable Document document,
        @Nullable UUID called,
        @Nullable Instant planned) {

    public TimelineEntry(
            @Nullable Instant at,
            Kind kind,
            @Nullable UUID node,
            String step,
            @Nullable PersonRef person,
            @Nullable PersonRef standsInFor,
            Phrase text,
            String reason) {
        this(at, kind, node, step, person, standsInFor, text, reason, null, null, null);
    }

    /** What comes by itself at a step unless somebody answers before. */
    public static TimelineEntry planned(Instant when, UUID node, String step, Phrase text) {
        return new TimelineEntry(null, Kind.EXPECTED, node, step, null, null, text, "", null, null, when);
    }

    /** What happened, what is under way and what is ahead. */
    public enum Kind {
        STARTED,
        APPROVED,
        FILLED,
        REJECTED,
        RETURNED,
        TRANSFERRED,
        DELEGATED,
        /** Others were asked to sign, too. */
        ADDED,
        REMOVED,
        CLAIMED,
        RELEASED,
        COPIED,
        COMMENT,
        RETRIED,
        /** A task is not needed any more. */
        CLOSED,
        /** A node could not do its work. */
        FAILED,
        JUMPED,
        /** Another way than before was taken. */
        WAY,
        NOTE,
        /** Another flow was called, or one that was called has ended. */
        CALLED,
        DOCUMENT,
        /** The record was changed after it was accepted. */
        CHANGED,
        WITHDRAWN,
        TAKEN_BACK,
        URGED,
        SUSPENDED,
        RESUMED,
        ENDED_BY_HAND,
        MOVED,
        REASSIGNED,
        HANDED_OVER,
        ENDED,
        /** Somebody has it to do. */
        OPEN,
        /** Somebody has it to do once others have answered. */
        WAITING,
        /** What comes next as things are. */
        EXPECTED;

        /** Stable, for programs and the database. */
        public String key() {
            String[] words = name().toLowerCase(Locale.ROOT).split("_", -1);
            return words[0]
                    + Arrays.stream(words)
                            .skip(1)
                            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                            .collect(Collectors.joining());
        }

        /** A note, where a later version wrote what this one does not know: what it says is in its words. */
        public static Kind of(String key) {
            return Arrays.stream(values())
                    .filter(kind -> kind.key().equals(key))
                    .findFirst()
                    .orElse(NOTE);
        }
    }

    /** A file that is kept with the run. */
    public record Document(UUID instance, UUID id, String name, String mediaType, long bytes) {}
}

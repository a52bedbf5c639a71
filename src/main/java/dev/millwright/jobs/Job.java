package dev.millwright.jobs;

import dev.millwright.shared.Problems;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A job as it stands.
 *
 * @param kind what it does, for example {@code import}
 * @param owner who asked for it
 * @param progress from 0 to 1
 * @param result facts about what was done, by name; empty until done
 * @param problems why it failed
 */
public record Job(
        UUID id,
        String kind,
        String owner,
        State state,
        double progress,
        Map<String, Object> result,
        Problems problems,
        Instant createdAt) {

    public Job {
        result = Map.copyOf(result);
    }

    /** Where a job stands. */
    public enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean isOver() {
            return this == DONE || this == FAILED || this == CANCELLED;
        }
    }
}

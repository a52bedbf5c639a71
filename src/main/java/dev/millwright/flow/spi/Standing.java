package dev.millwright.flow.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a record stands in the flow that it was handed in to last.
 *
 * @param state one of the keys of the flow-state field, or the name of an outcome of the designer's own
 * @param steps names of the steps that are open, as designed; the start among them, when it came back to it
 * @param people names of those whose turn it is, with the flow in which they have it when that is one that this one waits for
 * @param endedAt null while it runs
 * @param dueAt when the first of the open steps is due; null for never
 * @param times how long each step took that was closed, all its turns together, by node; none when no field tells it
 */
public record Standing(
        String state,
        List<String> steps,
        List<String> people,
        Instant submittedAt,
        @Nullable Instant endedAt,
        @Nullable Instant dueAt,
        Map<UUID, Times> times) {

    /**
     * How long people had a step.
     *
     * @param waiting from the moment they were asked until the first of them acted
     * @param working from then until the step was through
     */
    public record Times(Duration waiting, Duration working) {}

    public Standing {
        steps = List.copyOf(steps);
        people = List.copyOf(people);
        times = Map.copyOf(times);
    }
}

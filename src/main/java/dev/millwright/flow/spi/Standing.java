package dev.millwright.flow.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a record stands in the flow that it was handed in to last.
 *
 * @param state one of the keys of the flow-state field, or the name of an outcome of the designer's own
 * @param steps names of the steps that are open, as designed; none for one that was returned to its start
 * @param people names of those whose turn it is
 * @param endedAt null while it runs
 * @param dueAt when the first of the open steps is due; null for never
 */
public record Standing(
        String state,
        List<String> steps,
        List<String> people,
        Instant submittedAt,
        @Nullable Instant endedAt,
        @Nullable Instant dueAt) {

    public Standing {
        steps = List.copyOf(steps);
        people = List.copyOf(people);
    }
}

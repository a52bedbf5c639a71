package dev.millwright.flow;

import dev.millwright.field.PersonRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the flows of an app do. For those who design or own the app, managers who may open it, and administrators; for others the app has
 * none ({@code NotAllowedException}).
 */
public interface FlowFigures {

    /** Whether the person who acts may read them. */
    boolean areFor(String app);

    /**
     * Flows that ran, by label.
     *
     * @param since runs that ended before it are not counted
     */
    List<Of> flows(String app, Instant since);

    /** How long the steps for people of a flow took, the slowest first, and how much stands open there. */
    List<OfStep> steps(String app, UUID flow, Instant since);

    /** Who has most to do, the most overdue first. */
    List<OfPerson> people(String app, @Nullable UUID flow, int limit);

    /**
     * @param running runs that have not ended
     * @param failed of those, how many wait for the owner of the flow
     * @param overdue open steps past their time
     * @param ended how many ended, by outcome: {@code accepted}, {@code rejected}, {@code cancelled} and names of the designer's own
     * @param median from start to end of those that ended; null when none did
     */
    record Of(
            UUID flow,
            String key,
            String label,
            long running,
            long failed,
            long overdue,
            Map<String, Long> ended,
            @Nullable Duration median) {}

    /**
     * @param finished turns that were closed
     * @param waiting from the moment people were asked until the first of them acted
     * @param working from then until the step was through
     */
    record OfStep(UUID node, String label, long open, long overdue, long finished, Spread waiting, Spread working) {}

    /**
     * @param median half took no longer
     * @param most nine of ten took no longer
     */
    record Spread(Duration median, Duration most) {
        public static final Spread NONE = new Spread(Duration.ZERO, Duration.ZERO);
    }

    /** @param open tasks that wait for the person */
    record OfPerson(PersonRef person, long open, long overdue) {}
}

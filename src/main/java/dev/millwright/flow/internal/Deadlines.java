package dev.millwright.flow.internal;

import dev.millwright.flow.Deadline;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.shared.Phrase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When steps are due, and what happens until then and afterwards. */
interface Deadlines {

    /** When a step that opens now is due; null for as long as its people like. */
    @Nullable Instant dueAt(Turn turn, @Nullable Deadline says);

    /** A step was opened and waits for people: sets the timers of its reminders and escalations. */
    void opened(Turn turn, Step step, @Nullable Deadline says);

    /**
     * What comes at an open step by itself unless somebody answers before, in the order of time.
     *
     * @param flow that the step belongs to
     */
    List<Planned> planned(FlowDefinition flow, Step step, Deadline says);

    /** Something that comes by itself. */
    record Planned(Instant at, Phrase what) {}
}

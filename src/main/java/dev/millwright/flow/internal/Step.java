package dev.millwright.flow.internal;

import dev.millwright.field.PersonRef;
import dev.millwright.shared.Phrase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One turn of one node at which a run stands or stood: a row of {@code flow_step} with its parts. */
final class Step {

    /** What the run stands still for. */
    enum Kind {
        APPROVE,
        FILL,
        WAIT,
        /** Work that failed and is tried again. */
        WORK,
        /** Other runs. */
        CALL
    }

    /** What became of it. */
    enum State {
        OPEN,
        PASSED,
        REJECTED,
        RETURNED,
        /** Left because something else moved the run. */
        LEFT;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What happens once a step that a run came back to is through.
     *
     * @param straight whether the run goes straight to {@code then} instead of on from here
     * @param then where it goes on, too
     */
    record After(boolean straight, List<Resume> then) {
        static final After ON = new After(false, List.of());

        After {
            then = then == null ? List.of() : List.copyOf(then);
        }
    }

    /** @param step whose answers count again, if any do; null for none */
    record Resume(UUID node, @Nullable UUID step) {}

    final UUID id;
    final UUID node;
    final String label;
    final Kind kind;
    final int round;
    final Instant openedAt;
    final List<Item> items = new ArrayList<>();
    String execution;
    State state = State.OPEN;

    @Nullable Instant firstActAt;

    @Nullable Instant closedAt;

    @Nullable Instant dueAt;

    String note = "";

    /** What went wrong where work failed; null otherwise. */
    @Nullable Phrase failure;

    @Nullable PersonRef noteBy;

    After after = After.ON;
    boolean isNew;
    boolean isChanged;

    Step(UUID id, UUID node, String label, Kind kind, int round, String execution, Instant openedAt) {
        this.id = id;
        this.node = node;
        this.label = label;
        this.kind = kind;
        this.round = round;
        this.execution = execution;
        this.openedAt = openedAt;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    Optional<Item> item(UUID item) {
        return items.stream().filter(one -> one.id.equals(item)).findFirst();
    }

    void close(State newState, Instant now) {
        state = newState;
        closedAt = now;
        isChanged = true;
        items.stream().filter(item -> item.state.isLiving()).forEach(item -> item.close(now));
    }
}

package dev.millwright.flow.internal;

import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowTask.Result;
import dev.millwright.shared.Ids;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One person's part in a step while it is worked on: a row of {@code work_item}. */
final class Item {

    /** Why somebody has a part. */
    enum Part {
        /** Named by the flow. */
        SEAT,
        /** Added by a person, to be asked before them. */
        BEFORE,
        /** Added by a person, to be asked after them. */
        AFTER,
        /** Asked by a person to answer first. */
        DELEGATE
    }

    /** Where a part stands. */
    enum State {
        OPEN,
        CLAIMABLE,
        /** Others come first. */
        WAITING,
        /** Somebody else claimed it from the pool. */
        ASLEEP,
        DONE,
        CLOSED,
        /** Taken away again. */
        REMOVED,
        COPY;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isLiving() {
            return this == OPEN || this == CLAIMABLE || this == WAITING || this == ASLEEP;
        }
    }

    final UUID id;
    final @Nullable UUID step;
    final UUID node;
    final PersonRef person;
    final @Nullable PersonRef standsInFor;
    final Part part;
    final @Nullable UUID parent;
    final int position;
    final boolean required;
    State state;

    /** Who put the person in the place of another; null for nobody. */
    @Nullable PersonRef givenBy;

    @Nullable Result result;

    String note;
    Instant arrivedAt;

    @Nullable Instant dueAt;

    @Nullable Instant readAt;

    @Nullable Instant doneAt;

    boolean isNew;
    boolean isChanged;

    Item(
            UUID id,
            @Nullable UUID step,
            UUID node,
            PersonRef person,
            @Nullable PersonRef standsInFor,
            Part part,
            @Nullable UUID parent,
            int position,
            boolean required,
            State state,
            String note,
            Instant arrivedAt) {
        this.id = id;
        this.step = step;
        this.node = node;
        this.person = person;
        this.standsInFor = standsInFor;
        this.part = part;
        this.parent = parent;
        this.position = position;
        this.required = required;
        this.state = state;
        this.note = note;
        this.arrivedAt = arrivedAt;
    }

    /** A new part, asleep until the {@link Ballot} wakes it. */
    static Item fresh(
            Step step,
            PersonRef person,
            @Nullable PersonRef standsInFor,
            Part part,
            @Nullable UUID parent,
            int position,
            boolean required,
            String note,
            Instant now) {
        Item item = new Item(
                Ids.next(),
                step.id,
                step.node,
                person,
                standsInFor,
                part,
                parent,
                position,
                required,
                State.WAITING,
                note,
                now);
        item.dueAt = step.dueAt;
        item.isNew = true;
        return item;
    }

    String personId() {
        return Objects.requireNonNull(person.id());
    }

    /** Whether somebody is to answer now. */
    boolean isAwaited() {
        return state == State.OPEN || state == State.CLAIMABLE;
    }

    boolean isOf(@Nullable String subject) {
        return personId().equals(subject);
    }

    void become(State newState) {
        if (state != newState) {
            state = newState;
            isChanged = true;
        }
    }

    void answer(Result answer, Instant now) {
        state = State.DONE;
        result = answer;
        doneAt = now;
        isChanged = true;
    }

    void close(Instant now) {
        state = State.CLOSED;
        doneAt = now;
        isChanged = true;
    }
}

package dev.millwright.flow.internal;

import dev.millwright.flow.FlowTask.Result;
import dev.millwright.flow.VotePolicy;
import dev.millwright.flow.VotePolicy.Mode;
import dev.millwright.flow.internal.Item.Part;
import dev.millwright.flow.internal.Item.State;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Counts the answers of a step and says whose turn it is. Its result stands as soon as no further answer could change it, in both
 * directions.
 */
final class Ballot {

    /** What the answers come to. */
    enum Verdict {
        UNDECIDED,
        YES,
        NO
    }

    private enum Answer {
        NONE,
        YES,
        NO
    }

    private final List<Item> items;
    private final VotePolicy policy;
    private final List<Item> seats;

    Ballot(List<Item> items, VotePolicy policy) {
        this.items = items;
        this.policy = policy;
        this.seats = items.stream()
                .filter(item -> item.part == Part.SEAT && counts(item))
                .sorted(Comparator.comparingInt(item -> item.position))
                .toList();
    }

    /** Not one who gave it away, nor one who was taken away. */
    private static boolean counts(Item item) {
        return item.state != State.REMOVED && item.result != Result.TRANSFERRED;
    }

    private List<Item> added(Item to, Part part) {
        return items.stream()
                .filter(item -> item.part == part && to.id.equals(item.parent) && counts(item))
                .toList();
    }

    Verdict verdict() {
        // A no of somebody who was added is a no of the step, however the others are counted.
        boolean refused = items.stream()
                .anyMatch(item -> (item.part == Part.BEFORE || item.part == Part.AFTER)
                        && counts(item)
                        && item.result == Result.REJECTED);
        if (refused) {
            return Verdict.NO;
        }
        int yes = 0;
        int no = 0;
        boolean allRequired = true;
        for (Item seat : seats) {
            switch (answer(seat)) {
                case YES -> yes++;
                case NO -> {
                    no++;
                    if (seat.required) {
                        return Verdict.NO;
                    }
                }
                case NONE -> allRequired &= !seat.required;
            }
        }
        int needed = policy.needed(seats.size());
        boolean first = policy.mode() == Mode.ANY || policy.mode() == Mode.POOL;
        if (first && no > 0 || seats.size() - no < needed) {
            return Verdict.NO;
        }
        return yes >= needed && allRequired ? Verdict.YES : Verdict.UNDECIDED;
    }

    private Answer answer(Item item) {
        Result result = item.result;
        if (item.state != State.DONE || result == null) {
            return Answer.NONE;
        }
        return switch (result) {
            case REJECTED -> Answer.NO;
            case APPROVED, FILLED, AUTOMATIC ->
                added(item, Part.AFTER).stream().allMatch(one -> answer(one) == Answer.YES) ? Answer.YES : Answer.NONE;
            case RETURNED, TRANSFERRED, DELEGATED, RETRIED -> Answer.NONE;
        };
    }

    /** Opens the parts of those whose turn it is and lets the others wait. */
    void callUp() {
        switch (policy.mode()) {
            case ANY, ALL, AT_LEAST -> seats.forEach(this::callUp);
            case SEQUENCE -> {
                boolean turn = true;
                for (Item seat : seats) {
                    if (turn) {
                        callUp(seat);
                        turn = answer(seat) == Answer.YES;
                    } else if (seat.state.isLiving()) {
                        seat.become(State.WAITING);
                    }
                }
            }
            case POOL -> {
                Item holder = seats.stream()
                        .filter(seat -> seat.state == State.DONE
                                || seat.state == State.OPEN
                                || seat.state == State.WAITING && !added(seat).isEmpty())
                        .findFirst()
                        .orElse(null);
                for (Item seat : seats) {
                    if (Objects.equals(seat, holder)) {
                        callUp(seat);
                    } else if (seat.state.isLiving()) {
                        seat.become(holder == null ? State.CLAIMABLE : State.ASLEEP);
                    }
                }
            }
        }
    }

    private List<Item> added(Item to) {
        return items.stream()
                .filter(item -> to.id.equals(item.parent) && counts(item))
                .toList();
    }

    private void callUp(Item item) {
        boolean waits = false;
        for (Item before : added(item, Part.BEFORE)) {
            callUp(before);
            waits |= answer(before) != Answer.YES;
        }
        for (Item delegate : added(item, Part.DELEGATE)) {
            callUp(delegate);
            waits |= delegate.state.isLiving();
        }
        if (item.state.isLiving()) {
            item.become(waits ? State.WAITING : State.OPEN);
            return;
        }
        if (item.state == State.DONE) {
            added(item, Part.AFTER).forEach(this::callUp);
        }
    }
}

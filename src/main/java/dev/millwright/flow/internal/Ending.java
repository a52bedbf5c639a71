package dev.millwright.flow.internal;

import java.util.Set;

/**
 * How a run ended.
 *
 * @param outcome as its flow goes by it
 * @param isWithdrawn whether whoever started it took it back; to the flow it is cancelled then, like others
 */
record Ending(String outcome, boolean isWithdrawn) {

    private static final Set<String> REFUSALS = Set.of("rejected", "cancelled");

    /** What people are told of it. */
    String told() {
        return isWithdrawn ? "withdrawn" : outcome;
    }

    boolean isAccepted() {
        return !REFUSALS.contains(outcome);
    }
}

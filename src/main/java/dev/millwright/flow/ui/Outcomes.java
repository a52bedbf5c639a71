package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.Flows.NodeState;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** How runs end and where they stand, in the words of the page. */
final class Outcomes {

    /** Those that every flow can have; others are names of the designer's own. */
    static final List<String> USUAL = List.of("accepted", "rejected", "cancelled");

    private Outcomes() {}

    static String words(String outcome) {
        return USUAL.contains(outcome) ? t("work.outcome." + outcome) : outcome;
    }

    /** Of many runs: what starters took back is counted with what was cancelled. */
    static String wordsOfMany(String outcome) {
        return outcome.equals("cancelled") ? t("work.outcome.cancelledOrWithdrawn") : words(outcome);
    }

    static String colour(String outcome) {
        return switch (outcome) {
            case "accepted" -> "green";
            case "rejected" -> "red";
            case "cancelled" -> "grey";
            default -> "blue";
        };
    }

    static String words(FlowInstance run) {
        String outcome = run.outcome();
        if (outcome == null) {
            return run.state() == FlowInstance.State.RUNNING
                    ? t("work.phase." + run.phase().name().toLowerCase(Locale.ROOT))
                    : words(run.state());
        }
        if (run.phase() == FlowInstance.Phase.WITHDRAWN) {
            return t("work.phase.withdrawn");
        }
        return run.personal() || !outcome.equals("accepted") ? words(outcome) : t("work.outcome.done");
    }

    /** With whom something that was returned waits is said, too: everybody else waits for them. */
    static String words(FlowInstance run, Map<UUID, NodeState> path) {
        List<String> people = path.values().stream()
                .filter(state -> state.status() == NodeState.Status.CURRENT)
                .flatMap(state -> state.people().stream())
                .map(PersonRef::name)
                .distinct()
                .toList();
        return isReturned(run) && !people.isEmpty()
                ? t("work.phase.returnedTo", String.join(t("work.people.separator"), people))
                : words(run);
    }

    private static boolean isReturned(FlowInstance run) {
        return run.state() == FlowInstance.State.RUNNING && run.phase() == FlowInstance.Phase.RETURNED;
    }

    static String words(FlowInstance.State state) {
        return t("work.run." + state.name().toLowerCase(Locale.ROOT));
    }

    static String colour(FlowInstance run) {
        String outcome = run.outcome();
        if (isReturned(run)) {
            return "orange";
        }
        return outcome == null ? colour(run.state()) : colour(outcome);
    }

    static String colour(FlowInstance.State state) {
        return switch (state) {
            case RUNNING -> "teal";
            case SUSPENDED -> "yellow";
            case FAILED -> "red";
            case ENDED -> "grey";
        };
    }
}

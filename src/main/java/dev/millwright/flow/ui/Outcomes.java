package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import dev.millwright.flow.FlowInstance;
import java.util.List;
import java.util.Locale;

/** How runs end and where they stand, in the words of the page. */
final class Outcomes {

    /** Those that every flow can have; others are names of the designer's own. */
    static final List<String> USUAL = List.of("accepted", "rejected", "cancelled");

    private Outcomes() {}

    static String words(String outcome) {
        return USUAL.contains(outcome) ? t("work.outcome." + outcome) : outcome;
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
            return words(run.state());
        }
        return run.personal() || !outcome.equals("accepted") ? words(outcome) : t("work.outcome.done");
    }

    static String words(FlowInstance.State state) {
        return t("work.run." + state.name().toLowerCase(Locale.ROOT));
    }

    static String colour(FlowInstance run) {
        String outcome = run.outcome();
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

package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import dev.millwright.flow.FlowTask;
import dev.millwright.flow.StepAction;
import dev.millwright.flow.StepButton;
import java.util.Locale;

/** What became of tasks and what can be done with them, in the words of the page. */
final class TaskWords {

    private TaskWords() {}

    /** Empty while it is open. */
    static String became(FlowTask task) {
        FlowTask.Result result = task.result();
        return switch (task.state()) {
            case OPEN, CLAIMABLE, COPY -> "";
            case WAITING -> t("work.state.waiting");
            case CLOSED -> t("work.state.closed");
            case DONE -> result == null ? t("work.state.done") : t("work.result." + key(result));
        };
    }

    static String colour(FlowTask task) {
        FlowTask.Result result = task.result();
        if (task.state() != FlowTask.State.DONE || result == null) {
            return "grey";
        }
        return switch (result) {
            case APPROVED, FILLED, RETRIED, AUTOMATIC -> "green";
            case REJECTED -> "red";
            case RETURNED -> "orange";
            case TRANSFERRED, DELEGATED -> "blue";
        };
    }

    private static String key(FlowTask.Result result) {
        return result.name().toLowerCase(Locale.ROOT);
    }

    /** As the designer named it, else its usual name. */
    static String label(StepButton button, FlowTask.Kind kind) {
        if (!button.label().isBlank()) {
            return button.label();
        }
        return button.action() == StepAction.APPROVE && kind == FlowTask.Kind.FILL
                ? t("work.action.fill")
                : t("work.action." + button.action().key());
    }

    /** What was just done with it. */
    static String afterwards(FlowTask task) {
        FlowTask.Result result = task.result();
        return result == null ? t("work.after.done") : t("work.after." + key(result));
    }
}

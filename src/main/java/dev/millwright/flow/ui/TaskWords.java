package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.StepAction;
import dev.millwright.flow.StepButton;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What became of tasks and what can be done with them, in the words of the page. */
final class TaskWords {

    private TaskWords() {}

    /** Empty while it is open. */
    static String became(FlowTask task) {
        FlowTask.Standing standing = task.standing();
        if (standing != null) {
            return standing(standing);
        }
        FlowTask.Result result = task.result();
        return switch (task.state()) {
            case OPEN, CLAIMABLE, COPY -> "";
            case WAITING -> waiting(task.waitsFor());
            case TAKEN -> t("work.state.taken");
            case CLOSED -> t("work.state.closed");
            case DONE -> result == null ? t("work.state.done") : t("work.result." + key(result));
        };
    }

    private static String waiting(List<PersonRef> people) {
        return people.isEmpty()
                ? t("work.state.waiting")
                : people.size() == 1
                        ? t("work.state.waitsFor", people.getFirst().name())
                        : t("work.state.waitsForSeveral", people.getFirst().name(), people.size() - 1);
    }

    /** All of them, in a sentence. */
    static String names(List<PersonRef> people) {
        return people.stream().map(PersonRef::name).collect(Collectors.joining(t("work.people.separator")));
    }

    /** Whom a run waits for, if that can be said, or how it ended. */
    private static String standing(FlowTask.Standing standing) {
        List<PersonRef> people = standing.waitingFor();
        String outcome = standing.outcome();
        if (outcome != null) {
            return standing.phase() == FlowInstance.Phase.WITHDRAWN
                    ? t("work.phase.withdrawn")
                    : Outcomes.words(outcome);
        }
        return standing.state() != FlowInstance.State.RUNNING || people.isEmpty()
                ? Outcomes.words(standing.state())
                : people.size() == 1
                        ? t("work.started.waitsFor", people.getFirst().name())
                        : t("work.started.waitsForSeveral", people.getFirst().name(), people.size() - 1);
    }

    static String colour(FlowTask task) {
        FlowTask.Standing standing = task.standing();
        if (standing != null) {
            String outcome = standing.outcome();
            return outcome == null ? Outcomes.colour(standing.state()) : Outcomes.colour(outcome);
        }
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

    /**
     * What was just done with it.
     *
     * @param run as it stands since
     */
    static String afterwards(FlowTask task, FlowInstance run) {
        boolean over = run.state() == FlowInstance.State.ENDED;
        String words = afterwards(task, over);
        return over ? t("work.after.andEnded", words, Outcomes.words(run)) : words;
    }

    private static String afterwards(FlowTask task, boolean over) {
        FlowTask.Result result = task.result();
        if (result == null) {
            return task.state() == FlowTask.State.WAITING ? t("work.after.waiting") : t("work.after.done");
        }
        return switch (result) {
            case FILLED -> t(over ? "work.after.filledLast" : "work.after.filled");
            case RETRIED -> t("work.retry.done");
            case APPROVED, REJECTED, RETURNED, TRANSFERRED, DELEGATED, AUTOMATIC -> t("work.after." + key(result));
        };
    }
}

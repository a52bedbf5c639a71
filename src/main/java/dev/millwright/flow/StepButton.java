package dev.millwright.flow;

import java.util.Objects;

/**
 * How a step offers an action.
 *
 * @param label as the designer calls it; empty for its usual name
 * @param reason whether a reason has to be given
 */
public record StepButton(StepAction action, String label, boolean hidden, boolean reason) {

    public StepButton {
        Objects.requireNonNull(action);
        label = label == null ? "" : label;
    }
}

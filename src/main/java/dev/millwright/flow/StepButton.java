package dev.millwright.flow;

/**
 * How a step offers an action.
 *
 * @param label as the designer calls it; empty for its usual name
 * @param reason whether a reason has to be given
 */
public record StepButton(StepAction action, String label, boolean hidden, boolean reason) {

    public StepButton {
        label = label == null ? "" : label;
    }
}

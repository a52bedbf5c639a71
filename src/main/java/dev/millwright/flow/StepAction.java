package dev.millwright.flow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;

/** What the people of a step may do with it, each a button that a designer may rename or hide. */
public enum StepAction {
    APPROVE("approve"),
    REJECT("reject"),
    RETURN("return"),
    TRANSFER("transfer"),
    DELEGATE("delegate"),
    ADD_SIGNER("addSigner"),
    CC("cc"),
    COMMENT("comment"),
    /** Work that failed goes on from there; offered by the product, not by a step. */
    RETRY("retry");

    private final String key;

    StepAction(String key) {
        this.key = key;
    }

    /** Those that a designer may rename, hide or ask a reason for. */
    public static List<StepAction> ofSteps() {
        return Arrays.stream(values()).filter(action -> action != RETRY).toList();
    }

    @JsonValue
    public String key() {
        return key;
    }

    /**
     * The action of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    @JsonCreator
    public static StepAction of(String key) {
        for (StepAction action : values()) {
            if (action.key.equals(key)) {
                return action;
            }
        }
        throw new IllegalArgumentException("No such action: " + key);
    }
}

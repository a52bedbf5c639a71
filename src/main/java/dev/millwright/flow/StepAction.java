package dev.millwright.flow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What the people of a step may do with it, each a button that a designer may rename or hide. */
public enum StepAction {
    APPROVE("approve"),
    REJECT("reject"),
    RETURN("return"),
    TRANSFER("transfer"),
    DELEGATE("delegate"),
    ADD_SIGNER("addSigner"),
    CC("cc"),
    COMMENT("comment");

    private final String key;

    StepAction(String key) {
        this.key = key;
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

package dev.millwright.flow;

import dev.millwright.shared.ConflictException;

/** A node of a flow refuses to let it go on, with the words of its designer. Trying again does not help. */
public final class FlowRefusedException extends ConflictException {

    public FlowRefusedException(String message) {
        super("flow.node.error.refused", message);
    }
}

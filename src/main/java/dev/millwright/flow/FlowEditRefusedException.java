package dev.millwright.flow;

import dev.millwright.shared.DomainException;

/** An edit that a flow does not take; nothing has changed. */
public final class FlowEditRefusedException extends DomainException {

    FlowEditRefusedException(String code, Object... arguments) {
        super(code, arguments);
    }
}

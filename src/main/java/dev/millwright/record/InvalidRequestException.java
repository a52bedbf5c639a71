package dev.millwright.record;

import dev.millwright.shared.DomainException;

/** A question to the gate that cannot be understood, for instance a cursor of another list. */
public final class InvalidRequestException extends DomainException {

    public InvalidRequestException(String code, Object... arguments) {
        super(code, arguments);
    }
}

package dev.millwright.extension;

import dev.millwright.shared.DomainException;

/** A definition from outside that does not have the shape it must have. */
public final class UnreadableDefinitionException extends DomainException {

    UnreadableDefinitionException(Throwable cause) {
        super("extension.error.unreadable");
        initCause(cause);
    }

    /** For readers that find out by themselves. */
    public static UnreadableDefinitionException because(Throwable cause) {
        return new UnreadableDefinitionException(cause);
    }
}

package dev.millwright.schema;

import dev.millwright.shared.DomainException;

/** A table stayed in use for longer than a step may make others wait; worth another try. */
public final class SchemaBusyException extends DomainException {

    public SchemaBusyException(Throwable cause) {
        super("schema.error.busy");
        initCause(cause);
    }
}

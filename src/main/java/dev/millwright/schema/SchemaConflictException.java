package dev.millwright.schema;

import dev.millwright.shared.DomainException;

/** The data does not allow the plan; a new plan says where. */
public final class SchemaConflictException extends DomainException {

    public SchemaConflictException() {
        super("schema.error.conflict");
    }

    public SchemaConflictException(Throwable cause) {
        this();
        initCause(cause);
    }
}

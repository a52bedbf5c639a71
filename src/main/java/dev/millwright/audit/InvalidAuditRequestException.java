package dev.millwright.audit;

import dev.millwright.shared.DomainException;

/** A question to the audit log that cannot be understood. */
public final class InvalidAuditRequestException extends DomainException {

    public InvalidAuditRequestException(String code, Object... arguments) {
        super(code, arguments);
    }
}

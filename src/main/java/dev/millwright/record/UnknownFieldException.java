package dev.millwright.record;

import dev.millwright.shared.DomainException;

/** A field is named that the form does not have, or that cannot be used so. */
public final class UnknownFieldException extends DomainException {

    private final String field;

    public UnknownFieldException(String code, String field) {
        super(code, field);
        this.field = field;
    }

    public UnknownFieldException(String field) {
        this("record.error.unknownField", field);
    }

    public String field() {
        return field;
    }
}

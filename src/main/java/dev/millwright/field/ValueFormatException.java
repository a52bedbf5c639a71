package dev.millwright.field;

import dev.millwright.shared.DomainException;
import dev.millwright.shared.Problem;

/** A text or JSON that is no value of the field's type; its text says what is expected. */
public final class ValueFormatException extends DomainException {

    public ValueFormatException(String code, Object... arguments) {
        super(code, arguments);
    }

    public Problem at(String path) {
        return Problem.error(code(), path, arguments().toArray());
    }
}

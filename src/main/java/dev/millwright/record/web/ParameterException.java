package dev.millwright.record.web;

import dev.millwright.shared.DomainException;
import dev.millwright.shared.HasPosition;
import dev.millwright.shared.TextPosition;

/** A parameter of a call that names something that is not there; says where in the parameter. */
final class ParameterException extends DomainException implements HasPosition {

    private final TextPosition position;

    ParameterException(String code, TextPosition position, Object... arguments) {
        super(code, arguments);
        this.position = position;
    }

    @Override
    public TextPosition position() {
        return position;
    }
}

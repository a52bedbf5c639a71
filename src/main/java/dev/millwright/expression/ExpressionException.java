package dev.millwright.expression;

import dev.millwright.shared.DomainException;
import dev.millwright.shared.HasPosition;
import dev.millwright.shared.TextPosition;

/** A text that is no expression, or none that makes sense in its scope. */
public final class ExpressionException extends DomainException implements HasPosition {

    private final TextPosition position;

    public ExpressionException(TextPosition position, String code, Object... arguments) {
        super(code, arguments);
        this.position = position;
    }

    @Override
    public TextPosition position() {
        return position;
    }
}

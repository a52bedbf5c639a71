package dev.millwright.form;

import dev.millwright.shared.DomainException;

/** An edit that a form does not take; nothing has changed. */
public final class EditRefusedException extends DomainException {

    EditRefusedException(String code, Object... arguments) {
        super(code, arguments);
    }
}

package dev.millwright.secret;

import dev.millwright.shared.DomainException;

/** A sealed text that cannot be opened: its key is not there any more, or it stands where it does not belong. */
public final class UnopenedException extends DomainException {

    UnopenedException(String code) {
        super(code);
    }
}

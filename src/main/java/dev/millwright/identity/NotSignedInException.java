package dev.millwright.identity;

import dev.millwright.shared.DomainException;

/** Something needs to know who acts, and nobody is signed in. */
public final class NotSignedInException extends DomainException {

    public NotSignedInException() {
        super("identity.error.notSignedIn");
    }
}

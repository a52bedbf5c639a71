package dev.millwright.identity;

import dev.millwright.shared.AuditableEvent;

/**
 * Somebody signed out with a browser.
 *
 * @param elsewhere whether Keycloak ended the session, because they signed out of another application or were signed out
 */
public record PersonSignedOut(Person person, boolean elsewhere) implements AuditableEvent {

    @Override
    public Kind kind() {
        return Kind.SIGN_IN;
    }

    @Override
    public String action() {
        return elsewhere ? "identity.signedOutElsewhere" : "identity.signedOut";
    }

    @Override
    public String subject() {
        return person.name();
    }
}

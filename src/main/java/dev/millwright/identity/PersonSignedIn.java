package dev.millwright.identity;

import dev.millwright.shared.AuditableEvent;

/** Somebody signed in with a browser. */
public record PersonSignedIn(Person person) implements AuditableEvent {

    @Override
    public Kind kind() {
        return Kind.SIGN_IN;
    }

    @Override
    public String action() {
        return "identity.signedIn";
    }

    @Override
    public String subject() {
        return person.name();
    }
}

package dev.millwright.identity;

import dev.millwright.shared.AuditableEvent;

/** Somebody signed out with a browser. */
public record PersonSignedOut(Person person) implements AuditableEvent {

    @Override
    public String action() {
        return "identity.signedOut";
    }

    @Override
    public String subject() {
        return person.name();
    }
}

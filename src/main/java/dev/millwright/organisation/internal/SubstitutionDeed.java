package dev.millwright.organisation.internal;

import dev.millwright.organisation.Substitution;
import dev.millwright.shared.AuditableEvent;
import java.util.List;

/** A substitution was set or taken back. */
record SubstitutionDeed(String action, Substitution substitution) implements AuditableEvent {

    @Override
    public Kind kind() {
        return Kind.RIGHTS;
    }

    @Override
    public String subject() {
        return substitution.personName();
    }

    @Override
    public List<Object> arguments() {
        return List.of(
                substitution.substituteName(),
                substitution.from().toString(),
                substitution.to().toString());
    }
}

package dev.millwright.identity.internal.keycloak;

import dev.millwright.shared.AuditableEvent;
import java.util.List;

/** An administrator named the heads of a department. */
record HeadsChanged(String department, List<String> heads) implements AuditableEvent {

    @Override
    public Kind kind() {
        return Kind.RIGHTS;
    }

    @Override
    public String action() {
        return heads.isEmpty() ? "identity.headsRemoved" : "identity.headsChanged";
    }

    @Override
    public String subject() {
        return department;
    }

    @Override
    public List<Object> arguments() {
        return heads.isEmpty() ? List.of() : List.of(heads);
    }
}

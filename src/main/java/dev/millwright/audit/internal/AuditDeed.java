package dev.millwright.audit.internal;

import dev.millwright.shared.AuditableEvent;
import dev.millwright.shared.Phrase;
import java.util.List;

/** What is done to the audit log itself. */
record AuditDeed(String action, String subject, List<Object> arguments, List<Phrase> details)
        implements AuditableEvent {

    @Override
    public Kind kind() {
        return Kind.SYSTEM;
    }
}

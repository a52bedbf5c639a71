package dev.millwright.audit.internal;

import dev.millwright.audit.AuditEntry;
import dev.millwright.audit.AuditEntry.Actor;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.shared.AuditableEvent;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Ids;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes each event down at once, in the transaction it was published in: both are there or neither. */
@Component
class AuditWriter {

    private final AuditTable table;
    private final CurrentPerson currentPerson;
    private final BusinessTime time;

    AuditWriter(AuditTable table, CurrentPerson currentPerson, BusinessTime time) {
        this.table = table;
        this.currentPerson = currentPerson;
        this.time = time;
    }

    @EventListener
    void on(AuditableEvent event) {
        table.insert(
                new AuditEntry(
                        Ids.next(),
                        time.now(),
                        event.kind(),
                        event.action(),
                        currentPerson
                                .find()
                                .map(person -> new Actor(person.id(), person.name()))
                                .orElse(null),
                        event.app().orElse(null),
                        event.object().orElse(null),
                        event.subject(),
                        event.arguments(),
                        event.details(),
                        currentPerson.origin()),
                event.oneEntryFor());
    }
}

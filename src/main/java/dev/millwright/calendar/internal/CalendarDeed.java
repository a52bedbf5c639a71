package dev.millwright.calendar.internal;

import dev.millwright.shared.AuditableEvent;
import dev.millwright.shared.Phrase;
import java.util.List;
import java.util.Optional;

/** What an administrator did to a working calendar. */
record CalendarDeed(String action, String subject, List<Object> arguments, List<Phrase> details)
        implements AuditableEvent {

    @Override
    public Kind kind() {
        return Kind.DESIGN;
    }

    @Override
    public Optional<String> object() {
        return Optional.of("calendar");
    }
}
